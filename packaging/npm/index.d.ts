/** Languages that the elements speak; others show Finnish. */
export type AluehakuLanguage = "fi" | "sv" | "en";

/** Facets that readers may choose from, and that an element may be preset to. */
export type AluehakuFacet = "region" | "municipality" | "person" | "project" | "organisation" | "source" | "topic";

/** Attributes of both elements. */
export interface AluehakuAttributes extends Partial<Record<AluehakuFacet, string>> {
  /** Address of the service, as `https://haku.example`. Needed where the script comes out of a bundle. */
  service?: string;
  /** Language of its words; that of the page where it is not set. */
  lang?: AluehakuLanguage;
  /** Articles at a time, 1 to 20; 5 where it is not set. */
  limit?: number | string;
  /** Facets to choose from, with spaces or commas between them, as `region source`. */
  facets?: string;
  /** Links lead to the page of the service about the article instead of the original. */
  details?: boolean | "";
}

/** Attributes of `<aluehaku-search>`. */
export interface AluehakuSearchAttributes extends AluehakuAttributes {
  /** Id of the element that shows the results, in place of a panel under the form. */
  target?: string;
  /** Puts the form into a dialog that a button and Ctrl/Cmd-K open. */
  modal?: boolean | "";
  /** Present: a slash moves to the search. `off`: neither that nor Ctrl/Cmd-K. */
  shortcut?: boolean | "" | "/" | "off";
  /** What the element is called where it makes its own form, and on the button of the dialog. */
  label?: string;
}

/** Attributes of `<aluehaku-news>`. */
export interface AluehakuNewsAttributes extends AluehakuAttributes {
  /** Words that the articles have. */
  q?: string;
  /** Present: a passage of each article is shown. */
  snippets?: boolean | "";
}

/** `<aluehaku-search>`: results while one types. */
export interface AluehakuSearchElement extends HTMLElement {
  /** The field that is searched from; null where the form has none named `q`. */
  readonly input: HTMLInputElement | null;
  /** Searches for the words of the field. */
  search(): Promise<void> | undefined;
  /** Opens the dialog, where there is one, and goes to the field. */
  open(): void;
  /** Closes panel and dialog. */
  close(): void;
}

/** `<aluehaku-news>`: the latest articles. */
export interface AluehakuNewsElement extends HTMLElement {
  /** Asks for the latest articles and shows them. */
  update(): Promise<void>;
}

declare global {
  interface HTMLElementTagNameMap {
    "aluehaku-search": AluehakuSearchElement;
    "aluehaku-news": AluehakuNewsElement;
  }
}
