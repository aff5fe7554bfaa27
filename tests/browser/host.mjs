// A site of somebody else that embeds what the service offers. Its pages are what a test says, under a
// policy that allows what the page /embed asks for and nothing more.

import { createServer } from "node:http";
import { after, before } from "node:test";
import { origins, service } from "./service.mjs";

const POLICY = `default-src 'none'; script-src ${service}; connect-src ${service}; form-action ${service}; base-uri 'none'; require-trusted-types-for 'script'`;
const pages = new Map();
let server;
let origin;

before(async () => {
  server = createServer((request, response) => {
    const page = pages.get(request.url);
    response.writeHead(page ? 200 : 404, page?.headers).end(page?.html);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${server.address().port}`;
  origins.push(origin);
});

after(() => server.close());

// The element as the page /embed gives it, around a form.
export function element({ attributes = "", fields = "", id = "aluehaku-q" } = {}) {
  return `<aluehaku-search ${attributes}><form action="${service}/search" role="search"><label for="${id}">Hae uutisista</label>
<input id="${id}" name="q" type="search">${fields}<button type="submit">Hae</button></form></aluehaku-search>`;
}

// Address of a page with some content. `leave` is added to the policy, `script` is the address of the
// script, `head` what else stands in the head.
export function hosted(content, { leave = "", script = `${service}/embed/1.1.0/search.js`, head = "" } = {}) {
  const path = `/page-${pages.size}`;
  const html = `<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>Yhdistys</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}
<script type="module" src="${script}" crossorigin="anonymous"></script></head>
<body><main><h1>Yhdistys</h1>${content}<p id="outside">Muuta sisältöä.</p></main></body></html>`;
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY + leave };
  pages.set(path, { html, headers });
  return origin + path;
}
