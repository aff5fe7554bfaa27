// The embedded search when the service is slow, down or asked too often, and what it makes of its answers:
// names of sources, what comes close, better spellings.

import assert from "node:assert/strict";
import { test } from "node:test";
import { check, service } from "./harness.mjs";
import { element, hosted } from "./host.mjs";

const API = /\/api\/v1\/search\?/;
const CORS = { "access-control-allow-origin": "*", "access-control-expose-headers": "retry-after", "content-type": "application/json" };
const field = "#aluehaku-q";
// What Chromium itself says of an answer that is an error.
const expected = [/Failed to load resource/];
const message = ".aluehaku-message";
const status = (page) => page.locator("aluehaku-search [role=status]").innerText();

const hit = (number) => ({ id: `a${number}`, url: `https://uutiset.example/${number}`, title: `Juttu ${number}`, snippet: { text: "Talkoot", ranges: [] }, published: "2024-05-03", source: `tunnus-${number}`, source_name: `Lehti ${number}`, language: "fi" });
const answer = (hits, more = {}) => ({ total: { value: hits.length, relation: "eq" }, hits, close: null, facets: {}, warnings: [], did_you_mean: null, next: null, ...more });
const replies = (route, body, options = {}) => route.fulfill({ status: 200, headers: { ...CORS, ...options.headers }, body: JSON.stringify(body), ...(options.status && { status: options.status }) });

check("while the service is slow the search is said and shown to be under way", {}, async (page) => {
  let release;
  const held = new Promise((done) => (release = done));
  await page.route(API, async (route) => {
    await held;
    await replies(route, answer([hit(1)]));
  });
  await page.goto(hosted(element()));
  await page.fill(field, "talkoot");
  await page.locator(message).waitFor();
  assert.equal(await page.locator(message).innerText(), "Haetaan…");
  assert.match(await status(page), /Haetaan…/);
  assert.equal(await page.locator(".aluehaku-panel").getAttribute("aria-busy"), "true");
  release();
  await page.locator(".aluehaku-panel li").waitFor();
  assert.equal(await page.locator(message).count(), 0);
  assert.equal(await page.locator(".aluehaku-panel").getAttribute("aria-busy"), null);
  assert.match(await status(page), /1 osuma/);
});

check("a service that does not answer at all is given up", {}, async (page) => {
  await page.clock.install();
  await page.route(API, () => {});
  await page.goto(hosted(element()));
  await page.fill(field, "talkoot");
  await page.clock.runFor(1_000);
  await page.locator(message).waitFor();
  await page.clock.runFor(30_000);
  await page.waitForFunction(() => document.querySelector(".aluehaku-message").textContent.includes("hitaammin"));
  assert.equal(await page.locator("[aria-busy]").count(), 0);
});

for (const [name, act, words] of [
  ["down", (route) => route.abort("connectionrefused"), /ei juuri nyt vastaa/],
  ["broken", (route) => replies(route, { code: "internal" }, { status: 500 }), /ei juuri nyt vastaa/],
  ["speaking of something else", (route) => route.fulfill({ status: 200, headers: CORS, body: "<h1>Kirjaudu verkkoon</h1>" }), /ei juuri nyt vastaa/],
  ["answering without what was asked for", (route) => replies(route, {}), /ei juuri nyt vastaa/],
  ["asked too often", (route) => replies(route, { code: "rate_limited" }, { status: 429, headers: { "retry-after": "7" } }), /liikaa.* 7 sekunnin/],
]) {
  check(`a service that is ${name} has its own message, and what is shown stays`, { expected }, async (page) => {
    await page.goto(hosted(element()));
    await page.fill(field, "hanke");
    await page.locator(".aluehaku-panel li").first().waitFor();
    const before = await page.locator(".aluehaku-panel li").allInnerTexts();
    await page.route(API, act);
    await page.fill(field, "kylä");
    await page.locator(message).waitFor();
    await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
    assert.match(await page.locator(message).innerText(), words);
    assert.match(await status(page), words);
    assert.deepEqual(await page.locator(".aluehaku-panel li").allInnerTexts(), before);
    await page.unroute(API);
    await page.fill(field, "kylät");
    await page.locator(message).waitFor({ state: "detached" });
    await page.fill(field, "x");
    await page.locator(".aluehaku-panel").waitFor({ state: "hidden" });
    await page.route(API, act);
    await page.fill(field, "uusi sana");
    await page.waitForFunction(() => document.querySelector(".aluehaku-panel").checkVisibility());
  });
}

check("a service that is down at the first search still has its address", { expected }, async (page) => {
  await page.route(API, (route) => route.abort("connectionrefused"));
  await page.goto(hosted(element()));
  await page.fill(field, "hanke");
  await page.waitForFunction(() => document.querySelector(".aluehaku-message")?.textContent.includes("vastaa"));
  assert.ok((await page.locator(".aluehaku-end a").getAttribute("href")).startsWith(`${service}/search?q=hanke`));
});

check("further results that fail leave what is there, and can be tried again", { expected }, async (page) => {
  await page.goto(hosted(`${element({ attributes: 'limit="3" target="results"' })}<div id="results"></div>`));
  await page.fill(field, "hanke");
  await page.locator("#results li").first().waitFor();
  await page.route(API, (route) => route.abort("connectionrefused"));
  await page.click(".aluehaku-more");
  await page.waitForFunction(() => document.querySelector(".aluehaku-message")?.textContent.includes("vastaa"));
  assert.equal(await page.locator("#results li").count(), 3);
  await page.unroute(API);
  await page.click(".aluehaku-more");
  await page.waitForFunction(() => document.querySelectorAll("#results li").length === 6);
  assert.equal(await page.locator(message).count(), 0);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll("#results li")].indexOf(document.activeElement.closest("li"))), 3, "the focus is on the first of the new ones");
});

