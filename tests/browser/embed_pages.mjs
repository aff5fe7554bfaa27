// The embedded search in pages as others make them: links without focus, copies, shadow roots, frameworks
// that make children anew, forms with fields of any name, cards that cut off, pages that are dark by themselves.

import assert from "node:assert/strict";
import { check, service } from "./harness.mjs";
import { element, hosted } from "./host.mjs";

const STYLES = "; style-src 'unsafe-inline'";
const field = "input[name=q]";

const isOpen = (page) => page.evaluate(() => [...document.querySelectorAll(".aluehaku-panel")].some((panel) => panel.checkVisibility()));
const closes = (page) => page.waitForFunction(() => [...document.querySelectorAll(".aluehaku-panel")].every((panel) => !panel.checkVisibility()));

async function opened(page, address, words = "hanke") {
  await page.goto(address);
  await page.locator(field).first().fill(words);
  await page.locator(".aluehaku-results li").first().waitFor();
}

async function warned(page, open) {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await open();
  return said;
}

check("a click on a result opens it where links take no focus when they are pressed", {}, async (page) => {
  await opened(page, hosted(element()));
  await page.evaluate(() => {
    window.followed = [];
    addEventListener("mousedown", (event) => {
      if (!event.target.closest("a, button")) return;
      document.activeElement.blur();
      event.preventDefault();
    });
    addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) window.followed.push(link.href);
      event.preventDefault();
    });
  });
  await page.locator(".aluehaku-panel li a").nth(1).click();
  await page.locator(".aluehaku-end a").click();
  const followed = await page.evaluate(() => window.followed);
  assert.equal(followed.length, 2);
  assert.ok(followed[1].startsWith(`${service}/search?q=hanke`));
});

check("a click in the panel leaves it open, outside closes it, and the field brings it back", {}, async (page) => {
  await opened(page, hosted(element()));
  await page.locator(".aluehaku-panel li p").last().click();
  await page.locator(".aluehaku-count").click();
  assert.ok(await isOpen(page));
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".aluehaku-panel li") !== null), true, "arrows go on from there");
  await page.click("h1");
  await closes(page);
  await page.focus(field);
  assert.ok(await isOpen(page), "focus");
  await page.keyboard.press("Escape");
  await closes(page);
  assert.equal(await page.inputValue(field), "hanke");
  await page.keyboard.press("ArrowDown");
  assert.ok(await isOpen(page), "arrow down");
  await page.keyboard.press("Escape");
  await page.click(field);
  assert.ok(await isOpen(page), "a click on the field");
  await page.locator(".aluehaku-panel a").last().focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await page.click("h1");
  await closes(page);
});

check("focus that moves on in the page closes the panel", {}, async (page) => {
  await opened(page, hosted(`${element()}<a id="next" href="#outside">Seuraava</a>`));
  await page.focus("#next");
  await closes(page);
});

check("each field has an id of its own and each label leads to its field", {}, async (page) => {
  const copies = [
    "<aluehaku-search></aluehaku-search><aluehaku-search></aluehaku-search>",
    element() + element() + element(),
    `${element({ attributes: 'target="tulos"' })}<div id="tulos"></div>${element({ attributes: 'target="tulos"' })}<div id="tulos"></div>`,
  ];
  for (const content of copies) {
    await page.goto(hosted(content));
    await page.waitForFunction(() => document.querySelector("aluehaku-search [role=status]"));
    const found = await page.evaluate(() => {
      const fields = [...document.querySelectorAll("aluehaku-search input[name=q]")];
      return { fields: fields.length, ids: new Set(fields.map((one) => one.id)).size, own: fields.every((one) => one.labels.length === 1 && one.closest("aluehaku-search").contains(one.labels[0])) };
    });
    assert.ok(found.fields > 1);
    assert.equal(found.ids, found.fields, content);
    assert.ok(found.own, content);
  }
  await page.locator(field).last().fill("hanke");
  await page.locator("#tulos li").first().waitFor();
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("#tulos")].map((one) => one.children.length > 0)), [false, true], "results stand under their own form");
});

check("keys of a composition are left to it", {}, async (page) => {
  await opened(page, hosted(element({ attributes: "shortcut" })));
  for (const key of ["Escape", "ArrowDown", "ArrowUp"]) {
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      const isPrevented = await page.evaluate(([key, composing]) => {
        const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...composing });
        document.querySelector("input[name=q]").dispatchEvent(event);
        return event.defaultPrevented;
      }, [key, composing]);
      assert.equal(isPrevented, false, key);
    }
  }
  assert.ok(await isOpen(page));
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
});

