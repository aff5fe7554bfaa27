// What a framed page tells the page around it, where that is one that asks: WordPress gives each frame a
// secret, lets it say how high it is, and follows links of our own that were pressed in it.

const secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret");

if (window.parent !== window && /^[a-zA-Z0-9]+$/.test(secret ?? "")) {
  const tell = (message, value) => window.parent.postMessage({ message, value, secret }, "*");
  const main = document.querySelector("main");
  // As high as its content, not as the frame is now.
  main.style.minHeight = "0";
  new ResizeObserver(() => tell("height", Math.ceil(main.getBoundingClientRect().height))).observe(main);
  // The frame may open nothing; our own page about an article leads on to it.
  document.querySelector("aluehaku-search")?.setAttribute("details", "");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    event.preventDefault();
    tell("link", new URL(link.dataset.details ?? link.href, location.href).href);
  });
}
