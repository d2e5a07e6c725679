// What the cells of a line look like, before anybody knows what their columns hold: names stand above values.

import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { isTimeCell } from "../time/time-cell.ts";

type CellKind = "empty" | "value" | "text";

/** "value" for a number or a time, whatever the decimal sign; "empty" for a cell that says nothing. */
export function kindOf(cell: string): CellKind {
  if (cell === "" || isMissing(cell)) return "empty";
  const number = parseNumber(cell, ".") !== undefined || parseNumber(cell, ",") !== undefined;
  return number || isTimeCell(cell) ? "value" : "text";
}

export function filledCells(record: readonly string[]): number {
  return record.reduce((count, cell) => count + (cell === "" ? 0 : 1), 0);
}

/** Whether a line may be names: texts alone, or texts with values that count up, as the years above a wide table. */
export function areNames(record: readonly string[]): boolean {
  const kinds = record.map(kindOf);
  return kinds.includes("text") && (!kinds.includes("value") || countUp(record));
}

/** Whether the values among the cells are three or more dates, or whole numbers each greater by one. */
export function countUp(record: readonly string[]): boolean {
  const values = record.filter((cell) => kindOf(cell) === "value");
  if (values.length < 3) return false;
  if (values.every(isTimeCell)) return true;
  return values.every((cell, i) => /^\d+$/.test(cell) && (i === 0 || Number(cell) === Number(values[i - 1]) + 1));
}
