// The ways between the pages: from the front page to names, from results to pages, on a telephone, by keyboard
// and without script.

import assert from "node:assert/strict";
import { check, heading, service, total } from "./harness.mjs";

const NAMES = ["projects", "persons", "organisations", "regions"];

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";

  check(`any name is two clicks from the front page, ${how} script`, { javaScriptEnabled }, async (page) => {
    for (const name of NAMES) {
      await page.goto(service);
      await page.click(`.site a[href^="/${name}"]`);
      const wanted = (await page.locator(".names a").first().innerText()).trim();
      await page.locator(".names a").first().click();
      await page.waitForURL(new RegExp(`/${name}/`));
      assert.equal(await heading(page), wanted);
    }
  });

  check(`the menu and the filters of a telephone open and narrow, ${how} script`, { size: "handset", javaScriptEnabled }, async (page) => {
    await page.goto(`${service}/search?q=hanke`);
    assert.ok(await page.locator(".site").isHidden());
    await page.click(".menu-button");
    assert.ok(await page.locator(".site").isVisible());
    await page.keyboard.press("Escape");
    const all = await total(page);
    await page.click(".narrow button");
    await page.click('[data-key="source-verkonsilma"]');
    await page.waitForURL(/source=verkonsilma/);
    await page.waitForFunction((before) => Number.parseInt(document.querySelector("h1").textContent, 10) < before, all);
    assert.equal((await page.locator(".narrow button").innerText()).trim(), "Rajaa (1)");
    if (javaScriptEnabled) {
      assert.ok(await page.locator("#filters").isVisible(), "several filters are chosen in one go");
      await page.click(".sheet-end button");
    }
    assert.ok(await page.locator("#filters").isHidden());
  });
}

check("the first hit of a telephone is seen at once, with two filters too", { size: "handset" }, async (page) => {
  for (const filters of ["", "&region=Keski-Suomi&region=Uusimaa", "&region=Uusimaa&from=2019"]) {
    await page.goto(`${service}/search?q=hanke${filters}`);
    const { y } = await page.locator(".hit").first().boundingBox();
    assert.ok(y < 500, `${filters}: ${y}`);
    const header = await page.locator(".bar").boundingBox();
    assert.ok(header.height < 64, "one row");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  }
});

check("the keyboard opens the filters of a telephone, chooses and leaves them", { size: "handset" }, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  await page.focus(".narrow button");
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#filters").isVisible());
  await page.focus('[data-key="region-Uusimaa"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/region=Uusimaa/);
  await page.waitForFunction(() => document.activeElement.dataset.key === "region-Uusimaa");
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#filters").isHidden());
});

check("names are found by beginning, letter and region", {}, async (page) => {
  await page.goto(`${service}/persons`);
  const all = Number.parseInt(await page.locator("#list").innerText(), 10);
  await page.locator(".letters a").nth(1).click();
  const letter = (await page.locator(".letters [aria-current]").innerText()).trim();
  const listed = await page.locator(".names a").allInnerTexts();
  assert.ok(listed.length > 0 && listed.length < all);
  for (const name of listed) assert.ok(name.split(" ").pop().startsWith(letter), name);
  await page.click(".letters a >> nth=0");
  await page.fill("#name", "pirk");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=pirk/);
  assert.match(await page.locator(".names").innerText(), /Pirkko Hauhio/);
  await page.selectOption("#region", "Kanta-Häme");
  await page.click(".of-names button");
  await page.waitForURL(/region=Kanta-H/);
  assert.equal(await page.inputValue("#name"), "pirk");
});

check("a name that was suggested is shown in short and leads to its page", {}, async (page) => {
  await page.goto(service);
  await page.locator("#q").pressSequentially("pirkko hau", { delay: 10 });
  await page.locator(".suggestions [role=option]").first().click();
  await page.waitForURL(/person=Pirkko/);
  assert.match(await page.locator(".card").innerText(), /Henkilö · \d+ artikkelia/);
  await page.click(".chips .open");
  await page.waitForURL(/persons\/pirkko-hauhio/);
  // The form is as it was for whoever goes back.
  await page.goBack();
  await page.goBack();
  assert.equal(await page.locator('#search input[name="person"]').count(), 0);
});

check("hits lead to the pages of the names in them", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  const tag = page.locator(".tag.name").first();
  const name = (await tag.innerText()).trim();
  await tag.click();
  await page.waitForURL(/\/(projects|persons)\//);
  assert.equal(await heading(page), name);
});

check("results are taken along, followed, cited and passed on", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  await page.goto(`${service}/search?q=hanke&region=Uusimaa`);
  assert.match(await page.locator(".range").innerText(), /^1–\d+ \/ \d+$/);
  const menu = (name) => page.locator(".drop", { hasText: name }).locator("summary");
  await menu("Lataa").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=CSV Exceliin")]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  await menu("Viittaa").click();
  assert.ok(await page.locator('a[href^="/api/v1/export.jsonl"]').isHidden(), "one menu at a time");
  await page.click("text=Kopioi viite");
  await page.waitForFunction(() => document.querySelector("#status").innerText.includes("kopioitiin"));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^Aluehaku\. \d+ osumaa haulla ”hanke” \(Maakunta: Uusimaa\)\. Haettu /);
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#citation").isHidden());
  await page.click("text=Kopioi linkki");
  await page.waitForFunction(() => document.querySelector("#status").innerText.includes("Linkki"));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
});

