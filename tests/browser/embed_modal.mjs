// The embedded search as a dialog that a button or Ctrl/Cmd and K open.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check, service } from "./harness.mjs";
import { element, hosted } from "./host.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STYLES = "; style-src 'unsafe-inline'";
const field = "aluehaku-search input[name=q]";
const opener = (page) => page.locator("aluehaku-search").first().getByRole("button", { name: /^Hae alueiden uutisista/ });
const isOpen = (page) => page.locator(field).first().isVisible();

check("the button opens a dialog with the form, and Escape leads back to the button", {}, async (page) => {
  await page.goto(hosted(element({ attributes: "modal" })));
  assert.equal(await isOpen(page), false);
  await opener(page).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
  assert.equal(await page.getByRole("dialog", { name: "Hae alueiden uutisista" }).count(), 1);
  await page.keyboard.type("hanke");
  await page.locator(".aluehaku-panel li").first().waitFor();
  await page.locator(".aluehaku-panel li p").last().click();
  assert.ok(await page.locator(".aluehaku-panel").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(page), false);
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.part.value), "opener");
  assert.equal(await page.inputValue(field), "hanke");
});

check("Ctrl or Cmd and K open and close it, not twice and not while a text is edited", {}, async (page) => {
  await page.goto(hosted(`${element({ attributes: "modal" })}${element({ attributes: "modal" })}<div id="text" contenteditable="true">Teksti</div><input id="other" aria-label="Muu">`));
  for (const keys of ["Control+k", "Meta+k"]) {
    await page.keyboard.press(keys);
    assert.ok(await isOpen(page), keys);
    assert.equal(await page.locator("dialog[open]").count(), 1);
    await page.keyboard.press(keys);
    assert.equal(await isOpen(page), false, keys);
  }
  await page.focus("#other");
  await page.keyboard.press("Control+k");
  assert.ok(await isOpen(page), "from another field");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "other");
  await page.focus("#text");
  await page.keyboard.press("Control+k");
  assert.equal(await isOpen(page), false, "in a text the keys are its own");
});

check("the keys can be turned off, at any time", {}, async (page) => {
  await page.goto(hosted(element({ attributes: 'modal shortcut="off"' })));
  await page.keyboard.press("Control+k");
  await page.keyboard.press("/");
  assert.equal(await isOpen(page), false);
  assert.equal(await opener(page).innerText(), "Hae alueiden uutisista");
  await opener(page).click();
  assert.ok(await isOpen(page));
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.querySelector("aluehaku-search").removeAttribute("shortcut"));
  await page.keyboard.press("Control+k");
  assert.ok(await isOpen(page));
});

check("a press beside it or on its cross closes it", {}, async (page) => {
  await page.goto(hosted(element({ attributes: "modal" })));
  await opener(page).click();
  await page.mouse.click(5, 5);
  assert.equal(await isOpen(page), false);
  await opener(page).click();
  await page.getByRole("button", { name: "Sulje" }).click();
  assert.equal(await isOpen(page), false);
});

check("without script the form stands in the page", { javaScriptEnabled: false }, async (page) => {
  await page.goto(hosted(element({ attributes: "modal" })));
  await page.locator(field).first().fill( "hanke");
  await page.press(field, "Enter");
  await page.waitForURL(/\/search\?/);
  assert.ok(page.url().startsWith(service));
});

check("the attribute may come and go, the language and the name may change", {}, async (page) => {
  await page.goto(hosted(element()));
  assert.ok(await isOpen(page));
  const set = (act) => page.evaluate(act);
  await set(() => document.querySelector("aluehaku-search").setAttribute("modal", ""));
  assert.equal(await isOpen(page), false);
  await set(() => document.querySelector("aluehaku-search").setAttribute("lang", "sv"));
  assert.equal(await page.getByRole("button", { name: /^Sök i regionernas nyheter/ }).count(), 1);
  await set(() => document.querySelector("aluehaku-search").setAttribute("label", "Sök på ortens sidor"));
  assert.equal(await page.getByRole("button", { name: /^Sök på ortens sidor/ }).count(), 1);
  await set(() => document.querySelector("aluehaku-search").removeAttribute("modal"));
  assert.ok(await isOpen(page));
  await page.locator(field).first().fill( "hanke");
  await page.locator(".aluehaku-panel li").first().waitFor();
  assert.equal(await page.locator(".aluehaku-panel").evaluate((panel) => getComputedStyle(panel).position), "absolute");
});

check("an element without form has the dialog, too, and a clone of it is whole", {}, async (page) => {
  await page.goto(hosted("<aluehaku-search modal></aluehaku-search>"));
  await page.evaluate(() => {
    const one = document.querySelector("aluehaku-search");
    one.replaceWith(one.cloneNode(true));
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("hanke");
  await page.locator(".aluehaku-panel li").first().waitFor();
  assert.equal(await page.locator("aluehaku-search form").count(), 1);
});

for (const scheme of ["light", "dark"]) {
  check(`the dialog is accessible and fits a phone, ${scheme}`, { scheme, size: "phone", bypassCSP: false }, async (page) => {
    const head = '<meta name="color-scheme" content="light dark"><style>body { background: Canvas }</style>';
    await page.goto(hosted(element({ attributes: 'modal facets="region"' }), { head, leave: STYLES }));
    await opener(page).click();
    await page.keyboard.type("hanke");
    await page.locator(".aluehaku-panel li").first().waitFor();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector(".aluehaku-panel").getBoundingClientRect().right));
    assert.ok(width <= 320, `${width} pixels wide`);
  });
}
