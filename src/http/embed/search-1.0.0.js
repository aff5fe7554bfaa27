// <aluehaku-search>: search results of Aluehaku in any page.
//
// The form inside the element is an ordinary one and works by itself: it leads to the results. This
// script shows results while one types, in a panel under the form or in the element that `target`
// names. No cookies, no storage, no inline style, no eval; it asks one service and loads nothing else.

const TEXTS = {
  fi: {
    label: "Hae alueiden uutisista",
    button: "Hae",
    results: "Hakutulokset",
    none: "Ei osumia",
    one: "1 osuma",
    many: "{count} osumaa",
    all: "Näytä kaikki tulokset",
    more: "Lisää tuloksia",
    undated: "Ei päiväystä",
    failed: "Haku ei juuri nyt vastaa. Yritä hetken kuluttua uudelleen.",
    keys: "Nuolinäppäimillä pääset tuloksiin.",
  },
  sv: {
    label: "Sök i regionernas nyheter",
    button: "Sök",
    results: "Sökresultat",
    none: "Inga träffar",
    one: "1 träff",
    many: "{count} träffar",
    all: "Visa alla resultat",
    more: "Fler resultat",
    undated: "Utan datum",
    failed: "Sökningen svarar inte just nu. Försök igen om en stund.",
    keys: "Med piltangenterna kommer du till resultaten.",
  },
  en: {
    label: "Search regional news",
    button: "Search",
    results: "Search results",
    none: "No results",
    one: "1 result",
    many: "{count} results",
    all: "Show all results",
    more: "More results",
    undated: "No date",
    failed: "The search does not answer just now. Try again in a moment.",
    keys: "Use the arrow keys to reach the results.",
  },
};

