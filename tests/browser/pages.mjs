// What must hold of every page: accessible in light and dark and in three languages, valid, light,
// and no wider than a phone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import ICAL from "ical.js";
import { check, service, visit } from "./harness.mjs";

const { versions } = await (await fetch(`${service}/api/v1/articles/changed/versions`)).json();
const PAGES = [
  ...versions.map((version) => version.page),
  "/articles/changed",
  "/",
  "/search?q=hanke",
  "/search?q=hanke&region=Keski-Suomi&from=2019&match=all",
  "/search?q=xyzzyplugh",
  "/search?q=vaarallinen",
  "/articles/hostile",
  "/search?q=pirkko+hauhio&from=2024&to=2022",
  "/projects?q=k&region=Uusimaa",
  "/persons",
  "/compare?q=hanke",
  "/compare?by=published&region=Uusimaa&region=Keski-Suomi",
  "/organisations?letter=K&facet_order=label",
  "/regions",
  "/regions?kind=municipality&page=3",
  "/persons/pirkko-hauhio",
  "/projects/kohtaamisen-kammari",
  "/organisations/hameen-kohtaamispaikat",
  "/regions/keski-suomi?q=hanke",
  "/regions/jyvaskyla",
  "/events",
  "/events?month=2025-04&region=Uusimaa",
  "/sources",
  "/embed?region=Keski-Suomi",
  "/embed?form=news&region=Keski-Suomi&facet=source",
  "/frame/news?region=Keski-Suomi",
  "/frame/search?q=hanke&limit=3",
  "/docs",
  "/docs/problems",
  "/about",
  "/privacy",
  "/accessibility",
  "/nowhere",
  "/alerts?q=hanke&region=Keski-Suomi",
  ...process.env.ALERT_LINKS.split(" "),
  "/alerts/leave/nowhere",
  "/status",
];
// What lets administrators in.
const LET_IN = { authorization: `Bearer ${process.env.STATUS_TOKEN}` };
const LANGUAGES = ["fi", "sv", "en"];
const MAX_TRANSFER = 60_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    // Attributes of SVG and of custom elements are not in its tables.
    "element-permitted-content": "error",
    // A matter of taste that the templates settle their own way.
    "no-inline-style": "error",
    "long-title": "off",
    "tel-non-breaking": "off",
    "require-sri": "off",
    "no-redundant-role": "off",
  },
});

const inLanguage = (path, language) => `${service}${path}${path.includes("?") ? "&" : "?"}ui=${language}`;

for (const language of LANGUAGES) {
  test(`every page is accessible, ${language}`, () =>
    visit({ expected: [/404/], extraHTTPHeaders: LET_IN }, async (page) => {
      for (const path of PAGES) {
        await page.goto(inLanguage(path, language));
        assert.equal(await page.evaluate(() => document.documentElement.lang), language);
        // What a frame asks for anew is paler until the answer comes.
        await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
        await page.evaluate(AXE);
        await page.emulateMedia({ colorScheme: "light" });
        assert.deepEqual(await violations(page, RULES), [], `${path} ${language} light`);
        // Only the colours differ.
        await page.emulateMedia({ colorScheme: "dark" });
        assert.deepEqual(await violations(page, ["color-contrast"]), [], `${path} ${language} dark`);
      }
    }));
}

async function violations(page, rules) {
  const found = await page.evaluate((runOnly) => axe.run(document, { runOnly }), rules);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
}

test("every page is valid HTML", async () => {
  for (const path of PAGES) {
    for (const language of LANGUAGES) {
      const answer = await fetch(inLanguage(path, language), { headers: { accept: "text/html", ...LET_IN } });
      const report = await validator.validateString(await answer.text(), path);
      const messages = report.results.flatMap((result) => result.messages);
      assert.deepEqual(messages.map((found) => `${found.line}:${found.column} ${found.ruleId} ${found.message}`), [], `${path} ${language}`);
    }
  }
});

check("every page is light and fits a phone of 320 pixels", { size: "phone", expected: [/404/], extraHTTPHeaders: LET_IN }, async (page, context) => {
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  let transferred = 0;
  session.on("Network.loadingFinished", (event) => (transferred += event.encodedDataLength));
  for (const path of PAGES) {
    transferred = 0;
    await page.goto(service + path);
    assert.ok(transferred > 1000 && transferred < MAX_TRANSFER, `${path}: ${transferred} bytes`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${path}: ${width} pixels wide`);
  }
});

check("what others write runs nowhere", {}, async (page) => {
  for (const path of ["/search?q=vaarallinen", "/articles/hostile"]) {
    await page.goto(service + path);
    assert.match(await page.locator("main").innerText(), /<img src=x/);
    assert.equal(await page.evaluate(() => window.hostile), undefined);
    assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
  }
});

check("feeds are well-formed and whole", {}, async (page) => {
  await page.goto(service);
  const atom = await page.evaluate(async () => {
    const xml = new DOMParser().parseFromString(await (await fetch("/feeds/search.atom?q=hanke")).text(), "text/xml");
    const texts = (of, name) => [...of.getElementsByTagName(name)].map((one) => one.textContent);
    const entries = [...xml.getElementsByTagName("entry")];
    return {
      root: xml.documentElement.localName,
      namespace: xml.documentElement.namespaceURI,
      entries: entries.map((entry) => ["id", "title", "updated", "link", "name"].map((name) => texts(entry, name).length > 0)),
      ids: entries.map((entry) => texts(entry, "id")[0]),
    };
  });
  assert.equal(atom.root, "feed");
  assert.equal(atom.namespace, "http://www.w3.org/2005/Atom");
  assert.ok(atom.entries.length > 10 && atom.entries.flat().every(Boolean));
  assert.equal(new Set(atom.ids).size, atom.ids.length);
});

test("the calendar opens in another reader of calendars", async () => {
  const text = await (await fetch(`${service}/feeds/events.ics?month=2025-04`)).text();
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  assert.ok(events.length > 2, text);
  for (const event of events) {
    assert.ok(event.summary.length > 0 && event.uid.endsWith("@aluehaku"));
    assert.equal(event.startDate.toJSDate().getFullYear(), 2025);
    assert.ok(event.endDate.compare(event.startDate) >= 0);
  }
  assert.equal(new Set(events.map((event) => event.uid)).size, events.length);
});
