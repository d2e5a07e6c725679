// The program of each lab as a module, src/programs/NAME.generated.ts: a lab carries its own code, in a page too, where there are no files.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const from = new URL("../programs/", import.meta.url);
const to = new URL("../src/programs/", import.meta.url);
mkdirSync(to, { recursive: true });

const names = readdirSync(from).filter((name) => name.endsWith(".js"));
const made = names.map((name) => name.replace(/\.js$/, ".generated.ts"));
for (const name of readdirSync(to)) if (!made.includes(name)) rmSync(new URL(name, to));
for (const [at, name] of names.entries()) {
  const lines = readFileSync(new URL(name, from), "utf8").trimEnd().split("\n");
  const text = [
    `// Made of programs/${name} by scripts/embed-programs.mjs.`,
    "export const program: string = [",
    ...lines.map((line) => `  ${JSON.stringify(line)},`),
    '].join("\\n");',
    "",
  ].join("\n");
  writeFileSync(new URL(made[at], to), text);
}