// Low specificity throughout, so that a rule of the page wins over each of these.
const STYLE = `
:where(aluehaku-search) { display: block; position: relative; --_line: var(--aluehaku-line, color-mix(in srgb, CanvasText 58%, Canvas)); --_soft: var(--aluehaku-soft, color-mix(in srgb, CanvasText 78%, Canvas)); }
:where(aluehaku-search form) { display: flex; flex-wrap: wrap; gap: 0.4rem 0.5rem; align-items: center; margin: 0; }
:where(aluehaku-search label) { flex: 1 0 100%; }
:where(aluehaku-search input[type="search"]) { flex: 1 1 10rem; min-width: 0; font: inherit; font-size: max(16px, 1em); padding: 0.55em 0.75em; border: 1px solid var(--_line); border-radius: var(--aluehaku-radius, 4px); color: var(--aluehaku-text, CanvasText); background: var(--aluehaku-surface, Canvas); }
:where(aluehaku-search button, .aluehaku-more) { font: inherit; padding: 0.55em 1.1em; min-height: 24px; cursor: pointer; border: 1px solid var(--_line); border-radius: var(--aluehaku-radius, 4px); background: var(--aluehaku-accent, CanvasText); color: var(--aluehaku-accent-text, Canvas); }
:where(aluehaku-search :focus-visible, .aluehaku-results :focus-visible) { outline: 3px solid var(--aluehaku-focus, currentColor); outline-offset: 2px; }
:where(.aluehaku-panel) { position: absolute; z-index: 10; left: 0; right: 0; top: calc(100% + 0.3rem); max-height: 75vh; overflow-y: auto; padding: 0.3rem 1rem 0.8rem; border: 1px solid var(--_line); border-radius: var(--aluehaku-radius, 4px); box-shadow: 0 6px 24px rgb(0 0 0 / 0.2); text-align: start; }
:where(.aluehaku-panel[hidden]) { display: none; }
:where(.aluehaku-results) { color: var(--aluehaku-text, CanvasText); background: var(--aluehaku-surface, Canvas); }
:where(.aluehaku-results ul) { list-style: none; margin: 0 0 0.6rem; padding: 0; }
:where(.aluehaku-results li) { padding: 0.6rem 0; overflow-wrap: anywhere; }
:where(.aluehaku-results li + li) { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
:where(.aluehaku-results p) { margin: 0.15rem 0 0; }
:where(.aluehaku-results a) { color: var(--aluehaku-link, light-dark(#00507a, #8ecbff)); }
:where(.aluehaku-results li a) { font-weight: 600; }
:where(.aluehaku-results > p a) { display: inline-block; min-height: 24px; padding-block: 0.2em; }
:where(.aluehaku-results mark) { background: var(--aluehaku-mark, Mark); color: var(--aluehaku-mark-text, MarkText); }
:where(.aluehaku-count, .aluehaku-about) { color: var(--_soft); font-size: 0.9em; }
.aluehaku-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

const PRESETS = ["region", "project", "source"];
// Fields of the form that the service knows; others are the page's own.
const PARAMETERS = ["q", "match", "region", "municipality", "hyvinvointialue", "publisher_region", "person", "project", "organisation", "source", "topic", "language", "from", "to", "sort", "ui"];
const PAUSE = 150;
const MAX_HITS = 20;

class AluehakuSearch extends HTMLElement {
  static sheet = null;
  #timer = 0;
  #asked = new AbortController();
  #ready = false;

  connectedCallback() {
    adoptStyle();
    if (this.#ready) return;
    this.#ready = true;
    this.form = this.querySelector("form") ?? this.#makeForm();
    this.service = new URL(this.form.action, location.href).origin;
    this.input = this.form.querySelector("input[name=q]");
    this.input.autocomplete = "off";
    for (const name of PRESETS) if (this.hasAttribute(name)) this.#keep(name, this.getAttribute(name));
    this.#keep("ui", this.language);
    this.#makeRegions();
    this.input.addEventListener("input", () => this.#later());
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", (event) => {
      if (!this.target && !this.contains(event.relatedTarget)) this.#close();
    });
    if (this.hasAttribute("shortcut")) document.addEventListener("keydown", (event) => this.#shortcut(event));
  }

  get language() {
    const code = (this.getAttribute("lang") ?? this.closest("[lang]")?.lang ?? "").slice(0, 2).toLowerCase();
    return code in TEXTS ? code : "fi";
  }

  get texts() {
    return TEXTS[this.language];
  }

  // The element elsewhere in the page that results are shown in; absent for the panel.
  get target() {
    return document.getElementById((this.getAttribute("target") ?? "").replace(/^#/, ""));
  }

  #makeForm() {
    const id = `aluehaku-q-${document.querySelectorAll("aluehaku-search").length}`;
    const form = make("form", { action: new URL("/search", import.meta.url).href, role: "search" });
    form.append(
      make("label", { for: id }, this.texts.label),
      make("input", { id, name: "q", type: "search", enterkeyhint: "search" }),
      make("button", { type: "submit" }, this.texts.button),
    );
    this.append(form);
    return form;
  }

  // What the element is preset to goes along when the form itself is sent.
  #keep(name, value) {
    if (!this.form.querySelector(`input[name="${name}"]`)) this.form.append(make("input", { type: "hidden", name, value }));
  }

  #makeRegions() {
    this.panel = this.target ?? make("div", { class: "aluehaku-panel", hidden: "" });
    this.panel.classList.add("aluehaku-results");
    if (!this.target) this.append(this.panel);
    this.status = make("div", { class: "aluehaku-hidden", role: "status" });
    this.status.append(make("p"), make("p"));
    this.append(this.status);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#asked.abort();
    if (this.input.value.trim().length < 2) return this.#close();
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  #submit(event) {
    if (!this.target) return;
    event.preventDefault();
    clearTimeout(this.#timer);
    this.#search();
  }

  #address(path) {
    const address = new URL(path, this.service);
    for (const [name, value] of new FormData(this.form)) {
      if (value && PARAMETERS.includes(name)) address.searchParams.append(name, value);
    }
    return address;
  }

  async #search(after) {
    this.#asked.abort();
    this.#asked = new AbortController();
    const address = this.#address("/api/v1/search");
    const limit = Math.min(Math.max(Number.parseInt(this.getAttribute("limit"), 10) || 5, 1), MAX_HITS);
    address.search = after ?? address.search;
    if (!after) {
      address.searchParams.set("per_page", limit);
      address.searchParams.set("facets", "source");
      address.searchParams.set("histogram", "0");
    }
    try {
      const answer = await fetch(address, { signal: this.#asked.signal, credentials: "omit", referrerPolicy: "strict-origin" });
      if (!answer.ok) throw new Error(answer.statusText);
      this.#show(await answer.json(), Boolean(after));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.panel.replaceChildren(make("p", {}, this.texts.failed));
      this.panel.hidden = false;
      this.#announce(this.texts.failed);
    }
  }

  #show(answer, isMore) {
    const total = answer.total.value;
    const words = total === 0 ? this.texts.none : total === 1 ? this.texts.one : this.texts.many.replace("{count}", total.toLocaleString(this.language));
    const sources = new Map(answer.facets.source?.buckets.map((bucket) => [bucket.value, bucket.label]));
    const items = answer.hits.map((hit) => this.#item(hit, sources));
    if (isMore) {
      this.panel.querySelector(".aluehaku-more")?.remove();
      this.panel.querySelector("ul").append(...items);
      items[0]?.querySelector("a").focus();
    } else {
      const list = make("ul", { "aria-label": this.texts.results });
      list.append(...items);
      const all = make("a", { href: this.#address("/search").href }, this.texts.all);
      const end = make("p");
      end.append(all);
      this.panel.replaceChildren(make("p", { class: "aluehaku-count" }, words), ...(items.length ? [list] : []), end);
    }
    this.panel.lang = this.language;
    this.panel.hidden = false;
    if (this.target && answer.next) {
      const more = make("button", { type: "button", class: "aluehaku-more" }, this.texts.more);
      more.addEventListener("click", () => this.#search(answer.next));
      this.panel.querySelector("ul").after(more);
    }
    if (!isMore) this.#announce(total && !this.target ? `${words}. ${this.texts.keys}` : words);
  }

  #item(hit, sources) {
    const item = make("li");
    const link = make("a", { href: safe(hit.url) ?? `${this.service}/articles/${encodeURIComponent(hit.id)}` }, hit.title);
    const about = make("p", { class: "aluehaku-about" });
    about.textContent = `${sources.get(hit.source) ?? hit.source} · ${this.#date(hit.published)}`;
    const snippet = make("p");
    snippet.append(...marked(hit.snippet));
    for (const part of [link, snippet]) {
      if (hit.language && hit.language !== this.language) part.lang = hit.language;
      part.dir = "auto";
    }
    item.append(link, about, snippet);
    return item;
  }

  // As exactly as the page of the article says: a day, a month or a year.
  #date(published) {
    const [year, month, day] = (published ?? "").slice(0, 10).split("-");
    if (!year) return this.texts.undated;
    if (!month) return year;
    const options = { year: "numeric", month: day ? "numeric" : "long", ...(day && { day: "numeric" }), timeZone: "UTC" };
    return new Intl.DateTimeFormat(this.language === "en" ? "en-GB" : this.language, options).format(Date.UTC(year, month - 1, day ?? 1));
  }

  #key(event) {
    const stops = [this.input, ...this.panel.querySelectorAll("a, button")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape" && !this.target && !this.panel.hidden) {
      event.preventDefault();
      this.input.focus();
      this.#close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && at >= 0 && !this.panel.hidden) {
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  }

  // A slash moves to the search, unless one is writing; only where the page asks for it.
  #shortcut(event) {
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (!this.isConnected || event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.input.focus();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked.abort();
    if (this.target) this.panel.replaceChildren();
    else this.panel.hidden = true;
  }

  // Two regions in turn: the same words twice are read out twice.
  #announce(words) {
    const [first, second] = this.status.children;
    const [next, last] = first.textContent ? [second, first] : [first, second];
    last.textContent = "";
    next.textContent = words;
  }
}

// One sheet for all elements of the page; made by script, it needs no leave for inline style.
function adoptStyle() {
  const known = document.adoptedStyleSheets;
  if (known.includes(AluehakuSearch.sheet)) return;
  AluehakuSearch.sheet = new CSSStyleSheet();
  AluehakuSearch.sheet.replaceSync(STYLE);
  // First, so that sheets of the page come after it.
  document.adoptedStyleSheets = [AluehakuSearch.sheet, ...known];
}

function make(name, attributes = {}, text = "") {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  if (text) element.textContent = text;
  return element;
}

// The words that matched, marked; ranges count characters, not the units of a JavaScript string.
function marked({ text, ranges }) {
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
function safe(address) {
  return /^https?:\/\//i.test(address ?? "") ? address : null;
}

if (!customElements.get("aluehaku-search")) customElements.define("aluehaku-search", AluehakuSearch);
