// What the elements are made with: styles, parts of the page, marked words, colours.

import STYLE from "./style.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
// Where the open panel stands; there is one at a time.
export const place = new CSSStyleSheet();
let names = 0;
// Elements whose colours follow their surroundings.
const followers = new Set();
const changes = new MutationObserver(followAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", followAll);

// Sheets that a script makes need no leave for inline style, and reach into shadow roots.
export function adoptStyle(root) {
  const known = root.adoptedStyleSheets;
  // First, so that sheets of the page come after it.
  if (known && !known.includes(sheet)) root.adoptedStyleSheets = [sheet, place, ...known];
}

export function make(name, attributes = {}, text = "") {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.textContent = text;
  return element;
}

// The words that matched, marked; ranges count characters, not the units of a JavaScript string.
export function marked({ text, ranges }) {
  const characters = Array.from(text);
  const nodes = [];
  let done = 0;
  for (const [start, end] of ranges) {
    nodes.push(characters.slice(done, start).join(""), make("mark", {}, characters.slice(start, end).join("")));
    done = end;
  }
  return [...nodes, characters.slice(done).join("")];
}

// An address that may become a link.
export function safe(address) {
  return /^https?:\/\//i.test(address ?? "") ? address : null;
}

// Origin of an address that a page gives; that of this script where it is no address on the web.
export function origin(address) {
  const whole = address && safe(new URL(address, document.baseURI).href);
  return new URL(whole || import.meta.url).origin;
}

// A name that no element has yet.
export function freeName() {
  return `aluehaku-q-${++names}`;
}

// Makes an element as light or dark as the colour of its text says, whatever the system prefers, and
// keeps it so when the page or the system changes.
export function followColours(element) {
  followers.add(element);
  // A page may have another body by now.
  for (const part of [document.documentElement, document.body]) changes.observe(part, { attributes: true });
  // The colour of the page depends on what was set here before.
  element.classList.remove("aluehaku-dark", "aluehaku-light");
  const [red, green, blue] = getComputedStyle(element).outlineColor.match(/[\d.]+/g).map(Number);
  const isDark = red + 2 * green + blue > (Math.max(red, green, blue) > 1 ? 510 : 2);
  element.classList.add(isDark ? "aluehaku-dark" : "aluehaku-light");
}

function followAll() {
  for (const element of followers) {
    if (element.isConnected) followColours(element);
    else followers.delete(element);
  }
}
