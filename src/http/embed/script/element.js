// What the elements have in common: language, presets, asking the service, a list of hits.

import { TEXTS } from "./texts.js";
import { make, marked, safe } from "./tools.js";

// Filters that an element may be preset to.
export const PRESETS = ["region", "municipality", "person", "project", "organisation", "source", "topic"];
// Fields of a form that the service knows; others are the page's own.
export const PARAMETERS = [...PRESETS, "q", "match", "hyvinvointialue", "publisher_region", "language", "from", "to", "sort", "ui"];
const MAX_HITS = 20;
// Milliseconds until a search is said to be under way, and until it is given up.
export const BUSY = 300;
const LATE = 20_000;

export class AluehakuElement extends HTMLElement {
  // Of the element, else of what it stands in, beyond the shadow roots between.
  get language() {
    for (let node = this; node; node = node.parentNode ?? node.host) {
      const code = node.getAttribute?.("lang")?.slice(0, 2).toLowerCase();
      if (code) return code in TEXTS ? code : "fi";
    }
    return "fi";
  }

  get limit() {
    return Math.min(Math.max(Number.parseInt(this.getAttribute("limit"), 10) || 5, 1), MAX_HITS);
  }

  // Origin of the service: the one that the element names, else the one that the script is from.
  get service() {
    return new URL(this.getAttribute("service") ?? import.meta.url, document.baseURI).origin;
  }

  text(name, value) {
    return TEXTS[this.language][name].replace(/\{\w+\}/, value);
  }

  number(value) {
    return value.toLocaleString(this.language);
  }

  // Asks the service; a failure carries the words for it, one that was called off has none.
  async ask(address, asked) {
    const late = setTimeout(() => asked.abort("late"), LATE);
    try {
      const answer = await fetch(address, { signal: asked.signal, credentials: "omit", referrerPolicy: "strict-origin" });
      if (answer.ok) return await answer.json();
      const wait = Number.parseInt(answer.headers.get("retry-after"), 10) || 10;
      throw answer.status === 429 ? this.text("often", this.number(wait)) : answer.status;
    } catch (problem) {
      if (asked.signal.aborted) throw asked.signal.reason === "late" ? this.text("late") : null;
      throw typeof problem === "string" ? problem : this.text("failed");
    } finally {
      clearTimeout(late);
    }
  }

  // A list of hits.
  list(hits, attributes) {
    const list = make("ul", attributes);
    list.append(...hits.map((hit) => this.#item(hit)));
    return list;
  }

  #item(hit) {
    const item = make("li");
    const link = make("a", { href: safe(hit.url) ?? `${this.service}/articles/${encodeURIComponent(hit.id)}` }, hit.title);
    const about = make("p", { class: "aluehaku-about" }, `${hit.source_name} · ${this.#date(hit.published)}`);
    const snippet = make("p");
    snippet.append(...marked(hit.snippet));
    for (const [part, language] of [[link, hit.language], [snippet, hit.snippet.language ?? hit.language]]) {
      if (language && language !== this.language) part.lang = language;
      part.dir = "auto";
    }
    item.append(link, about, snippet);
    return item;
  }

  // As exactly as the page of the article says: a day, a month or a year.
  #date(published) {
    const [year, month, day] = (published ?? "").slice(0, 10).split("-");
    if (!year) return this.text("undated");
    if (!month) return year;
    const options = { year: "numeric", month: day ? "numeric" : "long", ...(day && { day: "numeric" }), timeZone: "UTC" };
    return new Intl.DateTimeFormat(this.language === "en" ? "en-GB" : this.language, options).format(Date.UTC(year, month - 1, day ?? 1));
  }
}
