// Makes static/built/ from static/css/ and the packages in node_modules: one stylesheet, our own copy of the
// typeface, no third party. Run from the project root: npm run build
import { createRequire } from "node:module";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { browserslistToTargets, bundleAsync } from "lightningcss";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "css");
const built = join(here, "built");
const require = createRequire(import.meta.url);

const targets = browserslistToTargets(["chrome 111", "edge 111", "firefox 115", "safari 16.4", "ios_saf 16.4"]);
const subsets = ["latin", "latin-ext"];

// The default theme brings three brand palettes and blue; ours come from tokens.css and from the site's own colour.
// It turns dark only where an attribute asks; we also turn dark where the reader asks.
function ownTheme(text) {
  const theme = text
    .replace(/^\s*--ds-color-(accent|neutral|brand1|brand2)-[\w-]+: #.*\n/gm, "")
    .replace(/@media \(prefers-color-scheme: light\) \{\s*\[data-color-scheme="auto"\] \{[^}]*\}\s*\}/, "")
    .replace(/@layer ds\.theme\.color \{\s*\[data-color="brand[12]"\][^}]*\}\s*\}/g, "")
    .replace(
      /(@media \(prefers-color-scheme: dark\) \{\s*)\[data-color-scheme="auto"\]/,
      '$1:root:not([data-color-scheme="light"], [data-color-scheme="dark"]), [data-color-scheme="auto"]',
    );
  for (const sign of [":root:not([data-color-scheme", "--ds-color-danger-base-default", '[data-color="neutral"]']) {
    if (!theme.includes(sign)) throw new Error(`The theme of Designsystemet has changed: ${sign} is missing.`);
  }
  return theme;
}

async function stylesheet(name) {
  const { code } = await bundleAsync({
    filename: join(source, name),
    minify: true,
    targets,
    resolver: {
      resolve: (specifier, from) =>
        specifier.startsWith(".") ? resolve(dirname(from), specifier) : require.resolve(specifier),
      read: async (path) => {
        const text = await readFile(path, "utf8");
        return path.endsWith("/themes/designsystemet.css") ? ownTheme(text) : text;
      },
    },
  });
  return Buffer.from(code);
}

// The faces of Inter as @font-face, with the ranges its publisher gives, and an Arial stretched to the same width so
// that nothing jumps when the typeface arrives.
async function typeface() {
  const home = dirname(require.resolve("@fontsource-variable/inter/wght.css"));
  const published = await readFile(join(home, "wght.css"), "utf8");
  const files = new Map();
  let css = "";
  for (const subset of subsets) {
    const file = `inter-${subset}-wght-normal.woff2`;
    const face = published.split("@font-face").find((part) => part.includes(`/${file}`));
    const range = face?.match(/unicode-range:\s*([^;}]+)/)?.[1];
    if (!range) throw new Error(`Inter has no face named ${file} any more.`);
    files.set(join("fonts", file), await readFile(join(home, "files", file)));
    css +=
      `@font-face{font-family:Inter;font-style:normal;font-weight:100 900;font-display:swap;` +
      `src:url(fonts/${file}) format("woff2");unicode-range:${range}}`;
  }
  css +=
    `@font-face{font-family:"Inter Fallback";src:local("Arial"),local("Liberation Sans"),local("Helvetica");` +
    `ascent-override:90.44%;descent-override:22.52%;line-gap-override:0%;size-adjust:107.12%}`;
  files.set(join("fonts", "LICENSE.txt"), await readFile(join(home, "LICENSE")));
  return { css: Buffer.from(css), files };
}

async function write(files) {
  const wanted = new Set([...files.keys()].map((name) => join(built, name)));
  await mkdir(join(built, "fonts"), { recursive: true });
  for (const folder of [built, join(built, "fonts")]) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isFile() && !wanted.has(path)) await rm(path);
    }
  }
  for (const [name, content] of files) {
    const path = join(built, name);
    const old = await readFile(path).catch(() => null);
    if (!old?.equals(content)) await writeFile(path, content);
  }
}

function report(files) {
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
  for (const [name, content] of files) {
    if (name.endsWith(".txt")) continue;
    const packed = name.endsWith(".woff2") ? content.length : brotliCompressSync(content).length;
    const path = relative(process.cwd(), join(built, name));
    process.stdout.write(`${path.padEnd(52)}${kilobytes(content.length)}${kilobytes(packed)} brotli\n`);
  }
}

const { css, files } = await typeface();
files.set("portal.css", Buffer.concat([css, await stylesheet("portal.css")]));
for (const name of ["admin.css", "paper.css"]) {
  if ((await readdir(source)).includes(name)) files.set(name, await stylesheet(name));
}
await write(files);
report(files);
