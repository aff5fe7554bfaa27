// Pictures of each page, phone and desktop, light and dark, into a folder.
//
// `make screenshots` starts a service over the fixtures and calls this.

import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { service, visit } from "./harness.mjs";

const FOLDER = process.env.SCREENSHOTS;
const { versions } = await (await fetch(`${service}/api/v1/articles/changed/versions`)).json();
const PAGES = {
  version: versions[0].page,
  changed: "/articles/changed",
  home: "/",
  search: "/search?q=hanke+vapaaehtoiset&region=Keski-Suomi&region=Uusimaa",
  named: "/search?q=pirkko+hauhio",
  projects: "/projects",
  persons: "/persons?letter=H",
  regions: "/regions",
  compare: "/compare?q=hanke",
  nothing: "/search?q=xyzzyplugh",
  article: "/articles/shown",
  person: "/persons/pirkko-hauhio",
  project: "/projects/kohtaamisen-kammari",
  region: "/regions/keski-suomi?q=hanke",
  events: "/events?month=2025-04",
  organisation: "/organisations/hameen-kohtaamispaikat",
  sources: "/sources",
  embed: "/embed?region=Keski-Suomi",
  embed_news: "/embed?form=news&region=Keski-Suomi&facet=source",
  frame_news: "/frame/news?region=Keski-Suomi",
  frame_search: "/frame/search?q=hanke",
  docs: "/docs",
  about: "/about",
  privacy: "/privacy",
  accessibility: "/accessibility",
};

// What a reader sees first, for the README.
test("the upper part of the search page", () =>
  visit({ size: "desktop", scheme: "light" }, async (page) => {
    await page.goto(service + PAGES.search, { waitUntil: "networkidle" });
    await page.screenshot({ path: `${FOLDER}/readme.png` });
  }));

mkdirSync(FOLDER, { recursive: true });
for (const [name, path] of Object.entries(PAGES)) {
  for (const size of ["desktop", "phone"]) {
    for (const scheme of ["light", "dark"]) {
      test(`${name} ${size} ${scheme}`, () =>
        visit({ size, scheme }, async (page) => {
          await page.goto(service + path, { waitUntil: "networkidle" });
          await page.screenshot({ path: `${FOLDER}/${name}-${size}-${scheme}.png`, fullPage: true });
        }));
    }
  }
}
