// A browser as readers have it, and what must hold on every page: nothing on the console, no request
// to anywhere but the service and the page that embeds it.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { origins, service } from "./service.mjs";

export { service };


const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser;

before(async () => {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  assert.ok(executablePath, "no Chromium here: install the package chromium, or name one in CHROMIUM");
  browser = await chromium.launch({ executablePath, args: FLAGS });
});

after(() => browser?.close());

export const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 320, height: 700 }, handset: { width: 390, height: 844 } };

// Opens a browser window, hands its page over, and checks afterwards what must always hold;
// `expected` are patterns of what the console may say all the same.
export async function visit(options, work) {
  const { size = "desktop", scheme = "light", locale = "fi-FI", expected = [], ...rest } = options;
  const context = await browser.newContext({ viewport: sizes[size], colorScheme: scheme, locale, reducedMotion: "reduce", ...rest });
  context.setDefaultTimeout(15_000);
  const complaints = [];
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (![service, ...origins].includes(origin) && protocol !== "data:") complaints.push(`request to ${request.url()}`);
  });
  try {
    await work(page, context);
    assert.deepEqual(complaints.filter((said) => !expected.some((pattern) => pattern.test(said))), []);
    assert.deepEqual(await context.cookies(), [], "no cookies");
  } finally {
    await context.close();
  }
}

// A test of one page.
export function check(name, options, work) {
  test(name, () => visit(options, work));
}

export async function heading(page) {
  return (await page.locator("h1").innerText()).trim();
}

// The number that a heading such as "34 osumaa haulla ”hanke”" begins with.
export async function total(page) {
  return Number.parseInt(await heading(page), 10);
}

export async function isAtTotal(page, expected) {
  await page.waitForFunction((number) => document.querySelector("h1").innerText.startsWith(`${number} `), expected);
}
