// The pages that sites show in a frame: as any site frames them, and as WordPress does, which lets a frame
// run scripts and nothing else.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check, service } from "./harness.mjs";
import { hosted } from "./host.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FRAMES = `; frame-src ${service}`;
const SECRET = "aB3dE6gH9k";
const framed = (path, attributes = "") => hosted(`<iframe src="${service}${path}" width="320" height="400" title="Uutisia" ${attributes}></iframe>`, { leave: FRAMES });

const inside = async (page) => (await (await page.waitForSelector("iframe")).contentFrame());

check("the news are whole without script and open in a window of their own", { javaScriptEnabled: false }, async (page) => {
  await page.goto(framed("/frame/news?region=Keski-Suomi&limit=3&ui=fi"));
  const frame = await inside(page);
  assert.equal(await frame.locator("li").count(), 3);
  assert.equal(await frame.locator("h1").innerText(), "Uusimmat uutiset: Keski-Suomi");
  assert.equal(await frame.locator("base").getAttribute("target"), "_blank");
});

check("the search works in a frame with script and without", {}, async (page, context) => {
  const address = framed("/frame/search?region=Keski-Suomi&limit=4&ui=sv");
  await page.goto(address);
  let frame = await inside(page);
  await frame.fill("#q", "hanke");
  await frame.waitForFunction(() => document.querySelectorAll("#results li").length === 4);
  assert.match(await frame.locator(".aluehaku-count").innerText(), /träffar$/);
  const plain = await context.browser().newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(address);
  frame = await inside(still);
  await frame.fill("#q", "hanke");
  await frame.press("#q", "Enter");
  await frame.locator("#results li").nth(3).waitFor();
  assert.equal(await frame.locator("#results li").count(), 4);
  await plain.close();
});

check("other pages refuse to be framed", { expected: [/frame-ancestors|Refused to frame|Framing/] }, async (page) => {
  await page.goto(framed("/search?q=hanke"));
  const frame = await inside(page);
  assert.equal(await frame.locator("#q").count(), 0);
});

check("WordPress is told the height and follows links of the service", {}, async (page) => {
  const listen = () => {
    window.told = [];
    addEventListener("message", (event) => window.told.push({ ...event.data, isFrame: event.source === document.querySelector("iframe").contentWindow }));
  };
  await page.addInitScript(listen);
  await page.goto(framed(`/frame/news?region=Keski-Suomi&limit=3#?secret=${SECRET}`, `sandbox="allow-scripts" data-secret="${SECRET}"`));
  await page.waitForFunction(() => window.told.length > 0);
  const [first] = await page.evaluate(() => window.told);
  assert.ok(first.message === "height" && first.secret === SECRET && first.isFrame && first.value > 100 && first.value < 400, JSON.stringify(first));
  const frame = await inside(page);
  await frame.locator("li a").first().click();
  await page.waitForFunction(() => window.told.some((one) => one.message === "link"));
  const link = await page.evaluate(() => window.told.find((one) => one.message === "link").value);
  assert.ok(link.startsWith(`${service}/articles/`), link);
});

check("the search works even where a frame may run scripts and nothing else", {}, async (page) => {
  await page.goto(framed(`/frame/search#?secret=${SECRET}`, 'sandbox="allow-scripts"'));
  const frame = await inside(page);
  await frame.fill("#q", "hanke");
  await frame.locator("#results li").first().waitFor();
  assert.ok((await frame.locator("#results li a").first().getAttribute("href")).startsWith(`${service}/articles/`));
});

check("what others write stays text in frames", {}, async (page) => {
  for (const path of ["/frame/news?q=vaarallinen", "/frame/search?q=vaarallinen", "/frame/news?q=%22%3E%3Cimg%20src=x%20onerror=window.hostile=1%3E&project=%3Cscript%3E&theme=%22%3E&limit=%22%3E"]) {
    await page.goto(framed(path));
    const frame = await inside(page);
    await frame.locator("h1").waitFor();
    assert.equal(await frame.locator("img").count(), 0);
    assert.equal(await frame.evaluate(() => window.hostile), undefined);
  }
});

for (const scheme of ["light", "dark"]) {
  check(`framed pages are accessible and fit, ${scheme}`, { scheme, size: "phone" }, async (page) => {
    for (const path of ["/frame/news?region=Keski-Suomi", "/frame/search?q=hanke", "/frame/news?q=xyzzyplugh"]) {
      await page.goto(service + path);
      // What a frame asks for anew is paler until the answer comes.
      await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], path);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    }
  });
}
