// What Aluehaku finds, in any page: `<aluehaku-search>` and `<aluehaku-news>`.
//
// No cookies, no storage, no inline style, no eval; it asks one service and loads nothing else.
//
// - texts.js: what the elements say; style.css: how they look.
// - tools.js: what they are made with; element.js: what they have in common.
// - search.js: the search, modal.js: its dialog; news.js: the latest articles.

import { AluehakuNews } from "./news.js";
import { AluehakuSearch } from "./search.js";

for (const [name, element] of [["aluehaku-search", AluehakuSearch], ["aluehaku-news", AluehakuNews]]) {
  if (!customElements.get(name)) customElements.define(name, element);
}
