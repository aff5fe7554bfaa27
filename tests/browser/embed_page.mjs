// The page /embed: the preview is filled, the code follows while one chooses, and the code works elsewhere.

import assert from "node:assert/strict";
import { check, service } from "./harness.mjs";
import { hosted } from "./host.mjs";

const code = (page) => page.inputValue("#code");
const changed = (page, before) => page.waitForFunction((before) => document.getElementById("code").value !== before, before);

check("the preview has results, and the code names the real address", {}, async (page) => {
  await page.goto(`${service}/embed?ui=fi`);
  await page.locator("#preview .aluehaku-panel li").first().waitFor();
  assert.ok((await code(page)).includes(`src="${service}/embed/1.1.0/search.js"`));
  assert.ok((await code(page)).includes(`<form action="${service}/search" role="search" aria-label="Hae uutisista">`));
  assert.equal(await page.locator("#choice button").count(), 0);
});

check("preview, code and address follow while one chooses", {}, async (page) => {
  await page.goto(`${service}/embed?ui=fi`);
  let before = await code(page);
  await page.getByLabel("Uusimmat uutiset", { exact: true }).check();
  await changed(page, before);
  await page.locator("#preview aluehaku-news li").first().waitFor();
  before = await code(page);
  await page.selectOption("#region", "Keski-Suomi");
  await changed(page, before);
  before = await code(page);
  await page.getByLabel("Lähde").last().check();
  await changed(page, before);
  before = await code(page);
  await page.fill("#name", 'Tupa "&lt;b&gt;');
  await changed(page, before);
  const text = await code(page);
  assert.match(text, /<aluehaku-news region="Keski-Suomi" project="Tupa &quot;&amp;lt;b&amp;gt;" lang="fi" limit="5" facets="source">/);
  assert.match(page.url(), /form=news&region=Keski-Suomi/);
  await page.getByText("Uutisia ei vielä ole").waitFor();
  assert.equal(await page.locator("#preview aluehaku-news").getAttribute("project"), 'Tupa "&lt;b&gt;');
  await page.reload();
  assert.equal(await code(page), text, "the address keeps the choice");
});

for (const form of ["panel", "page", "dialog", "news", "news-frame", "search-frame"]) {
  check(`the code of ${form} works in a page of another site`, {}, async (page) => {
    await page.goto(`${service}/embed?form=${form}&region=Keski-Suomi&limit=3&facet=source&ui=sv`);
    const text = await code(page);
    await page.goto(hosted(text, { leave: `; frame-src ${service}` }));
    if (form.endsWith("-frame")) {
      const frame = await (await page.waitForSelector("iframe")).contentFrame();
      if (form === "search-frame") await frame.fill("#q", "hanke");
      await frame.locator("#results li").first().waitFor();
      assert.equal(await frame.locator("#results li").count(), 3);
      return;
    }
    if (form === "dialog") await page.keyboard.press("Control+k");
    if (form !== "news") await page.locator("aluehaku-search input[name=q]").fill("hanke");
    await page.locator(".aluehaku-results li").first().waitFor();
    assert.equal(await page.locator(".aluehaku-results li").count(), 3);
    assert.ok((await page.locator(".aluehaku-facet button").count()) > 0);
  });
}

check("frames are shown in the preview", {}, async (page) => {
  await page.goto(`${service}/embed?form=news-frame&region=Keski-Suomi`);
  const frame = await (await page.waitForSelector("#preview iframe")).contentFrame();
  await frame.locator("li").first().waitFor();
  await page.locator("#ways code").first().waitFor();
  assert.match(await page.locator("#ways code").first().innerText(), /\/feeds\/search\.atom\?region=Keski-Suomi/);
  assert.match(await page.locator("#needs").innerText(), /^frame-src /);
});

check("without script the button shows the code", { javaScriptEnabled: false }, async (page) => {
  await page.goto(`${service}/embed?ui=en`);
  await page.getByLabel("Latest news", { exact: true }).check();
  await page.click("#choice button");
  await page.waitForURL(/form=news/);
  assert.match(await code(page), /<aluehaku-news/);
});

check("hostile choices stay text", {}, async (page) => {
  const hostile = encodeURIComponent('"><img src=x onerror=window.hostile=1></textarea><script>window.hostile=2</script>');
  for (const form of ["panel", "dialog", "news", "news-frame"]) {
    await page.goto(`${service}/embed?form=${form}&region=${hostile}&subject=topic&name=${hostile}&lang=${hostile}&limit=${hostile}&facet=${hostile}`);
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.equal(await page.evaluate(() => window.hostile), undefined);
    assert.ok((await code(page)).includes("&quot;&gt;&lt;img") || (await code(page)).includes("%3E%3Cimg"), form);
  }
});