check("sources have their names however many there are", {}, async (page) => {
  await page.route(API, (route) => replies(route, answer(Array.from({ length: 20 }, (_, number) => hit(number)))));
  await page.goto(hosted(element({ attributes: 'limit="20"' })));
  await page.fill(field, "talkoot");
  await page.locator(".aluehaku-panel li").first().waitFor();
  const about = await page.locator(".aluehaku-about").allInnerTexts();
  assert.equal(about.length, 20);
  assert.deepEqual(about.filter((words) => !/^Lehti \d+ · 3\.5\.2024$/.test(words)), []);
});

test("the service names the source of every hit", async () => {
  const { hits } = await (await fetch(`${service}/api/v1/search?q=hanke&per_page=50`)).json();
  const names = new Set(hits.map((one) => one.source_name));
  assert.ok(names.has("Keski-Suomen Yhdistyspaja ry"), [...names].join());
  assert.deepEqual(hits.filter((one) => one.source_name === one.source), []);
});

check("what comes close stands under a heading of its own after the hits", {}, async (page) => {
  await page.route(API, (route) => replies(route, answer([hit(1), hit(2)], { close: { total: { value: 9, relation: "eq" }, hits: [hit(3), hit(4), hit(5)] } })));
  await page.goto(hosted(element()));
  await page.fill(field, "talkoot");
  const heading = page.getByRole("heading", { name: "Läheisiä osumia" });
  await heading.waitFor();
  assert.equal(await page.locator(".aluehaku-count").innerText(), "2 osumaa");
  const lists = await page.locator(".aluehaku-panel ul").evaluateAll((all) => all.map((list) => list.children.length));
  assert.deepEqual(lists, [2, 3]);
  assert.equal(await page.getByRole("list", { name: "Läheisiä osumia" }).locator("li").count(), 3);
  const texts = await page.locator(".aluehaku-panel").innerText();
  assert.ok(texts.indexOf("Juttu 2") < texts.indexOf("Läheisiä osumia") && texts.indexOf("Läheisiä osumia") < texts.indexOf("Juttu 3"));
});

check("further results in the page end with what comes close", {}, async (page) => {
  await page.route(API, (route) => {
    const isMore = route.request().url().includes("after=");
    const close = { total: { value: 1, relation: "eq" }, hits: [hit(9)] };
    return replies(route, isMore ? answer([hit(3)], { close }) : answer([hit(1), hit(2)], { next: "?q=talkoot&after=x" }));
  });
  await page.goto(hosted(`${element({ attributes: 'target="#results"' })}<div id="results"></div>`));
  await page.fill(field, "talkoot");
  await page.click(".aluehaku-more");
  await page.getByRole("heading", { name: "Läheisiä osumia" }).waitFor();
  assert.deepEqual(await page.locator("#results ul").evaluateAll((all) => all.map((list) => list.children.length)), [3, 1]);
  assert.equal(await page.locator(".aluehaku-more").count(), 0);
});

check("where nothing is found there is a better spelling and a way on", {}, async (page) => {
  await page.goto(hosted(element({ attributes: 'region="Keski-Suomi"' })));
  await page.fill(field, "xyzzyplugh");
  await page.locator(".aluehaku-count").waitFor();
  assert.equal(await page.locator(".aluehaku-count").innerText(), "Ei osumia");
  assert.equal(await page.locator(".aluehaku-end a").innerText(), "Jatka Aluehaussa");
  assert.match(await page.locator(".aluehaku-end a").getAttribute("href"), /q=xyzzyplugh.*&region=Keski-Suomi/);
  await page.route(API, (route) => (route.request().url().includes("kirjastp") ? replies(route, answer([], { did_you_mean: "kirjasto" })) : route.continue()));
  await page.fill(field, "kirjastp");
  await page.getByRole("button", { name: "Tarkoititko: kirjasto" }).click();
  await page.waitForFunction(() => document.querySelector(".aluehaku-count").textContent !== "Ei osumia" || document.querySelector(".aluehaku-end a").search.includes("kirjasto&"));
  assert.equal(await page.inputValue(field), "kirjasto");
  assert.equal(await page.evaluate(() => document.activeElement.id), "aluehaku-q");
});

check("how a clumsy search was read is said", {}, async (page) => {
  await page.goto(hosted(element()));
  await page.fill(field, '"hanke');
  await page.locator(".aluehaku-note").first().waitFor();
  assert.match(await page.locator(".aluehaku-note").first().innerText(), /[Ll]ainausmer/);
});

check("only the newest of several searches is shown", {}, async (page) => {
  const waiting = new Map();
  await page.route(API, (route) => void waiting.set(new URL(route.request().url()).searchParams.get("q"), route));
  const asked = async (words) => {
    const request = page.waitForRequest(API);
    await page.fill(field, words);
    await request;
    while (!waiting.has(words)) await new Promise(setImmediate);
    return waiting.get(words);
  };
  await page.goto(hosted(element()));
  const first = await asked("ensin");
  await replies(await asked("sitten"), answer([hit(2)]));
  await page.locator(".aluehaku-panel li").waitFor();
  await replies(first, answer([hit(1)])).catch(() => {});
  assert.match(await page.locator(".aluehaku-panel li").innerText(), /Juttu 2/);
});
