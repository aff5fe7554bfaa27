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

// Makes an element as light or dark as the colour of its text says, where that is not what `color-scheme`
// says, and keeps it so when the page or the system changes.
export function followColours(element) {
  followers.add(element);
  // A page may have another body by now.
  for (const part of [document.documentElement, document.body]) changes.observe(part, { attributes: true });
  element.classList.remove("aluehaku-dark", "aluehaku-light");
  const style = getComputedStyle(element);
  const isLight = isBright(style.outlineColor);
  if (isLight !== isBright(style.columnRuleColor)) element.classList.add(isLight ? "aluehaku-dark" : "aluehaku-light");
}

// Of a colour as `color-mix()` makes it: three parts from 0 to 1.
function isBright(colour) {
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
  return red + 2 * green + blue > 2;
}

function followAll() {
  for (const element of followers) {
    if (element.isConnected) followColours(element);
    else followers.delete(element);
  }
}
