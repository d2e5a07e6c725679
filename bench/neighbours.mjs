// The measurements that are programs of their own: start-up (startup.mjs) and kernels (kernels.mjs). Each prints one JSON document
// with --json, which becomes a section of tables here.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { markdownTable, threeDigits } from "./table.mjs";

const run = promisify(execFile);

/** What such a program says; undefined when there is none, and { failed } with the reason when it fails. */
export async function neighbour(name) {
  const file = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  if (!existsSync(file)) return undefined;
  try {
    const { stdout } = await run(process.execPath, [file, "--json"], { maxBuffer: 2 ** 24, timeout: 180_000 });
    return JSON.parse(stdout);
  } catch (error) {
    return { failed: (error.stderr || error.message).trim().split("\n").at(-1) };
  }
}

const startupNames = {
  emptyMs: "An empty Node process",
  importMs: "Importing the library",
  kernelMs: "The first call of a kernel",
  libraryMs: "Import and first kernel",
  helpMs: "`recurra --help`",
  forecastHelpMs: "`recurra forecast --help`",
};

/** Their sections as Markdown, for the page and for the terminal; none for a program that did not run. */
export function neighbourSections({ startup, kernels }) {
  return [...section("Start-up", startup, startupText), ...section("Kernels", kernels, kernelText)];
}

function section(title, results, text) {
  if (!results) return [];
  return [`## ${title}`, ...(results.failed ? [`Not measured: ${results.failed}`] : text(results))];
}

function startupText({ runs, medians }) {
  const rows = Object.entries(medians).map(([name, ms]) => [startupNames[name] ?? name, threeDigits(ms)]);
  return [`Medians of ${runs} processes each.`, markdownTable([["", "ms"], ...rows])];
}

/** Every list of records becomes a table whose columns are the records' fields. */
function kernelText(results) {
  const lists = Object.values(results).filter((value) => Array.isArray(value) && typeof value[0] === "object");
  return lists.map((list) => {
    const columns = Object.keys(list[0]);
    const cell = (value) =>
      typeof value === "number" && !Number.isInteger(value) ? threeDigits(value) : String(value ?? "");
    return markdownTable([columns, ...list.map((record) => columns.map((column) => cell(record[column])))]);
  });
}
