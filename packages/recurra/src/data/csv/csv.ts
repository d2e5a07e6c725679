// CSV text to a table of cells: the delimiter found, header and row lengths checked.
// What the cells mean (numbers, times) is decided in number-cell.ts, time-cell.ts and from-csv.ts.

import { DataError, wordPlace } from "../../core/errors.ts";
import { listNames, quoteCell } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { isTimeCell } from "../time/time-cell.ts";
import { readRecords } from "./csv-records.ts";
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
  readonly notes: readonly string[];
}

/** What stands between cells, unless another sign is named. */
export const usualDelimiters: readonly string[] = [",", ";", "\t"];
const sampleCharacters = 65536;
const sampleRecords = 20;

/**
 * Reads CSV text into cells.
 *
 * Throws DataError when the text is binary, empty, has a broken quote, no header, no rows, a name twice, or a row whose
 * number of cells is not the header's; each message names the file and line.
 */
export function readTable(text: string, name: string, delimiter?: string): Table {
  requireText(text, name);
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const found = delimiter ?? findDelimiter(body);
  const { records, lines } = readRecords(body, name, found);
  if (records.length === 0) {
    throw new DataError("CSV_EMPTY", name, "the file is empty", {
      remedies: ["give a header line and one row per line"],
    });
  }
  const notes: string[] = [];
  const last = dropTrailingEmptyRows(records, notes);
  const header = checkHeader(records[0], records.slice(1, last), name);
  checkLengths(records, last, lines, name, found);
  return {
    name,
    delimiter: found,
    header,
    rows: records.slice(1, last),
    lines: Uint32Array.from(lines.slice(1, last)),
    notes,
  };
}

/** The one of comma, semicolon and tab that cuts the first rows into equally many cells, most cells first. */
function findDelimiter(text: string): string {
  const cut = text.length > sampleCharacters;
  const sample = cut ? text.slice(0, sampleCharacters) : text;
  let best = ",";
  let bestScore = 0;
  for (const delimiter of usualDelimiters) {
    if (!sample.includes(delimiter)) continue;
    const widths = sampleWidths(sample, delimiter, cut);
    if (widths.length === 0 || widths[0] < 2) continue;
    const even = widths.every((width) => width === widths[0]);
    const score = widths[0] + (even ? 1e6 : 0);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function sampleWidths(sample: string, delimiter: string, cut: boolean): number[] {
  const options = { limit: sampleRecords, relaxed: true };
  try {
    const widths = readRecords(sample, "", delimiter, options).records.map((record) => record.length);
    return cut && widths.length > 1 && widths.length < sampleRecords ? widths.slice(0, -1) : widths;
  } catch {
    return []; // An unclosed quote in the sample: read the whole file to say where.
  }
}

/** Index after the last row with anything in it: spreadsheets leave rows of empty cells at the end. */
function dropTrailingEmptyRows(records: readonly string[][], notes: string[]): number {
  let end = records.length;
  while (end > 1 && records[end - 1].every((cell) => cell === "")) end--;
  const dropped = records.length - end;
  if (dropped > 0) notes.push(`${counted(dropped, "empty row")} at the end left out`);
  return end;
}

function checkHeader(first: readonly string[], rows: readonly string[][], name: string): string[] {
  const values = first.filter((cell) => cell !== "" && !isMissing(cell));
  if (values.length > 0 && values.every((cell) => parseNumber(cell, ".") !== undefined || isTimeCell(cell))) {
    throw new DataError(
      "CSV_NO_HEADER",
      name,
      `the first line holds values (${listNames(first, 3)}), not column names`,
      { place: { line: 1, said: true }, found: first[0], remedies: ["add a first line such as Date,Value"] },
    );
  }
  if (rows.length === 0) {
    throw new DataError("CSV_HEADER_ONLY", name, `a header (${listNames(first)}) but no rows`, {
      remedies: ["add at least one row below it"],
    });
  }
  const header = first.map((cell, i) => (cell === "" ? `column ${i + 1}` : cell));
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

function checkLengths(
  records: readonly string[][],
  end: number,
  lines: readonly number[],
  name: string,
  delimiter: string,
): void {
  const width = records[0].length;
  for (let i = 1; i < end; i++) {
    if (records[i].length === width) continue;
    const sign = delimiter === "\t" ? "a tab" : quoteCell(delimiter);
    const place = { row: i, line: lines[i] };
    throw new DataError(
      "CSV_ROW_LENGTH",
      name,
      `${wordPlace(place)} has ${counted(records[i].length, "cell")}, but the header has ${width} (delimiter ${sign})`,
      {
        place: { ...place, said: true },
        found: records[i].length,
        remedies: ["complete the row", "put cells that hold the delimiter in quotes"],
      },
    );
  }
}
