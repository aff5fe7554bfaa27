// The search page as readers use it: by mouse, by keyboard, on a phone, without script.

import assert from "node:assert/strict";
import { check, heading, isAtTotal, service, total } from "./harness.mjs";

check("a search from the front page finds, marks and explains", {}, async (page) => {
  await page.goto(service);
  await page.fill("#q", "hankkeet");
  await page.press("#q", "Enter");
  await page.waitForURL(/\/search\?q=hankkeet/);
  assert.ok((await total(page)) > 10, await heading(page));
  assert.ok((await page.locator(".hit mark").count()) > 5);
  assert.match(await page.locator(".why").first().innerText(), /sanan|sanoissa|osa/);
});

check("the box suggests, by keyboard and by mouse, and says how much", {}, async (page) => {
  await page.goto(service);
  const box = page.locator("#q");
  const options = page.locator(".suggestions [role=option]");
  await box.pressSequentially("kohtaamis", { delay: 10 });
  await options.first().waitFor();
  const count = await options.count();
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  await page.waitForFunction((number) => document.querySelector("#status").innerText.includes(number), `${count} ehdotus`);
  // Down chooses the first, up from there the text as typed, up again the last.
  const active = () => box.getAttribute("aria-activedescendant");
  await box.press("ArrowDown");
  const first = await active();
  assert.equal(await page.locator(`#${first}`).getAttribute("aria-selected"), "true");
  await box.press("ArrowUp");
  assert.equal(await active(), null);
  await box.press("ArrowUp");
  assert.equal(await active(), await options.last().getAttribute("id"));
  await box.press("Escape");
  assert.ok(await options.first().isHidden());
  assert.equal(await box.inputValue(), "kohtaamis", "what was typed stays");
  await box.pressSequentially("k");
  await options.first().waitFor();
  await box.press("ArrowDown");
  const wanted = await options.first().locator("bdi").innerText();
  await box.press("Enter");
  await page.waitForURL(/\/search\?/);
  // A word stands in the box, a name is a filter.
  const chips = await page.locator(".chips").allInnerTexts();
  assert.ok([await page.locator("#q").inputValue(), ...chips].join(" ").includes(wanted));
  assert.ok((await total(page)) > 0);
  await page.fill("#q", "pirkko");
  await options.first().waitFor();
  await options.first().click();
  await page.waitForFunction((typed) => document.querySelector("#q").value !== typed && !document.querySelector("#status").innerText.includes("ehdotus"), "pirkko");
});

check("a filter narrows, stays in the address and keeps the focus", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  const all = await total(page);
  await page.click('[data-key="source-verkonsilma"]');
  await page.waitForSelector(".chips li");
  const narrowed = await total(page);
  assert.ok(narrowed > 0 && narrowed < all);
  assert.match(page.url(), /source=verkonsilma/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "source-verkonsilma");
  assert.match(await page.locator("#status").innerText(), new RegExp(`^\\s*${narrowed} `));
  // Another value of the same facet adds to it.
  await page.click('[data-key="source-latomeri"]');
  await page.waitForFunction(() => document.querySelectorAll(".chips li").length === 3);
  assert.ok((await total(page)) > narrowed);
  await page.locator(".chips a").first().click();
  await page.waitForFunction(() => document.querySelectorAll(".chips li").length === 1);
  const more = await total(page);
  // The page reloads to the same state from its address alone.
  await page.reload();
  assert.equal(await total(page), more);
});

check("a tile of the map narrows to its maakunta, and the table says the same", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  const tile = page.locator(".tile", { hasText: "K-S" });
  const promised = Number(await tile.locator(".hits-in").textContent());
  assert.equal(await page.locator("tr", { hasText: "Keski-Suomi" }).locator(".amount").innerText(), String(promised));
  await tile.click();
  await isAtTotal(page, promised);
  assert.match(page.url(), /region=Keski-Suomi/);
  assert.equal(await page.locator(".tile.selected").count(), 1);
  await page.locator(".tile.selected").click();
  await page.waitForURL((address) => !address.search.includes("region"));
});

check("the timeline narrows by a click, by dragging and by two dates", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  const bars = page.locator(".timeline a");
  const shown = await bars.evaluateAll((all) => all.map((bar) => Number(bar.querySelector("title").textContent.split(": ")[1])));
  await bars.nth(2).click();
  await isAtTotal(page, shown[2]);
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll(".chips li").length === 0);
  const from = await bars.nth(1).boundingBox();
  const to = await bars.nth(3).boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height - 4);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height - 4, { steps: 5 });
  await page.mouse.up();
  await isAtTotal(page, shown[1] + shown[2] + shown[3]);
  await page.fill("#from", "2020-01-01");
  await page.fill("#to", "2020-12-31");
  await page.click("#apply-dates");
  await page.waitForURL(/from=2020(&|$|-01-01)/);
  assert.match(await page.locator(".chips").innerText(), /2020/);
});

check("pages of results follow one another, and the way back leads back", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  const first = await page.locator(".hit h3").first().innerText();
  await page.click(".pages a[rel~=next]");
  await page.waitForURL(/page=2/);
  await page.waitForFunction((title) => document.querySelector(".hit h3").innerText !== title, first);
  await page.goBack();
  await page.waitForFunction((title) => document.querySelector(".hit h3").innerText === title, first);
  assert.doesNotMatch(page.url(), /page=/);
  await page.goForward();
  await page.waitForFunction((title) => document.querySelector(".hit h3").innerText !== title, first);
});

check("results can be ordered by time", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  await page.click("text=Uusin ensin");
  await page.waitForURL(/sort=-published/);
  const times = await page.locator(".hit time").evaluateAll((all) => all.map((time) => time.dateTime.slice(0, 10)));
  assert.deepEqual(times, [...times].sort().reverse());
});

check("nothing found leads on", {}, async (page) => {
  await page.goto(`${service}/search?q=xyzzyplugh&match=all&region=Lappi`);
  assert.match(await heading(page), /^Ei osumia/);
  assert.ok((await page.locator(".zero a").count()) >= 2);
});

check("everything works without script", { javaScriptEnabled: false }, async (page) => {
  await page.goto(service);
  await page.fill("#q", "hanke");
  await page.click("#search button");
  const all = Number.parseInt(await page.locator("h1").textContent(), 10);
  await page.click('[data-key="region-Uusimaa"]');
  assert.ok(Number.parseInt(await page.locator("h1").textContent(), 10) < all);
  await page.fill("#from", "2019-01-01");
  await page.click("#apply-dates");
  assert.match(page.url(), /from=2019/);
  assert.match(page.url(), /region=Uusimaa/);
  await page.click(".tile.selected");
  assert.doesNotMatch(page.url(), /region=/);
});

check("the keyboard alone reaches and narrows", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  let key = "";
  for (let presses = 0; presses < 120 && !key.startsWith("region-"); presses += 1) {
    await page.keyboard.press("Tab");
    key = await page.evaluate(() => document.activeElement.dataset.key ?? "");
  }
  assert.match(key, /^region-/);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid", "the focus can be seen");
  await page.keyboard.press("Enter");
  await page.waitForURL(/region=/);
  await page.waitForFunction((wanted) => document.activeElement.dataset.key === wanted, key);
});

check("print shows the results and little else", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".hit").first().isVisible());
  for (const part of ["#search", ".side", ".languages"]) assert.ok(!(await page.locator(part).isVisible()), part);
});
