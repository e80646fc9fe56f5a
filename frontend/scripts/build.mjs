// In: src/*.ts, src/workbench/ and the font packages. Out, in the folder given as argument (the package):
//   publish/static/built/   theme.js, site.js, fonts/                  the published site
//   web/static/built/       workbench.js, workbench.css, theme.js, fonts/   the workbench
// Classic scripts (IIFE) because a page opened from a folder may neither load modules nor fetch.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const pack = resolve(process.argv[2] ?? join(here, "../src/kartoteka"));
const site = join(pack, "publish/static/built");
const workbench = join(pack, "web/static/built");

const bundle = (entry, name, out) =>
  build({
    root: here,
    configFile: false,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: "es2022",
      lib: {
        entry: join(here, "src", entry),
        formats: ["iife"],
        name: `kartoteka_${name}`,
        fileName: () => `${name}.js`,
      },
    },
  });

for (const out of [site, workbench]) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
}
await bundle("theme.ts", "theme", site);
await bundle("site.ts", "site", site);
await bundle("theme.ts", "theme", workbench);
await bundle("workbench/main.tsx", "workbench", workbench);

// One design language: the site's type, colours, entries and drawings, then what only the workbench has.
const shared = ["base", "entries", "drawings", "found"].map((name) =>
  join(here, "../src/kartoteka/publish/static", `${name}.css`),
);
const own = readdirSync(join(here, "src/workbench/css"))
  .sort()
  .map((name) => join(here, "src/workbench/css", name));
writeFileSync(
  join(workbench, "workbench.css"),
  [...shared, ...own].map((path) => readFileSync(path, "utf8")).join("\n"),
);

// Variable fonts with the alphabets of English, Russian and their neighbours.
const FONTS = [
  ["literata", ["opsz-normal", "opsz-italic"]],
  ["source-sans-3", ["wght-normal"]],
];
const SUBSETS = ["latin", "latin-ext", "cyrillic"];
for (const out of [site, workbench]) {
  const fonts = join(out, "fonts");
  mkdirSync(fonts, { recursive: true });
  const licences = [];
  for (const [family, cuts] of FONTS) {
    const from = join(here, "node_modules/@fontsource-variable", family);
    for (const cut of cuts) {
      for (const subset of SUBSETS) {
        const name = `${family}-${subset}-${cut}.woff2`;
        cpSync(join(from, "files", name), join(fonts, name));
      }
    }
    licences.push(`${family}\n\n${readFileSync(join(from, "LICENSE"), "utf8")}`);
  }
  writeFileSync(join(fonts, "OFL.txt"), licences.join("\n\n"));
}
