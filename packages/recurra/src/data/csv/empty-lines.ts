// Empty lines inside a table: none of its rows, but a missing cell where the table has one column.

import { counted } from "../../words/counted.ts";
import { listed } from "../../words/listed.ts";
import { CellColumn } from "../columns/cell-column.ts";
import type { GrowingList } from "./growing-list.ts";
import type { Table } from "./table.ts";

/** Where a table's rows lie among the records of its text. */
interface Extent {
  /** Index of the first record that is a row. */
  readonly first: number;
  /** Line on which each record up to the last row starts. */
  readonly lines: Uint32Array;
}

/**
 * The table with the empty lines inside it as rows where it has one column, unless every other line is empty; says what was done. `empty`
 * has for each empty line how many records stand above it.
 */
export function settleEmptyLines(table: Table, empty: GrowingList, { first, lines }: Extent): Table {
  const inside: number[] = [];
  for (let i = 0; i < empty.length; i++) {
    const above = empty.at(i);
    if (above > first && above < lines.length) inside.push(above);
  }
  if (inside.length === 0) return table;
  if (table.columns.length > 1 || inside.length >= table.length - 1) {
    const distinct = inside.filter((above, i) => i === 0 || above !== inside[i - 1]);
    const where = distinct.slice(0, 3).map((above) => String(lines[above - 1]));
    const more = distinct.length > 3 ? " and others" : "";
    const note = `${counted(inside.length, "empty line")} inside the table left out, below ${where.length === 1 ? "line" : "lines"} ${listed(where, "and")}${more}`;
    return { ...table, notes: [...table.notes, note] };
  }
  const [column] = table.columns;
  const whole = new CellColumn();
  const places = new Uint32Array(table.length + inside.length);
  let next = 0;
  for (let row = 0; row < table.length; row++) {
    const record = first + row;
    let before = 0;
    while (next + before < inside.length && inside[next + before] === record) before++;
    for (let i = before; i > 0; i--) {
      places[whole.length] = lines[record] - i;
      whole.add("");
    }
    next += before;
    places[whole.length] = lines[record];
    whole.add(column.at(row));
  }
  const note = `${counted(inside.length, "empty line")} inside the one column read as missing`;
  return { ...table, columns: [whole], length: whole.length, lines: places, notes: [...table.notes, note] };
}