for (const [name, restore] of [
  ["its markup", (one) => (one.outerHTML = one.outerHTML)],
  ["a clone", (one) => one.replaceWith(one.cloneNode(true))],
  ["a clone of the whole page", () => document.body.replaceWith(document.body.cloneNode(true))],
]) {
  check(`restored from ${name} while the panel was open there is one panel, and it closes`, {}, async (page) => {
    // A clone is made anew as the page's own scripts do it, not as text by a page that trusts no text.
    const address = hosted(element({ attributes: 'shortcut="/"' }));
    await page.goto(address);
    await page.fill(field, "hanke");
    await page.locator(".aluehaku-panel li").first().waitFor();
    await page.evaluate(`{ const policy = globalThis.trustedTypes?.createPolicy("copies", { createHTML: (text) => text }); const act = ${restore}; const one = document.querySelector("aluehaku-search"); if (String(act).includes("outerHTML")) one.outerHTML = policy.createHTML(one.outerHTML); else act(one); }`);
    await page.waitForFunction(() => document.querySelector("aluehaku-search [role=status]"));
    assert.equal(await page.locator(".aluehaku-panel").count(), 1);
    assert.equal(await page.locator("aluehaku-search [role=status]").count(), 1);
    await page.fill(field, "hanke");
    await page.locator(".aluehaku-panel li").first().waitFor();
    await page.focus(field);
    await page.keyboard.press("Escape");
    await closes(page);
    assert.equal(await page.locator(".aluehaku-panel").count(), 1);
  });
}

check("moved to another place of the page it goes on", {}, async (page) => {
  await opened(page, hosted(`${element()}<section id="new"></section>`));
  await page.evaluate(() => document.getElementById("new").append(document.querySelector("aluehaku-search")));
  assert.equal(await isOpen(page), false);
  await page.fill(field, "kylä");
  await page.locator(".aluehaku-panel li").first().waitFor();
  assert.equal(await page.locator("[role=status]").count(), 1);
});

check("in a shadow root it looks and works as elsewhere", {}, async (page) => {
  await page.goto(hosted('<div id="host" lang="sv"></div><div id="deep"></div>'));
  await page.evaluate(() => {
    const root = document.getElementById("host").attachShadow({ mode: "open" });
    root.append(document.createElement("aluehaku-search"));
    const closed = document.getElementById("deep").attachShadow({ mode: "closed" });
    const inner = closed.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
    inner.append(document.createElement("aluehaku-search"));
    window.inner = inner;
  });
  assert.equal(await page.locator("#host label").innerText(), "Sök i regionernas nyheter");
  await page.locator(`#host ${field}`).fill("hanke");
  await page.locator("#host .aluehaku-panel li").first().waitFor();
  const looks = await page.evaluate(() => {
    const { shadowRoot } = document.getElementById("host");
    const of = (name) => getComputedStyle(shadowRoot.querySelector(name));
    return [of(".aluehaku-panel").position, of("[role=status]").position, of("ul").listStyleType];
  });
  assert.deepEqual(looks, ["absolute", "absolute", "none"]);
  const active = () => page.evaluate(() => document.getElementById("host").shadowRoot.activeElement.localName);
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(), "a");
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(), "input");
  await page.click("h1");
  assert.equal(await page.evaluate(() => document.getElementById("host").shadowRoot.querySelector(".aluehaku-panel").hidden), true);
  await page.evaluate(() => {
    const input = window.inner.querySelector("input[name=q]");
    input.value = "hanke";
    input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  });
  await page.waitForFunction(() => window.inner.querySelectorAll(".aluehaku-panel li").length > 1);
  assert.equal(await page.evaluate(() => getComputedStyle(window.inner.querySelector(".aluehaku-panel")).position), "absolute");
});

check("fields of the form may have any name", {}, async (page) => {
  const names = ["action", "method", "submit", "id", "name", "target", "elements", "length", "append", "querySelector", "addEventListener", "s", "page_id"];
  const fields = names.map((name) => `<input type="hidden" name="${name}" value="x">`).join("");
  await opened(page, hosted(element({ attributes: 'region="Keski-Suomi"', fields })));
  assert.ok((await page.locator(".aluehaku-panel li").count()) > 1);
  const end = new URL(await page.locator(".aluehaku-end a").getAttribute("href"));
  assert.deepEqual([...end.searchParams.keys()], ["q", "ui", "region"].sort((one) => (one === "q" ? -1 : 1)));
});

check("a form without the field is left alone, and the console says so once", { expected: [/no field named q/] }, async (page) => {
  const form = `<form action="${service}/search"><label>Hae <input name="s" type="search"></label><button>Hae</button></form>`;
  const said = await warned(page, async () => {
    await page.goto(hosted(`<aluehaku-search lang="fi">${form}</aluehaku-search>`));
    await page.fill("input[name=s]", "hanke");
    await page.evaluate(() => document.querySelector("aluehaku-search").append(" "));
    await page.evaluate(() => document.querySelector("aluehaku-search").setAttribute("lang", "sv"));
  });
  assert.equal(said.filter((words) => words.includes("no field named q")).length, 1);
  assert.equal(await page.locator("aluehaku-search form").count(), 1);
  assert.equal(await page.locator("aluehaku-search form > *").count(), 2);
  await page.evaluate(() => (document.querySelector("input[name=s]").name = "q"));
  await page.evaluate(() => document.querySelector("aluehaku-search").append(""));
  await page.locator(field).fill("hanke");
});

