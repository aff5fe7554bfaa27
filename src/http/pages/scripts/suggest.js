// Suggestions under a search box: a combobox with a list, as the ARIA Authoring Practices describe it.
// Nothing is chosen unless the reader chooses it; Enter alone searches for what was typed. A title opens
// its article, a name filters by it, a word is searched.

const PAUSE = 150;

// `announce` tells those who do not see the list how long it is.
export function suggestInto(input, announce) {
  if (!input || input.getAttribute("role") === "combobox") return;
  const list = document.createElement("ul");
  const id = `${input.id}-suggestions`;
  list.id = id;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestions);
  input.parentElement.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) {
    input.setAttribute(name, value);
  }

  let timer = 0;
  let asked = new AbortController();
  let chosen = -1;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked.abort();
    const text = input.value.trim();
    if (text.length < 2) return close();
    timer = setTimeout(() => ask(text), PAUSE);
  });
  input.addEventListener("blur", () => close());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      take(list.children[chosen]);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("li")));

  async function ask(text) {
    asked = new AbortController();
    const address = new URL("/api/v1/suggest", location.href);
    address.searchParams.set("q", text);
    address.searchParams.set("ui", document.documentElement.lang);
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      close();
    }
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map(option));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const { foundOne, foundMany } = input.dataset;
    announce(suggestions.length === 1 ? foundOne : foundMany.replace("{count}", suggestions.length));
  }

  function option(suggestion, position) {
    const item = document.createElement("li");
    item.id = `${id}-${position}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = suggestion.text;
    item.dataset.kind = suggestion.kind;
    if (suggestion.article) item.dataset.article = suggestion.article;
    const words = document.createElement("bdi");
    words.textContent = suggestion.text;
    item.append(words);
    const kind = input.dataset[`kind${suggestion.kind.replace(/^./, (first) => first.toUpperCase())}`];
    if (kind) {
      const note = document.createElement("span");
      note.className = "kind";
      note.textContent = kind;
      item.append(" ", note);
    }
    return item;
  }

  function choose(position) {
    const count = list.children.length;
    // One place before the first and after the last is the text as typed.
    chosen = position < -1 ? count - 1 : position >= count ? -1 : position;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[chosen].id);
  }

  function take(item) {
    if (!item) return;
    const { text, kind, article } = item.dataset;
    close();
    if (article) {
      location.assign(`/articles/${encodeURIComponent(article)}`);
      return;
    }
    let filter;
    if (kind === "word") {
      input.value = text;
    } else {
      // A name narrows the search to the articles about it; its words are not searched.
      input.value = "";
      filter = document.createElement("input");
      Object.assign(filter, { type: "hidden", name: kind, value: text });
      input.form.append(filter);
    }
    input.form.requestSubmit();
    // Whoever comes back finds the form as it was.
    filter?.remove();
  }

  function close() {
    clearTimeout(timer);
    asked.abort();
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}
