// <aluehaku-search>: shows results while one types, in a panel under the form or in the element that
// `target` names.
//
// The form inside is an ordinary one and works by itself: it leads to the results. Its children may
// be made anew at any time; the element brings itself in order with them.

import { AluehakuElement, BUSY, PARAMETERS, PRESETS } from "./element.js";
import { adoptStyle, followColours, freeName, make, place } from "./tools.js";

const PAUSE = 150;
let panels = 0;

export class AluehakuSearch extends AluehakuElement {
  static observedAttributes = ["lang", "limit", "service", "target", ...PRESETS];
  static #open = null;
  #timer = 0;
  #isWarned = false;
  #asked = new AbortController();
  #leaving = new AbortController();
  #watcher = new MutationObserver(() => this.#settle());
  #own = make("div", { class: "aluehaku-panel", id: `aluehaku-panel-${++panels}`, tabindex: "-1", hidden: "" });
  #status = make("div", { class: "aluehaku-hidden", role: "status" });
  // The form that the element made where it held none.
  #form = null;
  // Values of presets as they were last kept in the form.
  #kept = new Map();
  // The search that the panel shows.
  #shown = "";
  #onKey = (event) => this.#key(event);

  constructor() {
    super();
    this.#status.append(make("p"), make("p"));
    this.addEventListener("input", (event) => event.target === this.input && this.#later());
    this.addEventListener("submit", (event) => this.#submit(event));
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
    // Children made anew, and pages that turn dark.
    this.#watcher.observe(this, { childList: true, subtree: true });
    for (const part of [document.documentElement, document.body]) this.#watcher.observe(part, { attributes: true });
    this.#settle();
  }

  disconnectedCallback() {
    this.#leaving.abort();
    this.#watcher.disconnect();
    this.close();
    this.#own.remove();
    this.#status.remove();
  }

  attributeChangedCallback() {
    if (!this.isConnected || !this.input) return;
    const isShown = this.#shown && !this.panel.hidden;
    this.#settle();
    if (isShown) this.#later();
  }

  get service() {
    const action = this.input?.form && Element.prototype.getAttribute.call(this.input.form, "action");
    return action ? new URL(action, document.baseURI).origin : super.service;
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
  async search(more) {
    clearTimeout(this.#timer);
    this.#settle();
    if (!this.input) return;
    this.#asked.abort();
    const asked = (this.#asked = new AbortController());
    const address = this.#address();
    const whole = address.href;
    if (more) address.search = more;
    const busy = setTimeout(() => this.#say(this.text("busy"), more), BUSY);
    this.panel.setAttribute("aria-busy", "true");
    try {
      const answer = await this.ask(address, asked);
      if (more) this.#add(answer);
      else this.#show(answer);
      this.#shown = whole;
    } catch (problem) {
      if (problem) this.#say(problem instanceof Error ? this.text("failed") : problem, more);
    } finally {
      clearTimeout(busy);
      if (asked === this.#asked) this.panel.removeAttribute("aria-busy");
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked.abort();
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
      if (old !== this.#own && old !== this.#status) old.remove();
    }
    const input = this.querySelector("form [name=q]");
    if (input !== this.input) {
      this.close();
      this.input = input;
      this.#shown = "";
    }
    if (!input) {
      if (!this.#isWarned) console.warn("aluehaku-search: the form has no field named q, so it is left as it is");
      this.#isWarned = true;
      return;
    }
    input.autocomplete = "off";
    this.#nameField();
    this.#nameForm();
    for (const name of PRESETS) this.#keep(name, this.getAttribute(name));
    this.#keep("ui", this.language);
    this.#choosePanel();
  }

  #makeForm() {
    this.#form = make("form", { action: `${this.service}/search`, role: "search" });
    const id = freeName();
    this.#form.append(make("label", { for: id }), make("input", { id, name: "q", type: "search", enterkeyhint: "search" }), make("button", { type: "submit" }));
    this.append(this.#form);
  }

  // In the language that the element has now.
  #nameForm() {
    if (!this.contains(this.#form)) return;
    for (const [name, text] of [["label", "label"], ["button", "button"]]) {
      const part = this.#form.querySelector(name);
      if (part.textContent !== this.text(text)) part.textContent = this.text(text);
    }
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
      this.close();
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
      this.close();
      this.append(panel);
    }
    if (!this.contains(this.#status)) this.append(this.#status);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#asked.abort();
    if (this.#isLong) this.#timer = setTimeout(() => this.search(), PAUSE);
    else {
      this.close();
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
    const address = new URL(path, this.service);
    for (const [name, value] of new FormData(this.input.form)) {
      if (value && PARAMETERS.includes(name)) address.searchParams.append(name, value);
    }
    if (path !== "/search") {
      address.searchParams.set("per_page", this.limit);
      address.searchParams.set("histogram", "0");
    }
    return address;
  }

  #show({ total, hits, close, next, warnings, did_you_mean: meant }) {
    const count = total.value;
    const isAny = count > 0 || close?.hits.length > 0;
    const words = count > 1 ? this.text("many", this.number(count)) : this.text(count ? "one" : "none");
    const notes = warnings.map(({ detail }) => make("p", { class: "aluehaku-note" }, detail));
    if (meant) notes.push(this.#button("meant", () => this.#correct(meant), meant));
    const list = hits.length ? [this.list(hits, { "aria-label": this.text("results") })] : [];
    if (this.panel.contains(this.getRootNode().activeElement)) this.input.focus();
    this.panel.replaceChildren(make("p", { class: "aluehaku-count" }, words), ...notes, ...list, ...this.#rest(close, next), this.#end(isAny ? "all" : "open"));
    this.panel.lang = this.language;
    this.#reveal();
    const keys = isAny && !this.#isInPage ? [this.text("keys")] : [];
    this.#announce([words, ...notes.map((note) => note.textContent), ...keys].join(". "));
  }

  // The way to the service.
  #end(text) {
    const end = make("p", { class: "aluehaku-end" });
    end.append(make("a", { href: this.#address("/search").href }, this.text(text)));
    return end;
  }

  // Further results come after those that stand there.
  #add({ hits, close, next }) {
    for (const part of this.panel.querySelectorAll(".aluehaku-more, .aluehaku-message")) part.remove();
    const items = [...this.list(hits).children];
    this.panel.querySelector("ul").append(...items);
    this.panel.querySelector(".aluehaku-end").before(...this.#rest(close, next));
    items[0]?.querySelector("a").focus();
  }

  // What follows the hits: the way to more of them, else what comes close.
  #rest(close, next) {
    const parts = this.#isInPage && next ? [this.#button("more", () => this.search(next))] : [];
    if (!close?.hits.length) return parts;
    const words = this.text("close");
    return [...parts, make("p", { class: "aluehaku-heading", role: "heading", "aria-level": "3" }, words), this.list(close.hits, { "aria-label": words })];
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
    if (!panel.querySelector(".aluehaku-end")) panel.append(this.#end("open"));
    panel.lang = this.language;
    this.#reveal();
    this.#announce(words);
  }

  #reveal() {
    if (!this.panel.hidden) return;
    if (this.#isInPage) return void (this.panel.hidden = false);
    if (AluehakuSearch.#open !== this) AluehakuSearch.#open?.close();
    AluehakuSearch.#open = this;
    this.panel.hidden = false;
    // Above everything, and cut off by nothing.
    if (this.panel.showPopover) {
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
    if (key === "Escape" && !this.#isInPage) {
      if (!panel.hidden) event.preventDefault();
      if (panel.contains(target)) this.input.focus();
      this.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step || (target !== this.input && !panel.contains(target))) return;
    if (panel.hidden) {
      if (step > 0 && !this.#reopen(event) && this.#isLong) this.search();
      return;
    }
    const stops = [this.input, ...panel.querySelectorAll("a, button")];
    const next = stops[Math.max(stops.indexOf(target), 0) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  // A slash moves to the search, unless one is writing; only where the page asks for it.
  #shortcut(event) {
    if (event.key !== "/" || !this.input || !this.hasAttribute("shortcut") || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.composedPath()[0].closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    this.input.focus();
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
    if (!this.#isInPage) this.close();
  }

  // Two regions in turn: the same words twice are read out twice.
  #announce(words) {
    const [first, second] = this.#status.children;
    const [next, last] = first.textContent ? [second, first] : [first, second];
    last.textContent = "";
    next.textContent = words;
  }
}
