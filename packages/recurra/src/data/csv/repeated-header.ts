// Lines inside a table that say its header again, as files that were written one behind the other have them: none of its rows.

import { counted } from "../../words/counted.ts";
import type { Table } from "./table.ts";

/** The table without the rows that are its header again, `names` as they stand in the file; says so. */
export function dropRepeatedHeaders(table: Table, names: readonly string[]): Table {
  const { columns, length, lines } = table;
  // A name without a digit is a form of its own, so that no cell is looked at where no row has it.
  const index = names.findIndex((name) => name !== "" && !/\d/.test(name));
  if (index < 0 || names.length < 2 || names.length !== columns.length) return table;
  const column = columns[index];
  let form = 1;
  while (form < column.forms && (column.varies(form) || column.pattern(form) !== names[index])) form++;
  if (form >= column.forms || column.count(form) === 0) return table;
  const kept: number[] = [];
  const again: number[] = [];
  for (let row = 0; row < length; row++) {
    const same = column.codeAt(row) === form && columns.every((one, i) => one.at(row) === names[i]);
    (same ? again : kept).push(row);
  }
  if (again.length === 0) return table;
  const first = `line ${lines[again[0]]}`;
  const note =
    again.length === 1
      ? `${first} has the names of the columns again: left out`
      : `${counted(again.length, "line")} from ${first} on have the names of the columns again: left out`;
  return {
    ...table,
    columns: columns.map((one) => one.take(kept)),
    length: kept.length,
    lines: Uint32Array.from(kept, (row) => lines[row]),
    notes: [...table.notes, note],
  };
}
