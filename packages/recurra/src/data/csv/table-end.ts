// Totals, sources and notes below a table.

import { listNames } from "../../core/nearest-names.ts";
import { filledCells, kindOf } from "./cell-kind.ts";

/** More lines than these at the end are rows. */
export const mostRemarks = 20;
const remark =
  /^(?:[*†©]|(?:grand |sub-?)?(?:totals?|sum|mean|average|sources?|notes?|footnotes?|remarks?|summe|gesamt|quelle|hinweis|anmerkung|fuente|nota|total général|source|fonte|totale|bron|totaal)(?![\p{L}\p{N}_]))/iu;

/** Whether a line at the end is none of the table: its first filled cell says so, or is a text and stands alone. */
export function isRemark(record: readonly string[]): boolean {
  const first = record.find((cell) => cell !== "");
  if (first === undefined || kindOf(first) === "value") return false;
  return remark.test(first) || (filledCells(record) === 1 && kindOf(first) === "text");
}

/** Whether a line has texts alone and fewer cells than a table: "PVGIS (c) European Union, 2001-2021". */
export function isShortText(record: readonly string[], width: number): boolean {
  if (record.length >= width || kindOf(record[0]) !== "text") return false;
  return record.every((cell) => kindOf(cell) !== "value");
}

interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Index after the last row of a table whose rows are the records [from, count). A remark is one only below a first column of values, or where
 * it has fewer cells than the table; below such a column so are texts alone.
 */
export function endOfTable(
  count: number,
  at: (index: number) => Line,
  from: number,
  width: number,
  notes: string[],
): number {
  const sampled = Math.max(from + 1, Math.min(from + 100, count - mostRemarks));
  let keyed = false;
  for (let i = from; i < sampled && !keyed; i++) keyed = kindOf(at(i).cells[0]) === "text";
  const least = Math.max(from + 1, count - mostRemarks);
  const isLeft = (row: readonly string[]) =>
    filledCells(row) === 0 ||
    (!keyed && isShortText(row, width)) ||
    (isRemark(row) && (row.length !== width || (!keyed && (width > 1 || remark.test(row[0])))));
  let end = count;
  while (end > least && isLeft(at(end - 1).cells)) end--;
  const left = Array.from({ length: count - end }, (_, i) => at(end + i)).filter(({ cells }) => filledCells(cells) > 0);
  if (left.length === 0) return count;
  const begins = listNames(
    left.map(({ cells }) => cells.find((cell) => cell !== "") ?? ""),
    3,
  );
  const [{ line }] = left;
  notes.push(
    left.length === 1
      ? `line ${line}, which begins with ${begins}, is no row: left out`
      : `${left.length} lines from line ${line} on, which begin with ${begins}, are no rows: left out`,
  );
  return end;
}
