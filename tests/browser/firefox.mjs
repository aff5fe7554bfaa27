// The main ways in Firefox: searching and narrowing, a suggestion, a project, and the search in another site.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { element, hosted } from "./host.mjs";
import { browsers } from "./other_browsers.mjs";
import { service } from "./service.mjs";

let page;
before(async () => (page = await browsers.firefox.open()));
after(() => page?.close());

const heading = () => document.querySelector("h1").textContent.trim();
const total = () => Number.parseInt(document.querySelector("h1").textContent, 10);

test("a search is narrowed by a filter", async () => {
  await page.goto(`${service}/search?q=hanke`);
  const all = await page.evaluate(total);
  await page.click('[data-key="source-verkonsilma"]');
  await page.until((before) => location.search.includes("source=verkonsilma") && Number.parseInt(document.querySelector("h1").textContent, 10) < before, all);
  assert.ok((await page.evaluate(total)) > 0);
});

test("a suggestion is chosen by keyboard", async () => {
  await page.goto(service);
  await page.click("#q");
  await page.type("kohtaa");
  await page.until(() => document.querySelectorAll(".suggestions [role=option]").length > 0);
  await page.press("ArrowDown");
  await page.until(() => document.querySelector("#q").getAttribute("aria-activedescendant") !== null);
  await page.press("Enter");
  await page.until(() => location.pathname !== "/" && document.querySelector("h1") !== null);
});

test("a project is found in the list and has its page", async () => {
  await page.goto(`${service}/projects`);
  const name = await page.evaluate(() => document.querySelector(".names a").textContent.trim());
  await page.click(".names a");
  await page.until(() => location.pathname.startsWith("/projects/"));
  assert.equal(await page.evaluate(heading), name);
});

test("the search in another site shows results while one types", async () => {
  await page.goto(hosted(element({ attributes: 'limit="3"' })));
  await page.click("#aluehaku-q");
  await page.type("hanke");
  await page.until(() => document.querySelectorAll(".aluehaku-results li").length === 3);
  await page.press("ArrowDown");
  await page.until(() => document.activeElement.closest(".aluehaku-results li") !== null);
  await page.press("Escape");
  await page.until(() => document.activeElement.id === "aluehaku-q");
});
