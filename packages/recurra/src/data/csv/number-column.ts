// The cells of a column as numbers, and what is said of those that are none.

import { DataError, type ErrorPlace } from "../../core/errors.ts";
import { listNames, quoteCell } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { MissingMarks } from "../cells/missing-marks.ts";
import { type Decimal, isMissing, parseNumber } from "../cells/number-cell.ts";
import type { LeftOut } from "../table/series-parts.ts";
import { isTimeCell } from "../time/time-cell.ts";
import type { Table } from "./csv.ts";

/** A column counts as numbers when at least this share of its filled cells are: the rest is then an error by name. */
export const nearlyAll = 0.9;

/** The share of a column's filled cells that pass. */
export function share(table: Table, index: number, test: (cell: string) => boolean): number {
  let filled = 0;
  let passed = 0;
  for (const row of table.rows) {
    if (isMissing(row[index])) continue;
    filled++;
    if (test(row[index])) passed++;
  }
  return filled === 0 ? 0 : passed / filled;
}

/** Whether nearly all cells of a column are numbers, whatever the decimal sign. */
export function isOfNumbers(table: Table, index: number): boolean {
  return share(table, index, (cell) => (parseNumber(cell, ".") ?? parseNumber(cell, ",")) !== undefined) >= nearlyAll;
}

/** The refusal of a named column that holds something else, with the columns to choose from. */
export function holdsNoNumbers(table: Table, index: number, holds: string, timeColumn: number): DataError {
  const column = table.header[index];
  const others = table.header.filter((_, at) => at !== timeColumn && at !== index && isOfNumbers(table, at));
  return new DataError("COLUMN_NOT_NUMBERS", table.name, `column ${quoteCell(column)} holds ${holds}`, {
    place: { column, said: true },
    remedies: [`choose a column of numbers${others.length > 0 ? `: ${listNames(others)}` : ""}`],
  });
}

/**
 * The numbers of a column, or why it holds none. Throws for the cell that spoils a column of numbers. `asked`: the column was named, and
 * this is the one of the times. Cells that are `marks` are missing, which a note says.
 */
export function readNumbers(
  table: Table,
  index: number,
  decimal: Decimal,
  asked: number | undefined,
  marks: MissingMarks,
  notes: string[],
): Float64Array | LeftOut {
  const column = table.header[index];
  const values = new Float64Array(table.rows.length);
  let filled = 0;
  let spoiled = 0;
  let firstSpoiled = -1;
  let infinite = -1;
  const marked = new Map<string, number>();
  for (let row = 0; row < values.length; row++) {
    const cell = table.rows[row][index];
    let value = isMissing(cell) ? Number.NaN : parseNumber(cell, decimal);
    const mark = marks.markOf(cell, value);
    if (mark !== undefined) {
      marked.set(mark, (marked.get(mark) ?? 0) + 1);
      value = Number.NaN;
    }
    values[row] = value ?? Number.NaN;
    if (value === undefined || !Number.isNaN(value)) filled++;
    if (value === undefined) {
      if (spoiled++ === 0) firstSpoiled = row;
    } else if (infinite < 0 && Math.abs(value) === Number.POSITIVE_INFINITY) infinite = row;
  }
  if (filled === 0) {
    const problem = `column ${quoteCell(column)} is empty`;
    const details = { place: { column, said: true as const }, remedies: ["choose another column"] };
    if (asked === undefined) return { kind: "empty", problem, details };
    throw new DataError("COLUMN_EMPTY", table.name, problem, details);
  }
  if (spoiled > 0) {
    const found = table.rows[firstSpoiled][index];
    const more = spoiled > 1 ? ` (nor are ${grouped(spoiled - 1)} more of ${counted(filled, "cell")})` : "";
    const problem = `${quoteCell(found)} is not a number${more}`;
    const place = placeIn(table, firstSpoiled, column);
    if (asked === undefined && spoiled > (1 - nearlyAll) * filled)
      return { kind: "text", problem, details: { place, found, remedies: ["choose a column of numbers"] } };
    if (asked !== undefined && spoiled >= nearlyAll * filled) {
      const times = share(table, index, isTimeCell) >= 0.5;
      throw holdsNoNumbers(table, index, times ? "times" : `text, such as ${quoteCell(found)}`, asked);
    }
    const columns = ["name the columns to read with ", { option: "columns", like: "[...]" }] as const;
    const remedies = ["correct the cell or empty it", ...(asked === undefined ? [columns] : [])];
    throw new DataError("CELL_NOT_A_NUMBER", table.name, problem, { place, found, remedies });
  }
  if (infinite >= 0) {
    const found = table.rows[infinite][index];
    throw new DataError("VALUE_INFINITE", table.name, `${quoteCell(found)} is infinite`, {
      place: placeIn(table, infinite, column),
      found,
      remedies: ["correct the cell or empty it"],
    });
  }
  for (const [mark, count] of marked) {
    notes.push(`${counted(count, "cell")} of ${quoteCell(column)} taken as missing: ${mark}`);
  }
  return values;
}

/** Rows count from 1 after the header, lines from 1 with it. */
export function placeIn(table: Table, row: number, column?: string): ErrorPlace {
  return { row: table.numbers?.[row] ?? row + 1, line: table.lines[row], ...(column === undefined ? {} : { column }) };
}
