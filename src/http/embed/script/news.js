// <aluehaku-news>: the latest articles about what the element is preset to, without typing.
//
// What stands inside, put there by the page or its server, is shown until the articles are there, and
// where they do not come.

import { AluehakuElement, PRESETS } from "./element.js";
import { adoptStyle, followColours, make } from "./tools.js";

const WORDS = ["q", ...PRESETS];

export class AluehakuNews extends AluehakuElement {
  static observedAttributes = ["facets", "lang", "limit", "service", "snippets", ...WORDS];
  #isDue = false;

  connectedCallback() {
    this.#later();
  }

  disconnectedCallback() {
    this.asked.abort();
  }

  attributeChangedCallback() {
    this.#later();
  }

  // Asks for the latest articles and shows them; `isChosen` says that the reader wants them so.
  update(isChosen) {
    adoptStyle(this.getRootNode());
    this.classList.add("aluehaku-results");
    followColours(this);
    const end = this.end(this.#address("/search"), "newest");
    const show = ({ hits, facets, total }) => {
      const list = hits.length ? this.list(hits, "latest", this.hasAttribute("snippets")) : make("p", {}, this.text("empty"));
      this.fill(this, [...this.rows(facets, () => this.update(true)), list, end, this.status]);
      if (isChosen) this.announce(this.counted(total));
    };
    const say = (words) => {
      if (this.childElementCount && !isChosen && !this.querySelector(":scope > .aluehaku-message")) return;
      this.querySelector(".aluehaku-message")?.remove();
      this.prepend(make("p", { class: "aluehaku-message" }, words));
      if (!this.querySelector(".aluehaku-end")) this.append(end, this.status);
      this.announce(words);
    };
    return this.ask(this.#address(), this, show, say);
  }

  // Attributes change together; one question follows.
  #later() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.isConnected) this.update();
    });
  }

  #address(path = "/api/v1/search") {
    const preset = WORDS.map((name) => [name, this.getAttribute(name)]);
    return this.question(path, [...preset, ...this.chosen, ["sort", "-published"], ["ui", this.language]]);
  }
}
