// CSV text to a table of cells: the delimiter found, header and row lengths checked.
// What the cells mean (numbers, times) is decided in number-cell.ts, time-cell.ts and from-csv.ts.

import { DataError, wordPlace } from "../../core/errors.ts";
import { listNames, quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { isTimeCell } from "../time/time-cell.ts";
import { countUp, kindOf } from "./cell-kind.ts";
import { blanks, readRecords, wideBlanks } from "./csv-records.ts";
import { settleEmptyLines } from "./empty-lines.ts";
import { readFullHeader } from "./second-header.ts";
import { endOfTable } from "./table-end.ts";
import type { TableLayout } from "./table-layout.ts";
import { findPlace } from "./table-place.ts";
import { requireText } from "./text.ts";

export interface Table {
  /** Name of the file, for messages. */
  readonly name: string;
  readonly delimiter: string;
  readonly header: readonly string[];
  /** Cells of the data rows, trimmed; each row has as many cells as the header. */
  readonly rows: readonly (readonly string[])[];
  /** Line of the file on which each row lines, from 1. */
  readonly lines: Uint32Array;
  /** Number of each row in the file, from 1, where some were left out. */
  readonly numbers?: Uint32Array;
  readonly notes: readonly string[];
}

/**
 * Reads CSV text into cells. What is left out above, inside and below the table is said in notes.
 *
 * Throws DataError when the text is binary, empty, has a broken quote, no header, no rows, a name twice, or a row whose
 * number of cells is not the header's; each message names the file and line.
 */
export function readTable(text: string, name: string, layout: TableLayout = {}): Table {
  requireText(text, name);
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const place = findPlace(body, layout);
  const { delimiter, skip, comment, rules } = place;
  const { records, lines, empty, comments, bare } = readRecords(body, name, delimiter, { skip, comment, rules });
  const notes = [...place.notes];
  const remarks = comments - (place.inComment ? 1 : 0);
  if (remarks > 0) {
    const begin = remarks === 1 ? "begins" : "begin";
    notes.push(`${counted(remarks, "line")} left out that ${begin} with ${quoteCell(comment ?? "")}`);
  }
  if (bare.count > 0) {
    const stand = bare.count === 1 ? "it stands" : "they stand";
    notes.push(
      `${counted(bare.count, "cell")} with a quote inside, but none around, read as ${stand}: the first is on line ${bare.line}`,
    );
  }
  if (records.every((cells) => cells.length === 1 && cells[0] === "")) {
    throw new DataError("CSV_EMPTY", name, "the file is empty", {
      remedies: ["give a header line and one row per line"],
    });
  }
  const own = typeof layout.header === "object" || layout.header === "none" ? 0 : 1;
  const from = place.header === undefined ? own : 0;
  let last = dropTrailingEmptyRows(records, from, notes);
  const width = records[0].length;
  if (layout.skipLast !== undefined) {
    last = Math.max(from, last - layout.skipLast);
    if (layout.skipLast > 0) notes.push(`${counted(layout.skipLast, "line")} left out at the end`);
  } else if (last > from + 1) last = endOfTable(records.slice(0, last), lines, from, width, notes);
  records.splice(last);
  lines.splice(last);
  if (last > from) settleEmptyLines(records, lines, empty, from, notes);
  const names = typeof layout.header === "object" ? layout.header : (place.header ?? records[0]);
  if (layout.header !== "none") {
    requireNames(names, width, layout, name, lines[0]);
    if (typeof layout.header !== "object" && place.header === undefined) requireHeader(records, lines, layout, name);
  }
  checkLengths(records, lines, name, delimiter);
  const given = layout.header === "none" ? records[0].map(() => "") : names;
  const full = readFullHeader(given, records.slice(from, from + 30), lines.slice(from, from + 30), notes);
  const first = from + full.further;
  return {
    name,
    delimiter,
    header: nameColumns(full.names, name),
    rows: records.slice(first),
    lines: Uint32Array.from(lines.slice(first)),
    notes,
  };
}

/** Index after the last row with anything in it: spreadsheets leave rows of empty cells at the end. */
function dropTrailingEmptyRows(records: readonly string[][], from: number, notes: string[]): number {
  let end = records.length;
  const single = records[0].length === 1; // There an empty cell in quotes is a value that is missing.
  while (!single && end > from && records[end - 1].every((cell) => cell === "")) end--;
  const dropped = records.length - end;
  if (dropped > 0) notes.push(`${counted(dropped, "empty row")} at the end left out`);
  return end;
}

function requireNames(names: readonly string[], width: number, layout: TableLayout, name: string, line: number): void {
  if (typeof layout.header !== "object" || names.length === width) return;
  throw new DataError(
    "CSV_NAMES",
    name,
    `${counted(names.length, "name")} given, but line ${line} has ${counted(width, "cell")}`,
    {
      place: { line, said: true },
      found: names.length,
      remedies: [["give a name for each with ", { option: "header" }]],
    },
  );
}

function requireHeader(
  records: readonly (readonly string[])[],
  lines: readonly number[],
  { header }: TableLayout,
  name: string,
): void {
  const [first, ...rest] = [records[0], ...records.slice(1, 30)];
  if (header !== "first" && (areValues(first) || isRow(first, rest))) {
    const where = lines[0] === 1 ? "the first line" : `line ${lines[0]}`;
    const remedies: Phrase[] = [
      ["name the columns by their numbers with ", { option: "header", value: "none" }],
      "add a first line such as Date,Value",
    ];
    if (!areValues(first)) remedies[1] = ["say that it has the names with ", { option: "header", value: "first" }];
    throw new DataError("CSV_NO_HEADER", name, `${where} holds values (${listNames(first, 3)}), not column names`, {
      place: { line: lines[0], said: true },
      found: first[0],
      remedies,
    });
  }
  if (records.length === 1) {
    throw new DataError("CSV_HEADER_ONLY", name, `a header (${listNames(first)}) but no rows`, {
      remedies: ["add at least one row below it"],
    });
  }
}

function areValues(cells: readonly string[]): boolean {
  const values = cells.filter((cell) => cell !== "" && !isMissing(cell));
  return values.length > 0 && values.every((cell) => parseNumber(cell, ".") !== undefined || isTimeCell(cell));
}

/** Whether a line looks like those below it: values above values, texts above texts. Years above a wide table are names. */
function isRow(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const kinds = first.map(kindOf);
  if (!kinds.includes("value") || countUp(first) || rows.length === 0) return false;
  return kinds.every((kind, i) => {
    const below = rows.map((row) => kindOf(row[i] ?? ""));
    return kind === "empty" || below.every((one) => one === "empty" || one === kind);
  });
}

function nameColumns(names: readonly string[], name: string): string[] {
  const header = names.map((cell, i) => (cell === "" ? `column ${i + 1}` : cell));
  const seen = new Map<string, number>();
  for (const [i, column] of header.entries()) {
    const earlier = seen.get(column);
    if (earlier !== undefined) {
      throw new DataError(
        "CSV_DUPLICATE_COLUMN",
        name,
        `columns ${earlier + 1} and ${i + 1} are both named ${quoteCell(column)}`,
        { place: { column, said: true }, remedies: ["give each column its own name"] },
      );
    }
    seen.set(column, i);
  }
  return header;
}

function checkLengths(records: readonly string[][], lines: readonly number[], name: string, delimiter: string): void {
  const width = records[0].length;
  for (let i = 1; i < records.length; i++) {
    if (records[i].length === width) continue;
    const sign =
      delimiter === "\t" ? "a tab" : delimiter === blanks || delimiter === wideBlanks ? "blanks" : quoteCell(delimiter);
    const place = { row: i, line: lines[i] };
    const below = records.slice(i);
    const other = below.length > 2 && below.length > i && below.every((record) => record.length === below[0].length);
    const above: Phrase[] = other
      ? [["leave out the lines above the table with ", { option: "skipFirst", value: lines[i] - 1 }]]
      : [];
    throw new DataError(
      "CSV_ROW_LENGTH",
      name,
      `${wordPlace(place)} has ${counted(records[i].length, "cell")}, but the header has ${width} (delimiter ${sign})`,
      {
        place: { ...place, said: true },
        found: records[i].length,
        remedies: [...above, "complete the row", "put cells that hold the delimiter in quotes"],
      },
    );
  }
}
