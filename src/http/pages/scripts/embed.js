// The page /embed: preview and code follow while one chooses, and the search in the preview has results.

const form = document.getElementById("choice");
const PARTS = ["preview", "code", "ways", "needs"];
let timer = 0;
let asked = new AbortController();

form.querySelector("button").remove();
form.addEventListener("change", follow);
form.addEventListener("input", (event) => {
  if (event.target.type !== "text") return;
  clearTimeout(timer);
  timer = setTimeout(follow, 400);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  follow();
});
fill();

async function follow() {
  clearTimeout(timer);
  asked.abort();
  asked = new AbortController();
  const address = new URL(form.getAttribute("action"), location.href);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
  try {
    const answer = await fetch(address, { signal: asked.signal, headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of PARTS) {
      const now = document.getElementById(part);
      const then = page.getElementById(part);
      if (part === "code") now.value = then.value;
      else now.replaceChildren(...then.childNodes);
      now.className = then.className;
      now.lang = then.lang;
    }
    history.replaceState(history.state, "", address);
    fill();
  } catch (problem) {
    // A page that cannot be read is simply opened.
    if (problem.name !== "AbortError") location.assign(address);
  }
}

async function fill() {
  await customElements.whenDefined("aluehaku-search");
  const search = document.querySelector("#preview aluehaku-search:not([modal])");
  if (search?.isConnected) search.search();
}