check("ready stretches of time narrow, and wrong dates are told where they stand", {}, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  await page.click('[data-key="preset-2"]');
  await page.waitForURL(/from=/);
  await page.fill("#from", "2022-05-01");
  await page.fill("#to", "2021-05-01");
  await page.click("#apply-dates");
  await page.waitForSelector("#to-error");
  assert.equal(await page.getAttribute("#to", "aria-invalid"), "true");
  assert.equal(await page.inputValue("#from"), "2022-05-01", "what was given can be mended");
  assert.match(await page.locator("#status").innerText(), /Alkupäivä/);
});

check("the two dates stand beside each other at one height", { size: "handset" }, async (page) => {
  await page.goto(`${service}/search?q=hanke`);
  await page.click(".narrow button");
  const from = await page.locator("#from").boundingBox();
  const to = await page.locator("#to").boundingBox();
  assert.equal(from.y, to.y);
  assert.equal(from.height, to.height);
});

check("the front page invites to a project, a region and the embedded search", { javaScriptEnabled: false }, async (page) => {
  for (const [name, path] of [["Seuraa hanketta", "/projects"], ["Seuraa aluetta", "/regions"], ["Upota haku", "/embed"]]) {
    await page.goto(service);
    await page.click(`.invitations >> text=${name}`);
    assert.equal(new URL(page.url()).pathname, path);
  }
});

check("the tips of the search are searches, and the map keeps quiet where nothing is told", {}, async (page) => {
  await page.goto(service);
  const counts = await page.locator(".tile .hits-in").allTextContents();
  assert.ok(counts.length > 0 && !counts.includes("0"));
  await page.click(".tips a >> nth=1");
  await page.waitForURL(/\/search\?q=/);
  assert.match(await heading(page), /haulla/);
});

check("sources are ordered by region and by their latest article, by keyboard too", {}, async (page) => {
  await page.goto(`${service}/sources`);
  await page.focus("th a >> nth=2");
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=newest/);
  const days = await page.locator(".sources time").evaluateAll((all) => all.map((time) => time.dateTime));
  assert.deepEqual(days, [...days].sort().reverse());
  assert.equal(await page.locator('[aria-sort="descending"]').innerText(), "Uusin artikkeli");
  await page.click("text=Maakunta");
  await page.waitForURL(/sort=region/);
  const regions = await page.locator(".sources tbody td:nth-child(2)").allInnerTexts();
  assert.deepEqual(regions, [...regions].sort(new Intl.Collator("fi").compare));
});

check("a project's page is followed, downloaded and cited, also on a telephone", { size: "handset", permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  await page.goto(`${service}/projects/kohtaamisen-kammari`);
  assert.match(await page.locator(".figures").innerText(), /artikkelia · \d+ lähde.* · \d{4}–\d{4}/);
  for (const name of ["Atom", "JSON Feed", "iCalendar", "JSON Lines"]) assert.ok(await page.locator(`#follow >> text=${name}`).isVisible(), name);
  await page.click("text=Kopioi viite");
  await page.waitForFunction(() => document.querySelector("#status").innerText.includes("kopioitiin"));
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Aluehaku\. Hanke: Kohtaamisen kammari\. Haettu .*\/projects\/kohtaamisen-kammari$/);
});

check("whoever is not the same person is told to the operator", { javaScriptEnabled: false }, async (page) => {
  await page.goto(`${service}/persons/pirkko-hauhio`);
  const href = await page.locator(".notice a").first().getAttribute("href");
  assert.match(href, /^mailto:haku@esimerkki\.example\?subject=Aluehaku%3A%20Pirkko%20Hauhio/);
});

for (const javaScriptEnabled of [true, false]) {
  check(`regions are compared beside each other, ${javaScriptEnabled ? "with" : "without"} script, on a telephone`, { size: "handset", javaScriptEnabled }, async (page) => {
    await page.goto(service);
    await page.click(".menu-button");
    await page.click('.site a[href^="/compare"]');
    await page.fill("#word", "hanke");
    await page.click(".choose summary");
    await page.focus('input[value="Uusimaa"]');
    await page.keyboard.press("Space");
    await page.check('input[value="Keski-Suomi"]');
    await page.click(".compare-form button");
    await page.waitForURL(/region=/);
    const named = await page.locator(".beside-each-other tbody th").allInnerTexts();
    assert.deepEqual([...named].sort(), ["Keski-Suomi", "Uusimaa"]);
    assert.match(await page.locator(".beside-each-other tfoot").innerText(), /Koko maa/);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Lataa CSV")]);
    assert.equal(download.suggestedFilename(), "aluehaku-compare.csv");
  });
}
