// <aluehaku-search>: shows results while one types, in a panel under the form or in the element that
// `target` names.
//
// The form inside is an ordinary one and works by itself: it leads to the results. Its children may
// be made anew at any time; the element brings itself in order with them.

import { AluehakuElement, PRESETS } from "./element.js";
import { Modal } from "./modal.js";
import { adoptStyle, followColours, freeName, make, origin, place } from "./tools.js";

const PAUSE = 150;
let panels = 0;

export class AluehakuSearch extends AluehakuElement {
  static observedAttributes = ["facets", "label", "lang", "limit", "modal", "service", "target", ...PRESETS];
  static #open = null;
  #timer = 0;
  #isWarned = false;
  #leaving = new AbortController();
  #watcher = new MutationObserver(() => this.#settle());
  #own = make("div", { class: "aluehaku-panel", id: `aluehaku-panel-${++panels}`, tabindex: "-1", hidden: "" });
  // The form that the element made where it held none.
  #form = null;
  // Values of presets as they were last kept in the form.
  #kept = new Map();
  // The dialog that the form stands in, with the button that opens it.
  #modal = null;
  // The search that the panel shows.
  #shown = "";
  #onKey = (event) => this.#key(event);

  constructor() {
    super();
    this.addEventListener("input", (event) => event.target === this.input && this.#later());
    this.addEventListener("submit", (event) => this.#submit(event));
    // What was chosen goes along when the form itself is sent, too.
    this.addEventListener("formdata", ({ formData }) => this.chosen.forEach(([name, value]) => formData.append(name, value)));
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("focusin", (event) => this.#reopen(event));
    this.addEventListener("click", (event) => this.#reopen(event));
    // Where a link takes no focus when it is pressed, nothing has it: the panel stays.
    this.addEventListener("focusout", ({ relatedTarget: next }) => next && !this.contains(next) && this.#leave());
  }

  connectedCallback() {
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    for (const type of ["pointerdown", "pointerup"]) document.addEventListener(type, (event) => this.#press(event), { signal, capture: true });
    document.addEventListener("keydown", (event) => this.#shortcut(event), { signal });
    document.addEventListener("scroll", () => this.#place(), { signal, capture: true, passive: true });
    window.addEventListener("resize", () => this.#place(), { signal });
    // Children may be made anew.
    this.#watcher.observe(this, { childList: true, subtree: true });
    this.#settle();
  }

  disconnectedCallback() {
    this.#leaving.abort();
    this.#watcher.disconnect();
    this.#hide();
    this.#own.remove();
    this.status.remove();
  }

  attributeChangedCallback() {
    if (!this.isConnected || !this.input) return;
    const isShown = this.#shown && !this.panel.hidden;
    this.#settle();
    if (isShown) this.#later();
  }

  get service() {
    // Not `form.action`, which a field of that name would be.
    const action = this.input?.form.getAttribute("action");
    return action ? origin(action) : super.service;
  }

  // What it is called.
  get name() {
    return this.getAttribute("label") ?? this.text("label");
  }

  // The element elsewhere in the page that results are shown in; absent for the panel. Where several
  // have its name it is the next one.
  get target() {
    const name = (this.getAttribute("target") ?? "").replace(/^#/, "");
    if (!name) return null;
    const named = (root) => [...root.querySelectorAll(`#${CSS.escape(name)}`)];
    const known = [...named(this.getRootNode()), ...named(document)];
    return known.find((one) => this.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? known[0];
  }

  // Searches for the words of the field; `more` is the query string of further results.
  search(more) {
    clearTimeout(this.#timer);
    this.#settle();
    if (!this.input) return;
    const address = this.#address();
    const whole = address.href;
    if (more) address.search = more;
    const show = (answer) => {
      if (more) this.#add(answer);
      else this.#show(answer);
      this.#shown = whole;
    };
    return this.ask(address, this.panel, show, (words) => this.#say(words, more));
  }

  // Opens the dialog, where there is one, and goes to the field.
  open() {
    this.#modal?.open();
    this.input?.focus();
  }

  close() {
    this.#hide();
    this.#modal?.close();
  }

  #hide() {
    clearTimeout(this.#timer);
    this.asked.abort();
    this.panel?.querySelector(".aluehaku-message")?.remove();
    if (this.#isInPage) {
      this.panel.replaceChildren();
      this.#shown = "";
    } else {
      if (this.#own.popover) this.#own.hidePopover();
      this.#own.hidden = true;
    }
  }

  get #isInPage() {
    return this.panel && this.panel !== this.#own;
  }

  // Brings the element in order with its children and attributes; called again when they change.
  #settle() {
    const isGiven = [...this.querySelectorAll("form")].some((form) => form !== this.#form);
    if (isGiven) this.#form?.remove();
    else if (!this.contains(this.#form)) this.#makeForm();
    for (const old of this.querySelectorAll(":scope > .aluehaku-panel, :scope > .aluehaku-hidden[role]")) {
      if (old !== this.#own && old !== this.status) old.remove();
    }
    const input = this.querySelector("form [name=q]");
    if (input !== this.input) {
      this.#hide();
      this.input = input;
      this.#shown = "";
    }
    if (!input) {
      if (!this.#isWarned) console.warn("aluehaku-search: the form has no field named q");
      this.#isWarned = true;
      return;
    }
    input.autocomplete = "off";
    if (this.hasAttribute("modal")) (this.#modal ??= new Modal(this)).show();
    else this.#modal = this.#modal?.remove();
    this.#nameField();
    this.#nameForm();
    for (const name of PRESETS) this.#keep(name, this.getAttribute(name));
    this.#keep("ui", this.language);
    this.#choosePanel();
  }

  #makeForm() {
    this.#form = make("form", { action: `${this.service}/search`, role: "search" });
    const id = freeName();
    this.#form.append(make("label", { for: id }), make("input", { id, name: "q", type: "search" }), make("button", { type: "submit" }));
    this.append(this.#form);
  }

  // In the language that the element has now.
  #nameForm() {
    if (!this.contains(this.#form)) return;
    const { firstChild: label, lastChild: button } = this.#form;
    if (label.textContent !== this.name) label.textContent = this.name;
    if (button.textContent !== this.text("button")) button.textContent = this.text("button");
  }

  // Where code was copied twice, or with its page, each label leads to the field beside it all the same.
  #nameField() {
    const { id } = this.input;
    if (!id || this.getRootNode().querySelectorAll(`#${CSS.escape(id)}`).length < 2) return;
    this.input.id = freeName();
    for (const label of this.querySelectorAll("label")) if (label.htmlFor === id) label.htmlFor = this.input.id;
  }

  // What the element is preset to goes along when the form itself is sent. What the form says first
  // stays until the attribute changes.
  #keep(name, value) {
    const field = this.querySelector(`form [name="${name}"]`);
    if (!field && value) this.input.after(make("input", { type: "hidden", name, value }));
    if (field?.type === "hidden" && this.#kept.has(name) && this.#kept.get(name) !== value) field.value = value ?? "";
    this.#kept.set(name, value);
  }

  #choosePanel() {
    const panel = this.target ?? this.#own;
    if (panel !== this.panel) {
      this.#hide();
      this.panel?.removeEventListener("keydown", this.#onKey);
      this.panel = panel;
      this.#shown = "";
      panel.classList.add("aluehaku-results");
    }
    adoptStyle(this.getRootNode());
    adoptStyle(panel.getRootNode());
    followColours(this);
    if (this.#isInPage) {
      this.#own.remove();
      panel.addEventListener("keydown", this.#onKey);
      followColours(panel);
    } else if (!this.contains(panel)) {
      this.#hide();
      this.append(panel);
    }
    if (!this.contains(this.status)) this.append(this.status);
  }

  #later() {
    clearTimeout(this.#timer);
    this.asked.abort();
    if (this.#isLong) this.#timer = setTimeout(() => this.search(), PAUSE);
    else {
      this.#hide();
      this.#shown = "";
    }
  }

  get #isLong() {
    return this.input.value.trim().length > 1;
  }

  #submit(event) {
    if (event.target !== this.input?.form || !this.#isInPage) return;
    event.preventDefault();
    this.search();
  }

  #address(path = "/api/v1/search") {
    return this.question(path, new FormData(this.input.form));
  }

  #show({ total, hits, close, next, facets, warnings, did_you_mean: meant }) {
    const isAny = total.value > 0 || close?.hits.length > 0;
    const words = this.counted(total);
    const notes = warnings.map(({ detail }) => make("p", { class: "aluehaku-note" }, detail));
    if (meant) notes.push(this.#button("meant", () => this.#correct(meant), meant));
    const rows = this.rows(facets, () => this.search());
    const list = hits.length ? [this.list(hits, "results")] : [];
    const end = this.end(this.#address("/search"), isAny ? "all" : "open");
    this.fill(this.panel, [make("p", { class: "aluehaku-count" }, words), ...rows, ...notes, ...list, ...this.#rest(close, next), end], this.input);
    this.#reveal();
    const keys = isAny && !this.#isInPage ? [this.text("keys")] : [];
    this.announce([words, ...notes.map((note) => note.textContent), ...keys].join(". "));
  }

  // Further results come after those that stand there.
  #add({ hits, close, next }) {
    for (const part of this.panel.querySelectorAll(".aluehaku-more, .aluehaku-message")) part.remove();
    const items = [...this.list(hits, "results").children];
    this.panel.querySelector("ul").append(...items);
    this.panel.querySelector(".aluehaku-end").before(...this.#rest(close, next));
    items[0]?.querySelector("a").focus();
  }

  // What follows the hits: the way to more of them, else what comes close.
  #rest(close, next) {
    const parts = this.#isInPage && next ? [this.#button("more", () => this.search(next))] : [];
    if (!close?.hits.length) return parts;
    return [...parts, make("p", { class: "aluehaku-heading", role: "heading", "aria-level": "3" }, this.text("close")), this.list(close.hits, "close")];
  }

  #button(name, act, value) {
    const button = make("button", { type: "button", class: `aluehaku-${name}` }, this.text(name, value));
    button.addEventListener("click", act);
    return button;
  }

  #correct(words) {
    this.input.value = words;
    this.input.focus();
    this.search();
  }

  // A message; what is shown stays.
  #say(words, isMore) {
    const { panel } = this;
    panel.querySelector(".aluehaku-message")?.remove();
    const message = make("p", { class: "aluehaku-message" }, words);
    if (isMore) panel.querySelector(".aluehaku-more").before(message);
    else panel.prepend(message);
    if (!panel.querySelector(".aluehaku-end")) panel.append(this.end(this.#address("/search"), "open"));
    panel.lang = this.language;
    this.#reveal();
    this.announce(words);
  }

  #reveal() {
    if (!this.panel.hidden) return;
    this.panel.hidden = false;
    if (this.#isInPage) return;
    if (AluehakuSearch.#open !== this) AluehakuSearch.#open?.#hide();
    AluehakuSearch.#open = this;
    // Above everything, and cut off by nothing.
    if (this.#modal) this.panel.popover = null;
    else if (this.panel.showPopover) {
      this.panel.popover = "manual";
      this.panel.showPopover();
      this.#place();
    }
  }

  // Under the form, or above it where there is more room.
  #place() {
    if (!this.panel?.popover || this.panel.hidden) return;
    const form = this.input.form.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const width = Math.min(Math.max(form.width, 320), clientWidth - 16);
    const left = Math.max(8, Math.min(form.left, clientWidth - width - 8)) + scrollX;
    const below = clientHeight - form.bottom;
    const isAbove = below < 200 && form.top > below;
    const inset = isAbove ? `auto auto ${clientHeight - form.top - scrollY + 5}px ${left}px` : `${form.bottom + scrollY + 5}px auto auto ${left}px`;
    place.replaceSync(`#${this.panel.id} { inset: ${inset}; width: ${width}px; ${isAbove ? `max-height: ${form.top - 16}px` : ""} }`);
  }

  #key(event) {
    if (!this.input || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { key, target } = event;
    const { panel } = this;
    if (key === "Escape" && this.#modal) {
      event.preventDefault();
      this.close();
    } else if (key === "Escape" && !this.#isInPage) {
      if (!panel.hidden) event.preventDefault();
      if (panel.contains(target)) this.input.focus();
      this.#hide();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step || (target !== this.input && !panel.contains(target))) return;
    if (panel.hidden) {
      if (step > 0 && !this.#reopen(event) && this.#isLong) this.search();
      return;
    }
    const stops = [this.input, ...panel.querySelectorAll("a, button:not([data-value])")];
    const next = stops[Math.max(stops.indexOf(target), 0) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  // A slash moves to the search, unless one is writing; only where the page asks for it. Ctrl or Cmd and K
  // open the dialog and close it, unless the page turns that off.
  #shortcut(event) {
    const wish = this.getAttribute("shortcut");
    const isCombined = event.ctrlKey || event.metaKey;
    const place = event.composedPath()[0];
    if (!this.input || wish === "off" || event.defaultPrevented || event.isComposing || event.altKey || place.isContentEditable) return;
    if (isCombined ? !this.#modal || event.key !== "k" : wish === null || event.key !== "/" || place.closest?.("input, textarea, select")) return;
    event.preventDefault();
    if (isCombined && this.#modal.isOpen) this.close();
    else this.open();
  }

  // Shows again what the words of the field found.
  #reopen({ target }) {
    const isKnown = target === this.input && this.panel?.hidden && this.#shown && this.#shown === this.#address().href;
    if (isKnown) this.#reveal();
    return isKnown;
  }

  // A finger that lands outside may only scroll; it is a press when it is lifted in its place.
  #press(event) {
    const isPress = (event.type === "pointerdown") === (event.pointerType === "mouse");
    if (isPress && !event.composedPath().includes(this)) this.#leave();
  }

  #leave() {
    if (!this.#isInPage && !this.#modal) this.#hide();
  }
}
