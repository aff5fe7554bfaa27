// The latest news in pages of other sites, and choosing among them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check, service } from "./harness.mjs";
import { element, hosted } from "./host.mjs";

const API = /\/api\/v1\/search\?/;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STYLES = "; style-src 'unsafe-inline'";
const expected = [/Failed to load resource/];
const items = "aluehaku-news li";
const FALLBACK = `<p><a href="${service}/search?project=Yhdyspolku&amp;sort=-published">Uutiset hankkeesta</a></p>`;
const news = (attributes, inside = FALLBACK) => `<aluehaku-news ${attributes}>${inside}</aluehaku-news>`;

async function shown(page, address) {
  await page.goto(address);
  await page.locator(items).first().waitFor();
}

const search = async (query) => (await fetch(`${service}/api/v1/search?${query}`)).json();

check("the latest articles stand in the place of what was there", {}, async (page) => {
  await shown(page, hosted(news('project="Yhdyspolku" limit="3"')));
  const { hits } = await search("project=Yhdyspolku&sort=-published&per_page=3");
  assert.ok(hits.length > 0);
  assert.deepEqual(await page.locator(`${items} a`).allInnerTexts(), hits.map((hit) => hit.title));
  assert.match(await page.locator(".aluehaku-about").first().innerText(), / · \d+\.\d+\.\d{4}$/);
  assert.equal(await page.locator(`${items} p`).count(), hits.length, "no passages unless they are asked for");
  const all = new URL(await page.locator(".aluehaku-end a").getAttribute("href"));
  assert.equal(all.pathname + all.search, "/search?project=Yhdyspolku&sort=-published&ui=fi");
  assert.equal(await page.getByRole("list", { name: "Uusimmat uutiset" }).count(), 1);
  assert.equal(await page.locator("[aria-busy]").count(), 0);
});

check("without script what the page has inside is there", { javaScriptEnabled: false }, async (page) => {
  await page.goto(hosted(news('project="Yhdyspolku"')));
  assert.equal(await page.getByRole("link", { name: "Uutiset hankkeesta" }).isVisible(), true);
});

for (const [name, act] of [
  ["down", (route) => route.abort("connectionrefused")],
  ["refusing", (route) => route.fulfill({ status: 429, headers: { "access-control-allow-origin": "*" }, body: "{}" })],
]) {
  check(`while the service is ${name} what the page has inside stays, and an empty element says so`, { expected }, async (page) => {
    await page.route(API, act);
    await page.goto(hosted(news("") + news('lang="sv"', "")));
    await page.waitForFunction(() => !document.querySelector("[aria-busy]") && document.querySelector(".aluehaku-message"));
    assert.equal(await page.locator("aluehaku-news").first().innerText(), "Uutiset hankkeesta");
    assert.equal(await page.locator("aluehaku-news").last().locator("a").innerText(), "Alla nyheter");
  });
}

check("every preset narrows, several of them together, and attributes that change are followed with one question", {}, async (page) => {
  const presets = { region: "Keski-Suomi", municipality: "Jyväskylä", person: "Pirkko Hauhio", organisation: "Hämeen Kohtaamispaikat", source: "latomeri", topic: "Vapaaehtoistyö", q: "hanke" };
  const asked = [];
  page.on("request", (request) => API.test(request.url()) && asked.push(new URL(request.url()).searchParams));
  await page.goto(hosted(news("")));
  await page.locator(items).first().waitFor();
  for (const [name, value] of Object.entries(presets)) {
    const request = page.waitForRequest(API);
    await page.evaluate(([name, value]) => {
      const one = document.querySelector("aluehaku-news");
      for (const attribute of [...one.attributes]) if (attribute.name !== "class") one.removeAttribute(attribute.name);
      one.setAttribute(name, value);
      one.setAttribute("limit", "2");
    }, [name, value]);
    await request;
    const last = asked.at(-1);
    assert.equal(last.get(name), value);
    assert.equal(last.get("per_page"), "2");
    const rest = Object.keys(presets).filter((other) => other !== name);
    assert.ok(rest.every((other) => !last.has(other)));
  }
  assert.equal(asked.length, 1 + Object.keys(presets).length);
});

check("nothing yet is said in words", {}, async (page) => {
  await page.goto(hosted(news('project="Tuntematon hanke" lang="en"')));
  await page.getByText("There is no news yet").waitFor();
  assert.equal(await page.locator(".aluehaku-end a").innerText(), "All news");
});

