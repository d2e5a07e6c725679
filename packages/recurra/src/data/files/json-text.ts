// JSON and JSON lines -> the CSV text of the table within.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import { isObject, parseUntrusted } from "../../format/untrusted-json.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { findJsonTables, type JsonTable, recordTable } from "./json-table.ts";
import { tableText } from "./table-text.ts";

const LIMITS = { depth: 12, values: 20_000_000 };

/** Lists and objects that a text may hold, and one more for so many of its characters: each takes far more memory than it is long. */
const FREE_LISTS = 1_000_000;
const CHARACTERS_A_LIST = 16;

function hasTooManyLists(text: string): boolean {
  let left = FREE_LISTS + text.length / CHARACTERS_A_LIST;
  for (let i = 0; i < text.length && left >= 0; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 0x5b || sign === 0x7b) left--;
  }
  return left < 0;
}

/** Whether a text begins as JSON does; a CSV may begin with a bracket, too. */
export function looksLikeJson(text: string): boolean {
  return /^\ufeff?\s*(\[\s*([[{"\]]|null\s*,|-?[\d.eE+-]+\s*[,\n])|\{\s*["}])/.test(text.slice(0, 1000));
}

/**
 * The CSV text of a JSON document's table, and what was found.
 *
 * Throws DataError FILE_JSON for what is no JSON, and where it holds no table, or several of which none is named.
 */
export function jsonTableText(text: string, name: string, part: string | undefined): { text: string; notes: string[] } {
  if (hasTooManyLists(text)) {
    throw new DataError("FILE_JSON", name, "JSON with far more lists and objects than a table of its size", {
      remedies: ["write the table as CSV"],
    });
  }
  const table = linesTable(text, name) ?? choose(findJsonTables(parse(text, name)), name, part);
  const { path, form, header, rows, lists } = table;
  if (header.length === 0 || rows.length === 0) throw noTable(name);
  const notes = [
    `JSON, read as a table: ${form}${path === "" ? "" : ` in ${quoteCell(path)}`}, ${counted(rows.length, "row")}`,
  ];
  if (lists.length > 0) notes.push(`lists within records left out: ${listNames(lists)}`);
  return { text: tableText(header, rows, text.length, name), notes };
}

function parse(text: string, name: string): unknown {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return parseUntrusted(withoutNaN(body), LIMITS, (problem) => {
    throw new DataError("FILE_JSON", name, `it begins as JSON, but ${problem}`, {
      remedies: ["write it again as JSON, JSON lines or CSV"],
    });
  });
}

/** Python writes NaN, which JSON does not have. */
function withoutNaN(text: string): string {
  if (!/[[:,]\s*-?(NaN|Infinity)/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : found === "NaN" ? "null" : `"${found}"`,
  );
}

/** JSON lines: an object on each of at least two lines. */
function linesTable(text: string, name: string): JsonTable | undefined {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (!/^\s*\{.*\}[^\S\n]*\n\s*\{/.test(body.slice(0, 100_000))) return undefined;
  const records: Record<string, unknown>[] = [];
  for (const [i, line] of body.split("\n").entries()) {
    if (line.trim() === "") continue;
    const value = parseLine(line);
    if (!isObject(value)) {
      throw new DataError("FILE_JSON", name, `line ${grouped(i + 1)} is no JSON object, as those before it are`, {
        place: { line: i + 1, said: true },
        remedies: ["correct the line", "write the table as CSV"],
      });
    }
    records.push(value);
  }
  return recordTable(records, "", "JSON lines");
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(withoutNaN(line));
  } catch {
    return undefined;
  }
}

function choose(tables: readonly JsonTable[], name: string, part: string | undefined): JsonTable {
  const paths = tables.map(({ path }) => path);
  if (part !== undefined) {
    const found = tables.find(({ path }) => path === part);
    if (found) return found;
    throw new DataError("FILE_PART", name, `there is no table ${quoteCell(part)} in it`, {
      found: part,
      context: suggestNames(part, paths),
    });
  }
  if (tables.length === 0) throw noTable(name);
  if (tables.length === 1) return tables[0];
  throw new DataError("FILE_PART", name, `JSON with ${counted(tables.length, "table")}: ${listNames(paths)}`, {
    found: paths,
    remedies: [["say which with ", { option: "part", value: paths.slice(0, 3) }]],
  });
}

function noTable(name: string): DataError {
  return new DataError("FILE_JSON", name, "this is JSON, but no table", {
    remedies: [
      'give records ([{"date": "2024-01-01", "value": 1}, ...]), JSON lines, or columns ({"date": [...], "value": [...]})',
    ],
  });
}
