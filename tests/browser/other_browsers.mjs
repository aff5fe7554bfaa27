// Firefox and WebKit, each driven as its makers have it: Firefox speaks WebDriver BiDi itself, WebKit by the WebDriver
// that comes with it. Both are used through one small set of verbs.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";

const FIREFOX = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find((place) => place && existsSync(place));
const WEBKIT_DRIVER = [process.env.WEBKIT_DRIVER, "/usr/bin/WebKitWebDriver"].find((place) => place && existsSync(place));
// A browser on a busy machine takes its time to start and to show a page.
const PATIENCE = 60_000;
// A page that gives way to the next never answers what it was asked last.
const PATIENCE_WITH_PAGE = 3_000;

// What WebDriver calls keys.
const KEYS = { ArrowDown: "\uE015", ArrowUp: "\uE013", Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004" };

// A window of a browser. `run` evaluates the text of a function with values, `press` sends keys.
class Window {
  // Opens a window; whatever was started for one that cannot be opened is ended.
  static async open() {
    const window = new this();
    try {
      await window.start();
    } catch (error) {
      await window.close();
      throw error;
    }
    return window;
  }

  async evaluate(work, ...values) {
    return this.run(`(${work})`, values);
  }

  // Waits until a function of the page is true, also while the page gives way to the next.
  async until(work, ...values) {
    const end = Date.now() + PATIENCE;
    let last;
    while (Date.now() < end) {
      last = await this.evaluate(work, ...values).catch((error) => String(error));
      if (last === true) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`it never came true, and was ${last}: ${work}`);
  }

  // Clicks what a selector finds first, in the middle, as a mouse does.
  async click(selector) {
    await this.until((wanted) => document.querySelector(wanted) !== null, selector);
    const [x, y] = await this.evaluate((wanted) => {
      const element = document.querySelector(wanted);
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const box = element.getClientRects()[0];
      return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    }, selector);
    await this.actions([{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: [
      { type: "pointerMove", x, y, duration: 0 }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 },
    ] }]);
  }

  // Types into what has the focus.
  async type(words) {
    const keys = [...words].map((key) => [{ type: "keyDown", value: key }, { type: "keyUp", value: key }]);
    await this.actions([{ type: "key", id: "keyboard", actions: keys.flat() }]);
  }

  async press(key) {
    await this.type([KEYS[key]]);
  }
}

class FirefoxWindow extends Window {
  #answers = new Map();
  #number = 0;

  async start() {
    this.profile = await mkdtemp(join(tmpdir(), "aluehaku-firefox-"));
    const flags = ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", this.profile, "--width", "1280", "--height", "900", "about:blank"];
    this.process = spawn(FIREFOX, flags, { stdio: ["ignore", "ignore", "pipe"] });
    const address = await said(this.process.stderr, /WebDriver BiDi listening on (ws:\/\/\S+)/);
    this.socket = new WebSocket(`${address}/session`);
    await new Promise((done, failed) => this.socket.once("open", done).once("error", failed));
    this.socket.on("message", (message) => this.#receive(JSON.parse(message)));
    await this.send("session.new", { capabilities: {} });
    const { contexts } = await this.send("browsingContext.getTree", {});
    this.context = contexts[0].context;
  }

  #receive({ id, type, result, message }) {
    const { done, failed, impatience } = this.#answers.get(id) ?? {};
    this.#answers.delete(id);
    clearTimeout(impatience);
    if (type === "success") done?.(result);
    else failed?.(new Error(message));
  }

  send(method, params, patience = PATIENCE) {
    const id = ++this.#number;
    const answer = new Promise((done, failed) => {
      const impatience = setTimeout(() => failed(new Error(`no answer to ${method}`)), patience);
      this.#answers.set(id, { done, failed, impatience });
    });
    this.socket.send(JSON.stringify({ id, method, params }));
    return answer;
  }

  // Firefox does not always tell that a page of another site is complete: the page itself is asked.
  async goto(url) {
    await this.send("browsingContext.navigate", { context: this.context, url, wait: "none" });
    await this.until((wanted) => location.href === wanted && document.readyState === "complete", new URL(url).href);
  }

