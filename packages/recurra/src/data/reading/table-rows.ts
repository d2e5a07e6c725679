// The rows of a table that are asked for by the value of a column.

import { DataError } from "../../core/errors.ts";
import { quoteCell, suggestNames } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { Table } from "../csv/table.ts";

/** The rows for which each of `conditions` ("Store=3") holds. Throws DataError for a column or a value that the table does not have. */
export function rowsWhere(table: Table, conditions: readonly string[]): Table {
  let kept = Array.from({ length: table.length }, (_, i) => i);
  for (const condition of conditions) {
    const { index, value } = readCondition(table, condition);
    const number = value.trim() === "" ? Number.NaN : Number(value);
    const matches = (cell: string) =>
      cell === value || (!Number.isNaN(number) && cell !== "" && Number(cell) === number);
    const cells = table.columns[index];
    const before = kept;
    kept = kept.filter((row) => matches(cells.at(row)));
    if (kept.length > 0) continue;
    const column = table.header[index];
    const values = [...new Set(before.map((row) => cells.at(row)))];
    throw new DataError("WHERE_NO_ROWS", table.name, `no row has ${quoteCell(value)} in column ${quoteCell(column)}`, {
      place: { column, said: true },
      found: value,
      context: suggestNames(value, values),
      remedies: [["choose a value of the column with ", { option: "where", like: `${column}=VALUE` }]],
    });
  }
  const all = table.length;
  return {
    ...table,
    columns: table.columns.map((column) => column.take(kept)),
    length: kept.length,
    lines: Uint32Array.from(kept, (row) => table.lines[row]),
    numbers: Uint32Array.from(kept, (row) => row + 1),
    notes: [
      ...table.notes,
      `${grouped(kept.length)} of ${counted(all, "row")} ${kept.length === 1 ? "has" : "have"} ${conditions.join(" and ")}`,
    ],
  };
}

/** The columns that conditions name. */
export function columnsOf(table: Table, conditions: readonly string[]): readonly number[] {
  return conditions.map((condition) => readCondition(table, condition).index);
}

/** A name may hold "=", too: the longest that is a column counts. */
function readCondition(table: Table, condition: string): { index: number; value: string } {
  for (let at = condition.lastIndexOf("="); at > 0; at = condition.lastIndexOf("=", at - 1)) {
    const index = table.header.indexOf(condition.slice(0, at).trim());
    if (index >= 0) return { index, value: condition.slice(at + 1).trim() };
  }
  const name = condition.split("=")[0].trim();
  throw new DataError("COLUMN_UNKNOWN", table.name, `there is no column ${quoteCell(name)}`, {
    place: { column: name, said: true },
    context: suggestNames(name, table.header),
    remedies: [["write ", { option: "where", like: "COLUMN=VALUE" }]],
  });
}
