// The tables of docs/pretrained.md that commands fill, each between two comments with its name.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const page = new URL("../docs/pretrained.md", import.meta.url);

/** Puts rows, lists of texts whose first is the head, in the place of the table of this name. */
export function fillTable(name, rows) {
  const text = readFileSync(page, "utf8");
  const [begin, end] = [`<!-- ${name}: `, `<!-- end of ${name} -->`];
  const from = text.indexOf("\n", text.indexOf(begin)) + 1;
  const to = text.indexOf(end);
  if (!text.includes(begin) || to < from) throw new Error(`docs/pretrained.md has no place for ${name}`);
  const [head, ...others] = rows;
  const lines = [head, head.map(() => "---"), ...others].map((cells) => `| ${cells.join(" | ")} |\n`);
  writeFileSync(page, `${text.slice(0, from)}\n${lines.join("")}\n${text.slice(to)}`);
  const biome = fileURLToPath(import.meta.resolve("@biomejs/biome/bin/biome"));
  spawnSync(process.execPath, [biome, "format", "--write", fileURLToPath(page)]);
}

/** ".0123" for 0.0123. */
export function digits(value, count = 3) {
  return Number.isNaN(value) ? "" : value.toFixed(count).replace(/^0\./, ".");
}
