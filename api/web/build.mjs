// Builds the pages: every entry and its chunks, the style sheet, the shell, the service worker.

import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import * as esbuild from "esbuild";

const OUT = "static";
const COMMON = { bundle: true, minify: true, target: "es2022", legalComments: "none" };

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await cp("src/shell", OUT, { recursive: true });

const styles = await esbuild.build({
  ...COMMON,
  entryPoints: { app: "src/styles/index.css" },
  outdir: OUT,
  write: false,
});
const sheet = styles.outputFiles[0].text;
await writeFile(`${OUT}/app.css`, sheet);

/** Lets a module import the whole style sheet as a text, for shadow roots. */
const sheetAsText = {
  name: "sheet",
  setup(build) {
    build.onResolve({ filter: /^bokeh:sheet$/ }, ({ path }) => ({ path, namespace: "sheet" }));
    build.onLoad({ filter: /.*/, namespace: "sheet" }, () => ({ contents: sheet, loader: "text" }));
  },
};

await esbuild.build({
  ...COMMON,
  entryPoints: {
    app: "src/app.ts",
    "bokeh-panel": "src/panel.ts",
    parts: "src/parts.ts",
  },
  format: "esm",
  splitting: true,
  chunkNames: "c/[name]-[hash]",
  outdir: OUT,
  charset: "utf8",
  plugins: [sheetAsText],
  tsconfig: "tsconfig.json",
});

const files = (await readdir(OUT, { recursive: true })).filter((name) => /\.(js|css)$/.test(name));
const contents = await Promise.all(files.sort().map((name) => readFile(`${OUT}/${name}`)));
const version = createHash("sha256").update(Buffer.concat(contents)).digest("hex").slice(0, 12);
await esbuild.build({
  ...COMMON,
  entryPoints: { sw: "src/sw.ts" },
  format: "iife",
  outdir: OUT,
  define: { VERSION: JSON.stringify(version) },
});
