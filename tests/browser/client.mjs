// A client that openapi-generator makes of the service's own description finds, reads and goes on.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { service } from "./service.mjs";

const GENERATOR = new URL("generator/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "aluehaku-client-"));
let api;

function generator(...options) {
  const jar = readdirSync(GENERATOR).filter((name) => name.endsWith(".jar")).sort().at(-1);
  return execFileSync("java", ["-jar", join(GENERATOR, jar), ...options], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

before(async () => {
  generator("generate", "-i", `${service}/openapi.json`, "-g", "typescript-fetch", "-o", folder);
  const outfile = join(folder, "client.mjs");
  await build({ entryPoints: [join(folder, "index.ts")], bundle: true, format: "esm", platform: "node", outfile, logLevel: "error" });
  const client = await import(pathToFileURL(outfile));
  const configuration = new client.Configuration({ basePath: service });
  const of = (name) => new client[`${name}Api`](configuration);
  api = { search: of("Search"), articles: of("Articles"), names: of("Names"), sources: of("Sources") };
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("the description has no faults", () => {
  assert.match(generator("validate", "-i", `${service}/openapi.json`), /No validation issues detected/);
});

test("a search is read with its types, and goes on by its cursor", async () => {
  const found = await api.search.search({ q: "hanke", perPage: 5, facets: "region" });
  assert.equal(found.hits.length, 5);
  assert.ok(found.total.value > 5 && found.facets.region.buckets.length > 1);
  const after = new URLSearchParams(found.next).get("after");
  const more = await api.search.search({ q: "hanke", perPage: 5, after });
  assert.ok(more.hits.every((hit) => !found.hits.some((known) => known.id === hit.id)));
});

test("an article, its versions and their citation are read", async () => {
  const { hits } = await api.search.search({ q: "hanke", perPage: 1 });
  const article = await api.articles.article({ id: hits[0].id });
  assert.equal(article.title, hits[0].title);
  const { versions } = await api.articles.versions({ id: article.id });
  assert.equal(versions.length, 1);
  const version = await api.articles.version({ id: article.id, version: versions[0].version });
  assert.equal(version.title, article.title);
  const cited = await api.articles.articleRaw({ id: article.id, format: "bibtex" });
  assert.match(await cited.raw.text(), /^@misc\{/);
});

test("names, events, quotes, sources and the comparison are read", async () => {
  const { names } = await api.names.projects({ perPage: 3 });
  assert.equal(names.length, 3);
  const project = await api.names.project({ slug: names[0].page.split("/").pop() });
  assert.equal(project.name, names[0].name);
  assert.ok((await api.names.events({ month: "2025-04" })).events.length > 0);
  assert.ok(Array.isArray((await api.names.quotes({ perPage: 5 })).quotes));
  assert.ok((await api.search.compare({ q: "hanke" })).country.articles > 0);
  assert.ok((await api.sources.sources()).sources.length >= 5);
});