check("passages come where they are asked for, and hostile ones stay text", {}, async (page) => {
  await shown(page, hosted(news('q="vaarallinen" snippets')));
  assert.match(await page.locator("aluehaku-news").innerText(), /<img src=x/);
  assert.equal(await page.locator("aluehaku-news img, aluehaku-news script").count(), 0);
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  for (const name of ["project", "lang", "limit", "facets", "service"]) {
    await page.evaluate((name) => document.querySelector("aluehaku-news").setAttribute(name, name === "service" ? "javascript:window.hostile=4" : '"><img src=x onerror=window.hostile=5>'), name);
  }
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
  assert.equal(await page.locator("aluehaku-news img").count(), 0);
  assert.equal(await page.evaluate(() => window.hostile), undefined);
});

check("readers choose among the news; the focus stays on what they chose", {}, async (page) => {
  await shown(page, hosted(news('facets="region, source topic" source="latomeri" limit="20"')));
  assert.deepEqual(await page.locator(".aluehaku-facet > span").allInnerTexts().then((names) => names.filter((name) => name === "Lähde")), [], "a preset is no choice");
  const first = page.getByRole("group", { name: "Maakunta" }).getByRole("button").first();
  const [name, count] = [await first.getAttribute("data-value"), Number.parseInt((await first.innerText()).match(/\d+$/)[0], 10)];
  await first.click();
  await page.waitForFunction((name) => document.querySelector(`[data-value="${name}"]`).getAttribute("aria-pressed") === "true", name);
  assert.equal(await page.locator(items).count(), Math.min(count, 20));
  assert.equal(await page.evaluate(() => document.activeElement.dataset.value), name);
  assert.match(await page.locator("aluehaku-news [role=status]").innerText(), new RegExp(`^${count} osuma`));
  assert.match(await page.locator(".aluehaku-end a").getAttribute("href"), /[?&]region=/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("[aria-pressed=true]"));
});

check("in the search, too, choices go along when the form is sent, and arrows still lead to the results", {}, async (page) => {
  await page.goto(hosted(element({ attributes: 'facets="region source"' })));
  await page.fill("#aluehaku-q", "hanke");
  await page.locator(".aluehaku-panel li").first().waitFor();
  await page.press("#aluehaku-q", "ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "a");
  await page.getByRole("button", { name: /^Keski-Suomi/ }).click();
  await page.waitForFunction(() => document.querySelector(".aluehaku-panel [aria-pressed=true]"));
  const total = Number.parseInt(await page.locator(".aluehaku-count").innerText(), 10);
  assert.equal(total, (await search("q=hanke&region=Keski-Suomi")).total.value);
  await page.press("#aluehaku-q", "Enter");
  await page.waitForURL(/\/search\?/);
  assert.equal(new URL(page.url()).searchParams.get("region"), "Keski-Suomi");
});

check("a region that is preset by the form is no choice either", {}, async (page) => {
  await page.goto(hosted(element({ attributes: 'facets="region" region="Uusimaa"' })));
  await page.fill("#aluehaku-q", "hanke");
  await page.locator(".aluehaku-panel li").first().waitFor();
  assert.equal(await page.locator(".aluehaku-facet").count(), 0);
});

check("it works in a shadow root and in a copy of the page", {}, async (page) => {
  await page.goto(hosted('<div id="host"></div>'));
  await page.evaluate(() => {
    const root = document.getElementById("host").attachShadow({ mode: "open" });
    root.append(document.createElement("aluehaku-news"));
  });
  await page.locator(items).first().waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById("host").shadowRoot.querySelector("ul")).listStyleType), "none");
  await shown(page, hosted(news('limit="2"')));
  await page.evaluate(() => document.body.replaceWith(document.body.cloneNode(true)));
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
  assert.equal(await page.locator(items).count(), 2);
  assert.equal(await page.locator("aluehaku-news [role=status]").count(), 1);
});

for (const scheme of ["light", "dark"]) {
  check(`news and choices are accessible, ${scheme}`, { scheme, bypassCSP: false }, async (page) => {
    const head = '<meta name="color-scheme" content="light dark"><style>body { background: Canvas }</style>';
    await shown(page, hosted(news('facets="region source" snippets'), { head, leave: STYLES }));
    await page.locator(".aluehaku-facet button").first().click();
    await page.locator("[aria-pressed=true]").waitFor();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
  });
}
