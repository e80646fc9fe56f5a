// In: src/*.ts and the font packages. Out: classic scripts and fonts, in the folder given as argument.
// Classic (IIFE) because a page opened from a folder may neither load modules nor fetch.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const out = resolve(process.argv[2] ?? join(here, "../src/kartoteka/publish/static/built"));

rmSync(out, { recursive: true, force: true });
for (const entry of ["theme", "site"]) {
  await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: out,
      emptyOutDir: false,
      target: "es2022",
      lib: {
        entry: join(here, "src", `${entry}.ts`),
        formats: ["iife"],
        name: `kartoteka_${entry}`,
        fileName: () => `${entry}.js`,
      },
    },
  });
}

// Variable fonts with the alphabets of English, Russian and their neighbours.
const FONTS = [
  ["literata", ["opsz-normal", "opsz-italic"]],
  ["source-sans-3", ["wght-normal"]],
];
const SUBSETS = ["latin", "latin-ext", "cyrillic"];
const fonts = join(out, "fonts");
mkdirSync(fonts, { recursive: true });
const licences = [];
for (const [family, cuts] of FONTS) {
  const from = join(here, "node_modules/@fontsource-variable", family);
  for (const cut of cuts) {
    for (const subset of SUBSETS) {
      cpSync(
        join(from, "files", `${family}-${subset}-${cut}.woff2`),
        join(fonts, `${family}-${subset}-${cut}.woff2`),
      );
    }
  }
  licences.push(`${family}\n\n${readFileSync(join(from, "LICENSE"), "utf8")}`);
}
writeFileSync(join(fonts, "OFL.txt"), licences.join("\n\n"));
