// Totals, sources and notes below a table.

import { listNames } from "../../core/nearest-names.ts";
import { filledCells, kindOf } from "./cell-kind.ts";

/** More lines than these at the end are rows. */
const mostRemarks = 20;
const remark =
  /^(?:[*†©]|(?:grand |sub-?)?(?:totals?|sum|mean|average|sources?|notes?|footnotes?|remarks?|summe|gesamt|quelle|hinweis|anmerkung|fuente|nota|total général|source|fonte|totale|bron|totaal)(?![\p{L}\p{N}_]))/iu;

/** Whether a line at the end is none of the table: its first filled cell says so, or is a text and stands alone. */
export function isRemark(record: readonly string[]): boolean {
  const first = record.find((cell) => cell !== "");
  if (first === undefined || kindOf(first) === "value") return false;
  return remark.test(first) || (filledCells(record) === 1 && kindOf(first) === "text");
}

/**
 * Index after the last row of the table, whose first row is `records[from]`. A remark is one only below a first column of values, or where
 * it has fewer cells than the table.
 */
export function endOfTable(
  records: readonly (readonly string[])[],
  lines: readonly number[],
  from: number,
  width: number,
  notes: string[],
): number {
  const rows = records.slice(from, Math.max(from + 1, Math.min(from + 100, records.length - mostRemarks)));
  const keyed = rows.some((row) => kindOf(row[0]) === "text");
  const least = Math.max(from + 1, records.length - mostRemarks);
  const isLeft = (row: readonly string[]) =>
    filledCells(row) === 0 ||
    (isRemark(row) && (row.length !== width || (!keyed && (width > 1 || remark.test(row[0])))));
  let end = records.length;
  while (end > least && isLeft(records[end - 1])) end--;
  const left = records.slice(end).filter((row) => filledCells(row) > 0);
  if (left.length === 0) return records.length;
  const begins = listNames(
    left.map((row) => row.find((cell) => cell !== "") ?? ""),
    3,
  );
  const line = lines[end + records.slice(end).findIndex((row) => filledCells(row) > 0)];
  notes.push(
    left.length === 1
      ? `line ${line}, which begins with ${begins}, is no row: left out`
      : `${left.length} lines from line ${line} on, which begin with ${begins}, are no rows: left out`,
  );
  return end;
}
