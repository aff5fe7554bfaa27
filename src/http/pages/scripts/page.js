// What the pages do better with a script. Everything works without it.
//
// On the search page, following a filter, an order or a page of results replaces the content in
// place: the focus stays on the filter that was chosen, and the number of results is announced.

import { suggestInto } from "./suggest.js";
import { dragOver } from "./timeline.js";

const box = document.getElementById("q");
if (box) suggestInto(box, announce);

enhance();
closeMenus();
if (document.querySelector("main[data-live]")) followInPlace();

// What has to be done again each time the content was replaced.
function enhance() {
  const timeline = document.querySelector(".timeline");
  if (timeline) dragOver(timeline, go);
  for (const button of document.querySelectorAll("button[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

// Copies the text of an element, or the address of the page.
async function copy(button) {
  const element = document.getElementById(button.dataset.copies);
  await navigator.clipboard.writeText(element ? (element.value ?? element.textContent.trim()) : location.href);
  button.textContent = button.dataset.done;
  announce(button.dataset.done);
}

// A menu that drops down closes when something else is used, and by Escape, as its button has the focus again.
function closeMenus() {
  const open = () => [...document.querySelectorAll("details.drop[open]")];
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
  });
}

function followInPlace() {
  history.replaceState({ top: 0 }, "");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("main a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.getAttribute("href"), location.href);
    if (address.origin !== location.origin || address.pathname !== "/search" || address.hash) return;
    event.preventDefault();
    go(address, link);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest("main") || new URL(form.action).pathname !== "/search") return;
    event.preventDefault();
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
    go(address, form.querySelector("button"));
  });
  addEventListener("popstate", (event) => {
    if (location.pathname === "/search") show(location.href).then(() => scrollTo(0, event.state?.top ?? 0));
  });
}

// Goes to another search without leaving the page; `from` is what was activated.
async function go(address, from) {
  history.replaceState({ top: scrollY }, "");
  const focus = from?.dataset.key || from?.id;
  const staysPut = Boolean(from?.closest(".side"));
  if (!(await show(address.href, () => history.pushState({ top: scrollY }, "", address.href)))) return;
  const again = focus && document.querySelector(`[data-key="${CSS.escape(focus)}"], #${CSS.escape(focus)}`);
  const target = again || document.getElementById("results");
  target?.focus({ preventScroll: staysPut });
  if (!staysPut) scrollTo(0, document.querySelector("main").offsetTop);
}

// Replaces the content by that of another address; a page that cannot be read is simply opened.
async function show(href, before = () => {}) {
  const main = document.querySelector("main");
  const sheet = openSheet();
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(href, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const open = new Map([...main.querySelectorAll("details[data-key]")].map((one) => [one.dataset.key, one.open]));
    before();
    for (const part of ["main", "#search", "#languages"]) {
      const now = document.querySelector(part);
      const then = page.querySelector(part);
      if (now && then) now.replaceChildren(...then.childNodes);
    }
    document.title = page.title;
    const twins = "link[rel=alternate]";
    document.head.querySelectorAll(twins).forEach((link) => link.remove());
    document.head.append(...page.head.querySelectorAll(twins));
    for (const one of main.querySelectorAll("details[data-key]")) one.open = open.get(one.dataset.key) ?? one.open;
    if (sheet) reopen(sheet);
    suggestInto(document.getElementById("q"), announce);
    enhance();
    const said = ["results", "notices"].map((id) => document.getElementById(id)?.innerText.trim());
    announce(said.filter(Boolean).join(". ") || document.title);
    return true;
  } catch {
    location.assign(href);
    return false;
  } finally {
    main.removeAttribute("aria-busy");
  }
}

// The sheet of filters of a narrow window while it is open, and how far it is scrolled.
function openSheet() {
  const sheet = document.getElementById("filters");
  return "popover" in HTMLElement.prototype && sheet?.matches(":popover-open") ? { top: sheet.scrollTop } : null;
}

// Several filters can be chosen in one go.
function reopen({ top }) {
  const sheet = document.getElementById("filters");
  sheet.showPopover();
  sheet.scrollTop = top;
}

// Two regions in turn: the same words twice are read out twice.
function announce(words) {
  const regions = document.querySelectorAll("#status > *");
  const next = regions[0].textContent ? 1 : 0;
  regions[1 - next].textContent = "";
  regions[next].textContent = words;
}
