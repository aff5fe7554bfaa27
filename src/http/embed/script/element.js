// What the elements have in common: language, presets, asking the service, a list of hits.

import { TEXTS } from "./texts.js";
import { make, marked, origin, safe } from "./tools.js";

// Filters that an element may be preset to.
export const PRESETS = ["region", "municipality", "person", "project", "organisation", "source", "topic"];
// Fields of a form that the service knows; others are the page's own.
const PARAMETERS = [...PRESETS, "q", "match", "hyvinvointialue", "publisher_region", "language", "from", "to", "sort", "ui"];
const MAX_HITS = 20;
const MAX_VALUES = 6;
// Milliseconds until a search is said to be under way, and until it is given up.
const BUSY = 300;
const LATE = 20_000;

export class AluehakuElement extends HTMLElement {
  status = make("div", { class: "aluehaku-hidden", role: "status" });
  // Values of facets that the reader chose, as pairs of name and value.
  chosen = [];
  // What calls the question off that is under way.
  asked = new AbortController();

  constructor() {
    super();
    this.status.append(make("p"), make("p"));
  }

  // Of the element, else of what it stands in, beyond the shadow roots between.
  get language() {
    for (let node = this; node; node = node.parentNode ?? node.host) {
      const code = node.getAttribute?.("lang")?.slice(0, 2).toLowerCase();
      if (code) return code in TEXTS ? code : "fi";
    }
    return "fi";
  }

  get limit() {
    return Math.min(Math.max(Math.trunc(this.getAttribute("limit")) || 5, 1), MAX_HITS);
  }

  // Origin of the service.
  get service() {
    return origin(this.getAttribute("service") ?? "");
  }

  // Facets to choose from; what the element is preset to stays as it is.
  get facets() {
    const asked = (this.getAttribute("facets") ?? "").split(/[\s,]+/);
    return PRESETS.filter((name) => asked.includes(name) && !this.hasAttribute(name));
  }

  // Address of a search in the service that is preset as the element is.
  question(path, pairs) {
    const address = new URL(path, this.service);
    for (const [name, value] of pairs) if (value && PARAMETERS.includes(name)) address.searchParams.append(name, value);
    if (path === "/search") return address;
    const shown = { per_page: this.limit, histogram: 0, facets: this.facets, facet_limit: MAX_VALUES };
    for (const name in shown) address.searchParams.set(name, shown[name]);
    return address;
  }

  text(name, value) {
    return TEXTS[this.language][name].replace(/\{\w+\}/, value);
  }

  number(value) {
    return value.toLocaleString(this.language);
  }

  // Asks the service and shows its answer in a place; `say` is told that it is under way or what went
  // wrong, unless it was called off. The newest question counts.
  async ask(address, place, show, say) {
    this.asked.abort();
    const asked = (this.asked = new AbortController());
    const busy = setTimeout(() => say(this.text("busy")), BUSY);
    const late = setTimeout(() => asked.abort("late"), LATE);
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: asked.signal, credentials: "omit", referrerPolicy: "strict-origin" });
      if (answer.ok) show(await answer.json());
      else say(answer.status === 429 ? this.text("often", Number(answer.headers.get("retry-after")) || 10) : this.text("failed"));
    } catch {
      const { aborted, reason } = asked.signal;
      if (!aborted || reason === "late") say(this.text(aborted ? reason : "failed"));
    } finally {
      clearTimeout(busy);
      clearTimeout(late);
      if (asked === this.asked) place.removeAttribute("aria-busy");
    }
  }

  // A list of hits; the news leave the passages out unless they are asked for.
  list(hits, name, hasSnippets = true) {
    const list = make("ul", { "aria-label": this.text(name) });
    list.append(...hits.map((hit) => this.#item(hit, hasSnippets)));
    return list;
  }

  // What can be chosen, a row for each facet; `act` is called when the choice has changed.
  rows(facets, act) {
    return this.facets.filter((name) => facets[name]?.buckets.length).map((name) => {
      const row = make("div", { class: "aluehaku-facet", role: "group", "aria-label": this.text(name) });
      row.append(make("span", {}, this.text(name)), ...facets[name].buckets.map((bucket) => this.#value(name, bucket, act)));
      return row;
    });
  }

  #value(name, { value, label, count, selected }, act) {
    const button = make("button", { type: "button", "aria-pressed": selected, "data-value": `${name}=${value}` }, `${label} ${this.number(count)}`);
    button.addEventListener("click", () => {
      this.chosen = this.chosen.filter((pair) => pair[0] !== name || pair[1] !== value);
      if (!selected) this.chosen.push([name, value]);
      act();
    });
    return button;
  }

  // Puts other content in; the focus stays on the value that was chosen, else goes to `otherwise`.
  fill(place, parts, otherwise) {
    const active = this.getRootNode().activeElement;
    const had = place.contains(active);
    const value = active?.dataset.value;
    place.replaceChildren(...parts);
    if (had) ([...place.querySelectorAll("button")].find((one) => value && one.dataset.value === value) ?? otherwise)?.focus();
    if (place !== this) place.lang = this.language;
  }

  // The way to the service.
  end(address, text) {
    const end = make("p", { class: "aluehaku-end" });
    end.append(make("a", { href: address }, this.text(text)));
    return end;
  }

  // Two regions in turn: the same words twice are read out twice.
  announce(words) {
    const [first, second] = this.status.children;
    const [next, last] = first.textContent ? [second, first] : [first, second];
    last.textContent = "";
    next.textContent = words;
  }

  // How many there are, in words.
  counted({ value }) {
    return value > 1 ? this.text("many", this.number(value)) : this.text(value ? "one" : "none");
  }

  #item(hit, hasSnippets) {
    const item = make("li");
    const link = make("a", { href: (!this.hasAttribute("details") && safe(hit.url)) || `${this.service}/articles/${encodeURIComponent(hit.id)}` }, hit.title);
    const about = make("p", { class: "aluehaku-about" }, `${hit.source_name} · ${this.#date(hit.published)}`);
    const snippet = make("p");
    snippet.append(...marked(hit.snippet));
    for (const [part, language] of [[link, hit.language], [snippet, hit.snippet.language ?? hit.language]]) {
      if (language && language !== this.language) part.lang = language;
      part.dir = "auto";
    }
    item.append(link, about, ...(hasSnippets ? [snippet] : []));
    return item;
  }

  // As exactly as the page of the article says: a day, a month or a year.
  #date(published) {
    const [year, month, day] = (published ?? "").slice(0, 10).split("-");
    if (!year) return this.text("undated");
    if (!month) return year;
    const options = { year: "numeric", month: day ? "numeric" : "long", ...(day && { day: "numeric" }), timeZone: "UTC" };
    return new Date(Date.UTC(year, month - 1, day ?? 1)).toLocaleDateString(this.language === "en" ? "en-GB" : this.language, options);
  }
}