  async run(functionText, values) {
    const declaration = `async () => JSON.stringify((await ${functionText}(...${JSON.stringify(values)})) ?? null)`;
    const told = await this.send("script.callFunction", { functionDeclaration: declaration, awaitPromise: true, target: { context: this.context } }, PATIENCE_WITH_PAGE);
    if (told.type === "exception") throw new Error(told.exceptionDetails.text);
    return JSON.parse(told.result.value);
  }

  async actions(actions) {
    await this.send("input.performActions", { context: this.context, actions });
  }

  async close() {
    this.socket?.terminate();
    await ended(this.process);
    if (this.profile) await rm(this.profile, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

class WebKitWindow extends Window {
  async start() {
    this.home = await mkdtemp(join(tmpdir(), "aluehaku-webkit-"));
    const port = await freePort();
    const environment = { ...process.env, HOME: this.home, WEBKIT_DISABLE_COMPOSITING_MODE: "1", GDK_BACKEND: "x11" };
    if (!process.env.DISPLAY) {
      this.screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
      environment.DISPLAY = `:${await said(this.screen.stdio[3], /(\d+)\s/)}`;
    }
    this.process = spawn(WEBKIT_DRIVER, [`--port=${port}`], { stdio: "ignore", env: environment });
    this.address = `http://127.0.0.1:${port}`;
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { args: ["--automation"], binary: miniBrowser() } } };
    const { sessionId } = await this.ask("POST", "/session", { capabilities });
    this.address += `/session/${sessionId}`;
  }

  // The driver needs a moment until it listens.
  async ask(method, path, body) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const request = { method, headers: { "content-type": "application/json" }, body: body && JSON.stringify(body) };
      const answer = await fetch(this.address + path, request).catch((error) => error);
      if (answer instanceof Error) {
        if (Date.now() > end || this.process.exitCode !== null) throw answer;
        await new Promise((done) => setTimeout(done, 50));
        continue;
      }
      const { value } = await answer.json();
      if (!answer.ok) throw new Error(value.message || value.error);
      return value;
    }
  }

  async goto(url) {
    await this.ask("POST", "/url", { url });
  }

  async run(functionText, values) {
    const script = `const done = arguments[0]; Promise.resolve(${functionText}(...${JSON.stringify(values)})).then((value) => done(JSON.stringify(value ?? null)));`;
    return JSON.parse(await this.ask("POST", "/execute/async", { script, args: [] }));
  }

  async actions(actions) {
    await this.ask("POST", "/actions", { actions });
  }

  async close() {
    if (this.address?.includes("/session/")) await this.ask("DELETE", "").catch(() => {});
    await ended(this.process);
    await ended(this.screen);
    if (this.home) await rm(this.home, { recursive: true, force: true });
  }
}

export const browsers = {
  firefox: FIREFOX && FirefoxWindow,
  webkit: WEBKIT_DRIVER && miniBrowser() && WebKitWindow,
};

function miniBrowser() {
  const folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/libexec", "/usr/lib"];
  const places = folders.flatMap((folder) => ["4.1", "6.0", "4.0"].map((version) => `${folder}/webkit2gtk-${version}/MiniBrowser`));
  return [process.env.MINI_BROWSER, ...places].find((place) => place && existsSync(place));
}

// What a process says that fits a pattern.
function said(stream, pattern) {
  return new Promise((done, failed) => {
    let text = "";
    const impatience = setTimeout(() => failed(new Error(`nothing said ${pattern}: ${text}`)), PATIENCE);
    stream.on("data", (part) => {
      text += part;
      const found = text.match(pattern);
      if (!found) return;
      clearTimeout(impatience);
      done(found[1]);
    });
  });
}

async function ended(process) {
  if (!process) return;
  const end = new Promise((done) => (process.exitCode === null && process.signalCode === null ? process.once("exit", done) : done()));
  process.kill();
  const force = setTimeout(() => process.kill("SIGKILL"), 5000);
  await end;
  clearTimeout(force);
}
