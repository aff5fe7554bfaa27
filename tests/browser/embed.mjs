// The embedded search in a page of another site that allows only what its documentation asks for.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { built, integrity } from "../../scripts/embed.mjs";
import { check, service } from "./harness.mjs";
import { element, hosted } from "./host.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const REGION = '<input type="hidden" name="region" value="Keski-Suomi">';
const panelPage = () => hosted(element({ attributes: 'region="Keski-Suomi" limit="5"', fields: REGION }), { head: BOTH, leave: STYLES });
const inPage = () => hosted(`${element({ attributes: 'lang="sv" limit="3" target="results"' })}<div id="results"></div>`, { head: BOTH, leave: STYLES });
const BOTH = '<meta name="color-scheme" content="light dark"><style>body { background: Canvas }</style>';
const STYLES = "; style-src 'unsafe-inline'";

async function typed(page, words) {
  await page.fill("#aluehaku-q", words);
  await page.waitForSelector(".aluehaku-results li");
}

check("results appear under the form and lead to the originals", {}, async (page) => {
  await page.goto(panelPage());
  await typed(page, "hanke");
  assert.equal(await page.locator(".aluehaku-results li").count(), 5);
  assert.match(await page.locator(".aluehaku-results li a").first().getAttribute("href"), /^http:\/\/yhdistyspaja\.localhost\//);
  assert.match(await page.locator(".aluehaku-count").innerText(), /^\d+ osumaa$/);
  assert.match(await page.locator("aluehaku-search [role=status]").innerText(), /osumaa/);
  assert.ok((await page.locator(".aluehaku-results mark").count()) > 0);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
});

check("arrows walk through the results, Escape leads back", {}, async (page) => {
  await page.goto(panelPage());
  await typed(page, "hanke");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.closest("li") !== null), true);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement.id), "aluehaku-q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "aluehaku-q");
  assert.ok(await page.locator(".aluehaku-panel").isHidden());
});

check("results can stand in the page and grow", {}, async (page) => {
  await page.goto(inPage());
  await page.fill("#aluehaku-q", "hanke");
  await page.press("#aluehaku-q", "Enter");
  await page.waitForSelector("#results li");
  assert.equal(await page.locator("#results li").count(), 3);
  assert.match(await page.locator("#results .aluehaku-count").innerText(), /^\d+ träffar$/);
  await page.click(".aluehaku-more");
  await page.waitForFunction(() => document.querySelectorAll("#results li").length === 6);
  assert.match(page.url(), /\/page-\d+$/);
});

check("without script the form leads to the results, preset as the element is", { javaScriptEnabled: false }, async (page) => {
  await page.goto(panelPage());
  await page.fill("#aluehaku-q", "hanke");
  await page.click("aluehaku-search button");
  await page.waitForURL(/\/search\?/);
  assert.ok(page.url().startsWith(`${service}/search?`));
  assert.match(page.url(), /region=Keski-Suomi/);
});

for (const scheme of ["light", "dark"]) {
  check(`the element is accessible, ${scheme}`, { scheme, bypassCSP: false }, async (page) => {
    for (const address of [panelPage(), inPage()]) {
      await page.goto(address);
      await typed(page, "hanke");
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], address);
    }
  });
}

check("what others write stays text in other sites too", {}, async (page) => {
  await page.goto(hosted(element()));
  await typed(page, "vaarallinen");
  assert.match(await page.locator(".aluehaku-results").innerText(), /<img src=x/);
  assert.equal(await page.locator(".aluehaku-results img").count(), 0);
  assert.equal(await page.evaluate(() => window.hostile), undefined);
});

check("it fits a phone", { size: "phone" }, async (page) => {
  await page.goto(panelPage());
  await typed(page, "hanke");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `${width} pixels wide`);
  const size = await page.locator("#aluehaku-q").evaluate((input) => Number.parseFloat(getComputedStyle(input).fontSize));
  assert.ok(size >= 16, "phones zoom into smaller fields");
});

test("a release is what its sources build, small, and as its hash says", async () => {
  const page = await (await fetch(`${service}/embed`)).text();
  for (const [number, isNewest] of [["1.0.0", false], ["1.1.0", true]]) {
    const answer = await fetch(`${service}/embed/${number}/search.js`);
    const script = await answer.text();
    assert.ok(gzipSync(script).length < 8_000, number);
    assert.doesNotMatch(script, /\beval\b(?!;| |,)|innerHTML|localStorage|sessionStorage|document\.cookie/);
    assert.equal(page.includes(integrity(script).replaceAll("+", "&#43;")) || page.includes(integrity(script)), isNewest);
    if (isNewest) assert.equal(script, await built(number), "run scripts/embed.mjs");
  }
  const first = await (await fetch(`${service}/embed/1.0.0/search.js`)).text();
  assert.equal(integrity(first), "sha384-rDlIXJLIPzsmPwrYjB0GPEuBu6QTJTmkgQdq7Rlztsr7zSxLV8CgS73xnpfXpTPv", "a release never changes");
});
