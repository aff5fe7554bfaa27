// A dialog around the form, and the button that opens it. Both stand in a shadow root, so that the form
// stays the child of the element that the page made it.

import STYLE from "./modal.css";
import { make } from "./tools.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
const KEY = /Mac|iP/.test(navigator.platform) ? "⌘ K" : "Ctrl K";

export class Modal {
  #element;
  #opener = make("button", { type: "button", part: "opener", "aria-haspopup": "dialog" });
  #shut = make("button", { type: "button", part: "close" }, "×");
  #dialog = make("dialog", { part: "dialog" });

  constructor(element) {
    this.#element = element;
    const inside = make("div");
    inside.append(this.#shut, make("slot"));
    this.#dialog.append(inside);
    this.#opener.addEventListener("click", () => element.open());
    this.#shut.addEventListener("click", () => element.close());
    // What is pressed beside its content is the dialog itself.
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && element.close());
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(this.#opener, this.#dialog);
  }

  get isOpen() {
    return this.#dialog.open;
  }

  // Puts the names in, in the language and with the keys that the element has now.
  show() {
    const { name } = this.#element;
    const hasKey = this.#element.getAttribute("shortcut") !== "off";
    this.#opener.replaceChildren(name, ...(hasKey ? [make("kbd", {}, KEY)] : []));
    this.#dialog.setAttribute("aria-label", name);
    this.#shut.setAttribute("aria-label", this.#element.text("shut"));
  }

  open() {
    if (!this.isOpen) this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  // The form stands in the page again.
  remove() {
    this.close();
    this.#element.shadowRoot.replaceChildren(make("slot"));
    return null;
  }
}
