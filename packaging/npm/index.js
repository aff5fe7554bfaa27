// Defines <aluehaku-search> and <aluehaku-news>; does nothing where there is no page, as when a server renders.

if (typeof HTMLElement !== "undefined") await import("./elements.js");

export {};
