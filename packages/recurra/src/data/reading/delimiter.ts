// The refusal of a delimiter that was named and cuts nothing.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Table } from "../csv/table.ts";
import { usualDelimiters } from "../csv/table-place.ts";
import { isOfNumbers } from "./number-column.ts";

/**
 * Throws DataError NO_COLUMN where the delimiter that was named leaves the header in one piece, another would cut it, and the one column
 * is none that is wanted: a file of one column of numbers may well be called "Load, MW".
 */
export function requireDelimiter(
  table: Table,
  given: string | undefined,
  asked: ReadonlySet<string> | undefined,
): void {
  const [first, ...others] = table.header;
  const other = usualDelimiters.find((sign) => sign !== given && first.includes(sign));
  if (given === undefined || others.length > 0 || other === undefined) return;
  if (asked === undefined ? isOfNumbers(table, 0) : asked.has(first)) return;
  const problem = ["with ", { option: "delimiter", value: given }, ` the header is one cell, ${quoteCell(first)}`];
  throw new DataError("NO_COLUMN", table.name, problem, {
    place: { line: 1, said: true },
    found: first,
    remedies: [
      ["leave ", { option: "delimiter" }, " out"],
      ["choose ", { option: "delimiter", value: other }],
    ],
  });
}
