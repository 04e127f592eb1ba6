// Builds tumbuh/web/static/vendor: the compiled style sheet, htmx and the font, with their licences and versions.
// Usage: npm ci && npm run build. The results are committed, so that a running Tumbuh needs no node.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const STYLES = "tumbuh/web/styles";
const COMPONENTS = "tumbuh/web/components";
const OUT = "tumbuh/web/static/vendor";
const PACKAGES = {
  bootstrap: { licence: "LICENSE", files: {} },
  "htmx.org": { licence: "LICENSE", files: { "dist/htmx.min.js": "htmx.min.js" } },
  "@fontsource-variable/plus-jakarta-sans": {
    licence: "LICENSE",
    files: { "files/plus-jakarta-sans-latin-wght-normal.woff2": "plus-jakarta-sans/latin.woff2" },
  },
};

const version = (name) => JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8")).version;
const sha256 = (content) => createHash("sha256").update(content).digest("hex");
const short = (name) => name.replace(/^@[^/]+\//, "").replace(/\.org$/, "");

mkdirSync(join(OUT, "plus-jakarta-sans"), { recursive: true });
const packages = {};
for (const [name, { licence, files }] of Object.entries(PACKAGES)) {
  for (const [from, to] of Object.entries(files)) copyFileSync(join("node_modules", name, from), join(OUT, to));
  copyFileSync(join("node_modules", name, licence), join(OUT, `LICENSE-${short(name)}.txt`));
  packages[name] = version(name);
}

const banner = `/*! Tumbuh, Apache-2.0. Contains Bootstrap ${packages.bootstrap}, MIT (LICENSE-bootstrap.txt). Built by scripts/assets.mjs. */\n`;
const quiet = { silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"], quietDeps: true };
const styled = readdirSync(COMPONENTS).sort().filter((name) => existsSync(join(COMPONENTS, name, "style.scss")));
const together = styled.map((name) => `@import "${name}/style";`).join("\n");
const page = readFileSync(join(STYLES, "site.scss"), "utf8").replace('@import "components";', together);
const { css } = sass.compileString(page, { style: "compressed", loadPaths: ["node_modules", STYLES, COMPONENTS], ...quiet });
writeFileSync(join(OUT, "site.css"), banner + css.replace(/^@charset[^;]*;|^\uFEFF/, "").replace(/\/\*![\s\S]*?\*\//g, ""));

const files = [...readdirSync(STYLES).sort().map((name) => join(STYLES, name)), ...styled.map((name) => join(COMPONENTS, name, "style.scss"))];
const sources = Object.fromEntries(files.map((path) => [path, sha256(readFileSync(path))]));
const built = ["site.css", "htmx.min.js", "plus-jakarta-sans/latin.woff2"].map((name) => {
  const content = readFileSync(join(OUT, name));
  return [name, { sha256: sha256(content), bytes: content.length, gzip_bytes: gzipSync(content, { level: 9 }).length }];
});
const manifest = { packages, sources, built: Object.fromEntries(built) };
writeFileSync(join(OUT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
for (const [name, { bytes, gzip_bytes }] of built) console.log(`${name}: ${bytes} bytes, ${gzip_bytes} gzipped`);