check("children that are made anew are alive again", {}, async (page) => {
  await opened(page, hosted(element({ attributes: 'region="Keski-Suomi"' })));
  await page.evaluate(() => {
    const form = document.querySelector("form");
    const twin = form.cloneNode(true);
    twin.querySelector("[type=hidden]")?.remove();
    form.replaceWith(twin);
  });
  await page.fill(field, "kylä");
  await page.locator(".aluehaku-panel li").first().waitFor();
  await page.evaluate(() => {
    const one = document.querySelector("aluehaku-search");
    one.replaceChildren(one.querySelector("form").cloneNode(true));
  });
  await page.fill(field, "hanke");
  await page.locator(".aluehaku-panel li").first().waitFor();
  assert.equal(await page.locator(".aluehaku-panel").count(), 1);
  assert.match(await page.locator(".aluehaku-end a").getAttribute("href"), /region=Keski-Suomi/);
  await page.evaluate(() => document.querySelector("aluehaku-search").replaceChildren());
  assert.equal(await page.locator("aluehaku-search form").count(), 1, "a form of its own where there is none");
  await page.fill(field, "hanke");
  await page.locator(".aluehaku-panel li").first().waitFor();
});

check("a form that comes after the element is the only one", {}, async (page) => {
  await page.goto(hosted("<div id=\"place\"></div>"));
  await page.evaluate((service) => {
    const one = document.createElement("aluehaku-search");
    document.getElementById("place").append(one);
    const form = document.createElement("form");
    form.setAttribute("action", `${service}/search`);
    const input = form.appendChild(document.createElement("input"));
    Object.assign(input, { name: "q", type: "search", ariaLabel: "Hae" });
    one.append(form);
  }, service);
  assert.equal(await page.locator("aluehaku-search form").count(), 1);
  assert.equal(await page.locator("aluehaku-search button").count(), 0, "not the form of the element");
  await page.fill(field, "hanke");
  await page.locator(".aluehaku-panel li").first().waitFor();
});

check("attributes that change are followed", {}, async (page) => {
  const set = (name, value) => page.evaluate(([name, value]) => document.querySelector("aluehaku-search").setAttribute(name, value), [name, value]);
  await opened(page, hosted(`<aluehaku-search limit="3"></aluehaku-search><div id="results"></div>`));
  const end = async () => new URL(await page.locator(".aluehaku-end a").getAttribute("href")).searchParams;
  await set("limit", "5");
  await page.waitForFunction(() => document.querySelectorAll(".aluehaku-panel li").length === 5);
  await set("region", "Uusimaa");
  await page.waitForFunction(() => document.querySelector(".aluehaku-end a").search.includes("region=Uusimaa"));
  await set("region", "Kanta-Häme");
  await page.waitForFunction(() => document.querySelector(".aluehaku-end a").search.includes("region=Kanta"));
  assert.equal((await end()).getAll("region").length, 1);
  await page.evaluate(() => document.querySelector("aluehaku-search").removeAttribute("region"));
  await page.waitForFunction(() => !document.querySelector(".aluehaku-end a").search.includes("region="));
  await set("lang", "en");
  await page.waitForFunction(() => document.querySelector(".aluehaku-count").textContent.endsWith("results"));
  assert.equal((await end()).get("ui"), "en");
  assert.equal(await page.locator("aluehaku-search label").innerText(), "Search regional news");
  await set("target", "#results");
  await page.locator("#results li").first().waitFor();
  assert.equal(await page.locator(".aluehaku-panel").count(), 0);
  await page.evaluate(() => document.querySelector("aluehaku-search").removeAttribute("target"));
  await page.locator(".aluehaku-panel li").first().waitFor();
  assert.equal(await page.locator("#results > *").count(), 0);
});

check("a preset that the form names, too, is followed when the attribute changes", {}, async (page) => {
  const fields = '<input type="hidden" name="region" value="Keski-Suomi"><input type="hidden" name="ui" value="fi">';
  await opened(page, hosted(element({ attributes: 'region="Keski-Suomi" lang="fi"', fields })));
  await page.evaluate(() => document.querySelector("aluehaku-search").setAttribute("region", "Uusimaa"));
  await page.evaluate(() => document.querySelector("aluehaku-search").setAttribute("lang", "sv"));
  await page.waitForFunction(() => /region=Uusimaa.*ui=sv/.test(document.querySelector(".aluehaku-end a").search));
});

