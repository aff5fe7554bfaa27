// The search in another site in WebKit.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { element, hosted } from "./host.mjs";
import { browsers } from "./other_browsers.mjs";

let page;
before(async () => (page = await browsers.webkit.open()));
after(() => page?.close());

test("results appear while one types and lead to the originals", async () => {
  await page.goto(hosted(element({ attributes: 'limit="3"' })));
  await page.click("#aluehaku-q");
  await page.type("hanke");
  await page.until(() => document.querySelectorAll(".aluehaku-results li").length === 3);
  const link = await page.evaluate(() => document.querySelector(".aluehaku-results li a").href);
  assert.match(link, /^http:\/\/[a-z]+\.localhost[:/]/);
  await page.press("Escape");
  await page.until(() => document.querySelector(".aluehaku-panel").hidden || !document.querySelector(".aluehaku-panel").checkVisibility());
});

test("the latest news fill their element", async () => {
  await page.goto(hosted('<aluehaku-news limit="3"><p id="inside">Uutisia</p></aluehaku-news>'));
  await page.until(() => document.querySelectorAll("aluehaku-news li").length === 3);
});
