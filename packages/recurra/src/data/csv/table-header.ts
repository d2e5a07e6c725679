// What is wrong with a header, and the names of the columns.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { isTimeCell } from "../time/time-cell.ts";
import { countUp, kindOf } from "./cell-kind.ts";
import type { TableLayout } from "./table-layout.ts";

/** Throws DataError CSV_NAMES where names were given, but not as many as a line has cells. */
export function requireNames(
  names: readonly string[],
  width: number,
  { header }: TableLayout,
  name: string,
  line: number,
): void {
  if (typeof header !== "object" || names.length === width) return;
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

/** Throws DataError CSV_NO_HEADER where the first line is a row, CSV_HEADER_ONLY where no row follows. `records`: the first thirty. */
export function requireHeader(
  records: readonly (readonly string[])[],
  line: number,
  { header }: TableLayout,
  name: string,
): void {
  const [first, ...rest] = records;
  if (header !== "first" && (areValues(first) || isRow(first, rest))) {
    const where = line === 1 ? "the first line" : `line ${line}`;
    const remedies: Phrase[] = [
      ["name the columns by their numbers with ", { option: "header", value: "none" }],
      "add a first line such as Date,Value",
    ];
    if (!areValues(first)) remedies[1] = ["say that it has the names with ", { option: "header", value: "first" }];
    throw new DataError("CSV_NO_HEADER", name, `${where} holds values (${listNames(first, 3)}), not column names`, {
      place: { line, said: true },
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

/**
 * The names, with "column 3" for one that is empty, and "Close 2" for one that an earlier column has. Throws DataError CSV_DUPLICATE_COLUMN
 * where names that were `given` are not all different.
 */
export function nameColumns(names: readonly string[], name: string, given: boolean, notes: string[]): string[] {
  const header = names.map((cell, i) => (cell === "" ? `column ${i + 1}` : cell));
  const known = new Set(header);
  const seen = new Map<string, number>();
  for (const [i, column] of header.entries()) {
    const earlier = seen.get(column);
    if (earlier !== undefined) {
      const problem = `columns ${earlier + 1} and ${i + 1} are both named ${quoteCell(column)}`;
      if (given) {
        throw new DataError("CSV_DUPLICATE_COLUMN", name, problem, {
          place: { column, said: true },
          remedies: ["give each column its own name"],
        });
      }
      header[i] = freeName(column, known);
      known.add(header[i]);
      notes.push(`${problem}: the later one is called ${quoteCell(header[i])}`);
    }
    seen.set(header[i], i);
  }
  return header;
}

/** "Close 2", or the next number that no column has. */
function freeName(column: string, known: ReadonlySet<string>): string {
  let number = 2;
  while (known.has(`${column} ${number}`)) number++;
  return `${column} ${number}`;
}
