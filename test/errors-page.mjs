// npm run docs:errors: docs/errors.md out of the tables of codes, packages/*/src/**/error-codes.ts. With --check it writes nothing and
// fails when the page is out of date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join(root, "docs", "errors.md");

const kinds = [
  ["Data", "`DataError`: a file or series", "The subject is the name of the file or series."],
  ["Option", "`OptionError`: an option or argument", "The subject is the function or class that refuses."],
  ["Shape", "`ShapeError`: shapes that do not fit", ""],
  ["State", "`StateError`: things used in the wrong order", ""],
  ["Training", "`TrainingError`: training that cannot go on", ""],
  ["Format", "`FormatError`: model files and other stored forms", "The subject is the name of the file."],
];

/** The tables of all packages, library first. */
async function readTables() {
  const found = [];
  for (const name of readdirSync(join(root, "packages")).sort()) {
    const source = join(root, "packages", name, "src");
    const files = readdirSync(source, { recursive: true }).filter((file) => /(^|[\\/])error-codes\.ts$/.test(file));
    for (const file of files.sort()) {
      const { module } = await runnerImport(join(source, file), { configFile: false, logLevel: "silent" });
      const tables = Object.values(module).filter((value) => typeof value === "object" && value !== null);
      for (const table of tables) found.push([name, table]);
    }
  }
  return found.sort(([a], [b]) => Number(b === "recurra") - Number(a === "recurra"));
}

const cell = (text) => text.replaceAll("|", "\\|");

/** A table with its columns aligned, as the formatter has them. */
function tableOf(entries) {
  const rows = entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { cause, remedy }]) => [`\`${code}\``, cell(cause), cell(remedy)]);
  const all = [["code", "what is the case", "what to do"], ...rows];
  const widths = all[0].map((_, at) => Math.max(...all.map((row) => row[at].length)));
  const [head, ...body] = all.map((row) => `| ${row.map((text, at) => text.padEnd(widths[at])).join(" | ")} |`);
  return [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body].join("\n");
}

async function write() {
  const sections = new Map(kinds.map(([kind]) => [kind, []]));
  for (const [name, table] of await readTables()) {
    for (const [code, entry] of Object.entries(table)) {
      const section = entry.kind ?? `Of ${name}`;
      if (!sections.has(section)) sections.set(section, []);
      sections.get(section).push([code, entry]);
    }
  }
  const titles = new Map(kinds.map(([kind, title, text]) => [kind, [title, text]]));
  const parts = [...sections]
    .filter(([, entries]) => entries.length > 0)
    .map(([section, entries]) => {
      const [title, text] = titles.get(section) ?? [section, ""];
      return [`## ${title}`, ...(text ? [text] : []), tableOf(entries)].join("\n\n");
    });
  return `# Errors

Written by \`npm run docs:errors\` from the tables of codes in the sources; a test says when it is out of date.

Every error that Recurra throws on purpose is a \`RecurraError\`: data with a sentence. The message is for people and may change; a
program goes by the rest, and takes no message apart.

\`\`\`ts
import { RecurraError, Series } from "recurra";

try {
  Series.fromCsv("Date,Close\\n2024-01-01,1\\n2024-01-02,n/x\\n", { name: "sales.csv", columns: ["Close"] });
} catch (error) {
  if (!(error instanceof RecurraError)) throw error;
  error.code; // "CELL_NOT_A_NUMBER": stable, one of those below
  error.subject; // "sales.csv": the file or series; otherwise the function or class that refuses
  error.place; // { row: 2, line: 3, column: "Close" }, counted from 1 as in the file; JSON has { pointer }
  error.found; // "n/x": what was there
  error.remedies; // [{ text: "correct the cell or empty it" }]; { option, value, text } where an option cures
  error.message; // sales.csv: row 2 (line 3), column "Close": "n/x" is not a number. Correct the cell or empty it.
  JSON.stringify(error); // { code, message, subject, place, found, remedies }
}
\`\`\`

A remedy with an \`option\` and a \`value\` can be tried as it is: \`{ option: "dateOrder", value: "dmy" }\`. One without an option is for
people. None of them destroys anything without saying so.

${parts.join("\n\n")}
`;
}

const text = await write();
if (!process.argv.includes("--check")) writeFileSync(page, text);
else if (readFileSync(page, "utf8") !== text) {
  console.error("docs/errors.md is out of date: npm run docs:errors");
  process.exitCode = 1;
}
