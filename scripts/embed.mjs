// Builds the script that other sites embed, from src/http/embed/script into one small file.
//
//     node scripts/embed.mjs 1.1.0
//
// writes src/http/embed/search-1.1.0.js and prints the hash for src/http/embed/mod.rs. A released file
// stays as it is for ever: changes go into a new number. esbuild comes with `scripts/setup.sh test`.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const esbuild = createRequire(join(ROOT, "tests/browser/package.json"))("esbuild");

const style = {
  name: "style",
  setup: (build) =>
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    }),
};

// The script as it is served.
export async function built(number) {
  const result = await esbuild.build({
    entryPoints: [join(ROOT, "src/http/embed/script/index.js")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    banner: { js: `// Aluehaku ${number}, MIT OR Apache-2.0.` },
    plugins: [style],
  });
  return result.outputFiles[0].text;
}

// Its hash for the attribute `integrity`.
export const integrity = (script) => `sha384-${createHash("sha384").update(script).digest("base64")}`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const number = process.argv[2];
  if (!/^\d+\.\d+\.\d+$/.test(number ?? "")) throw new Error("say which version: node scripts/embed.mjs 1.1.0");
  const script = await built(number);
  writeFileSync(join(ROOT, `src/http/embed/search-${number}.js`), script);
  console.log(integrity(script));
}
