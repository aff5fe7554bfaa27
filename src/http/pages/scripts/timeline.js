// Dragging over the timeline chooses everything from the first to the last bar touched. A click on
// one bar is its link, and the two date fields below do the same by keyboard.

export function dragOver(timeline, go) {
  const bars = [...timeline.querySelectorAll("a")];
  let first = -1;
  let last = -1;
  let dragged = false;

  timeline.addEventListener("dragstart", (event) => event.preventDefault());
  timeline.addEventListener("pointerdown", (event) => {
    first = last = at(event);
    dragged = false;
    document.addEventListener("pointerup", end, { once: true });
    document.addEventListener("pointercancel", forget, { once: true });
  });
  timeline.addEventListener("pointermove", (event) => {
    if (first < 0) return;
    last = at(event);
    mark();
  });
  // The click that follows a drag is not meant for the bar under it.
  timeline.addEventListener("click", stopAfterDrag, true);

  function stopAfterDrag(event) {
    if (!dragged) return;
    event.preventDefault();
    event.stopPropagation();
    dragged = false;
  }

  function end() {
    document.removeEventListener("pointercancel", forget);
    dragged = first !== last;
    if (dragged) narrow();
    else forget();
  }

  function forget() {
    document.removeEventListener("pointerup", end);
    first = last = -1;
    mark();
  }

  function mark() {
    const [from, to] = range();
    bars.forEach((bar, position) => bar.classList.toggle("chosen", from !== to && position >= from && position <= to));
  }

  function narrow() {
    const [from, to] = range();
    first = last = -1;
    const address = new URL(bars[from].getAttribute("href"), location.href);
    address.searchParams.set("to", new URL(bars[to].getAttribute("href"), location.href).searchParams.get("to"));
    go(address, document.getElementById("from"));
  }

  function range() {
    return [Math.min(first, last), Math.max(first, last)];
  }

  function at(event) {
    const box = timeline.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(bars.length - 1, Math.floor(share * bars.length)));
  }
}