check("in a card that cuts off what is too high the panel is whole", {}, async (page) => {
  const head = "<style>.card { overflow: hidden; height: 140px; width: 240px; transform: scale(1) } body { margin: 0; min-height: 3000px }</style>";
  await opened(page, hosted(`<div class="card">${element()}</div>`, { head, leave: STYLES }));
  const found = await page.evaluate(() => {
    const panel = document.querySelector(".aluehaku-panel");
    const box = panel.getBoundingClientRect();
    const seen = document.elementFromPoint(box.left + box.width / 2, box.bottom - 8);
    const form = document.querySelector("form").getBoundingClientRect();
    return { isWhole: panel.contains(seen), width: box.width, gap: box.top - form.bottom, left: box.left, height: box.height };
  });
  assert.ok(found.isWhole && found.height > 200, JSON.stringify(found));
  assert.ok(found.width >= 320 && found.left >= 0 && found.gap >= 0 && found.gap < 20, JSON.stringify(found));
  await page.evaluate(() => scrollTo(0, 60));
  const gap = await page.evaluate(() => document.querySelector(".aluehaku-panel").getBoundingClientRect().top - document.querySelector("form").getBoundingClientRect().bottom);
  assert.ok(gap >= 0 && gap < 20, "it moves with the page");
});

check("at the foot of the window the panel opens upwards", {}, async (page) => {
  const head = "<style>body { margin: 0 } .foot { position: fixed; bottom: 0; width: 100% }</style>";
  await opened(page, hosted(`<div class="foot">${element()}</div>`, { head, leave: STYLES }));
  const { top, bottom, form } = await page.evaluate(() => ({ ...document.querySelector(".aluehaku-panel").getBoundingClientRect().toJSON(), form: document.querySelector("form").getBoundingClientRect().top }));
  assert.ok(top >= 0 && bottom <= form, `${top} ${bottom} ${form}`);
});

for (const [name, scheme, css, isDark] of [
  ["dark by its own rules while the system is light", "light", "body { background: #14181c; color: #e8e8e8 }", true],
  ["dark by color-scheme", "light", ":root { color-scheme: dark }", true],
  ["dark in newer notations of colours", "light", "body { background: oklch(0.2 0.02 250); color: oklch(0.93 0.01 250) }", true],
  ["light by its own rules while the system is dark", "dark", ":root { color-scheme: light dark } body { background: #fff; color: #222 }", false],
  ["light for it knows no other", "dark", "", false],
]) {
  check(`the colours follow a page that is ${name}`, { scheme }, async (page) => {
    await opened(page, hosted(element(), { head: `<style>${css}</style>`, leave: STYLES }));
    const [panel, input] = await colours(page);
    assert.equal(panel < 0.5, isDark, `${panel}`);
    assert.equal(input < 0.5, isDark, `${input}`);
  });
}

check("the colours follow a page that turns dark", {}, async (page) => {
  const head = "<style>html.dark body { background: #111; color: #eee }</style>";
  await opened(page, hosted(element(), { head, leave: STYLES }));
  assert.ok((await colours(page))[0] > 0.5);
  await page.evaluate(() => document.documentElement.classList.add("dark"));
  const [panel, input] = await colours(page);
  assert.ok(panel < 0.5 && input < 0.5);
});

check("the colours follow a system that turns dark, where the page does", {}, async (page) => {
  await opened(page, hosted(`${element({ attributes: 'target="place"' })}<div id="place"></div><aluehaku-news></aluehaku-news>`, { head: "<style>:root { color-scheme: light dark }</style>", leave: STYLES }));
  const are = (scheme) => page.waitForFunction((scheme) => ["aluehaku-search", "#place", "aluehaku-news"].every((name) => document.querySelector(name).classList.contains(`aluehaku-${scheme}`)), scheme);
  await are("light");
  await page.emulateMedia({ colorScheme: "dark" });
  await are("dark");
});

check("variables of the page win over everything", {}, async (page) => {
  const head = "<style>aluehaku-search { --aluehaku-surface: rgb(1, 2, 3); --aluehaku-text: rgb(250, 251, 252) }</style>";
  await opened(page, hosted(element(), { head, leave: STYLES }));
  const style = await page.locator(".aluehaku-panel").evaluate((panel) => [getComputedStyle(panel).backgroundColor, getComputedStyle(panel).color]);
  assert.deepEqual(style, ["rgb(1, 2, 3)", "rgb(250, 251, 252)"]);
});

// How light the surfaces of panel and field are, from 0 to 1.
function colours(page) {
  return page.evaluate(() =>
    [".aluehaku-panel", "input[name=q]"].map((name) => {
      const colour = getComputedStyle(document.querySelector(name)).backgroundColor;
      return Number(colour.match(/\d+/g)[0]) / 255;
    }),
  );
}
