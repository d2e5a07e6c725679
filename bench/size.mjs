// npm run size: what pages load of the library, and where it comes from, in docs/bundle-size.md. Fails above the limits.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minifySync } from "vite";
import { compressed, library, pageScript, pages } from "./bundle.mjs";

/** The library's file and those that it imports at once. */
function filesOf(file, seen = new Set()) {
  seen.add(file);
  for (const [, other] of readFileSync(file, "utf8").matchAll(/^(?:import|export)\b[^;]*?\bfrom "\.\/([^"]+)"/gm)) {
    const path = join(dirname(file), other);
    if (!seen.has(path)) filesOf(path, seen);
  }
  return [...seen];
}

/** Code by room of src/. The build says before each module, in a line of its own, which file it came from. */
function rooms() {
  const found = new Map();
  let room = "other";
  for (const line of filesOf(library).flatMap((file) => readFileSync(file, "utf8").split("\n"))) {
    const file = /^\/\/ (\S+\.[jt]s)$/.exec(line)?.[1];
    if (file !== undefined) room = roomOf(file);
    else if (!/^(import|export) \{/.test(line)) found.set(room, `${found.get(room) ?? ""}${line}\n`);
  }
  return found;
}

function roomOf(file) {
  if (file.includes("node_modules/")) return /node_modules\/([^/]+)/.exec(file)[1];
  if (file.includes("strict-module.generated")) return "kernels as text";
  if (!file.startsWith("src/")) return "other";
  return file.replace(/^src\//, "").split("/")[0];
}

const kB = (bytes) => (bytes / 1000).toFixed(1);
const row = (name, { bytes, gzip, brotli }) => `| ${name} | ${kB(bytes)} | ${kB(gzip)} | ${kB(brotli)} |`;
const head = (what) => `| ${what} | minified | gzip -9 | brotli |`;
const line = "|---|---|---|---|";

const sizes = [];
for (const page of pages)
  sizes.push({ ...page, size: compressed(await pageScript(page.names, page.entry, page.more)) });
const byRoom = Array.from(rooms(), ([room, text]) => {
  const { code } = minifySync(`${room}.js`, text, { mangle: { toplevel: true } });
  return [room, compressed(code)];
}).sort(([, a], [, b]) => b.gzip - a.gzip);

const text = `# Bundle size

Written by \`npm run size\`. Bundled and minified by vite from the built package, kernels included, in kB (1,000 bytes). A test and this
command fail where a page takes more than its limit. Bundlers leave out what a page does not import: whoever adds to one of these pages
says what it adds. Further entries (\`recurra/data\`, \`recurra/nn\` and others, see [entries.md](entries.md)) add what is imported from
them; the kernels of mode fast are in \`recurra/fast\` alone.

${head("what a page imports")} limit of gzip |
${line}---|
${sizes.map(({ does, names, more = {}, size, limit }) => `${row(names.length > 0 ? `${does}: \`${[...names, ...Object.values(more).flat()].join("`, `")}\`` : does, size)} ${kB(limit)} |`).join("\n")}

Where the first row comes from, by folder of the sources, each minified and compressed by itself (together they take less):

${head("folder of packages/recurra/src")}
${line}
${byRoom.map(([room, size]) => row(room, size)).join("\n")}
`;

const page = fileURLToPath(new URL("../docs/bundle-size.md", import.meta.url));
writeFileSync(page, text);
// Tables as the other pages have them.
spawnSync(process.execPath, [
  fileURLToPath(import.meta.resolve("@biomejs/biome/bin/biome")),
  "format",
  "--write",
  page,
]);
process.stdout.write(text);
for (const { does, size, limit } of sizes) {
  if (size.gzip <= limit) continue;
  process.stderr.write(`size: ${does} takes ${kB(size.gzip)} kB with gzip, above the limit of ${kB(limit)}.\n`);
  process.exitCode = 1;
}
