// Tables with a year in each row and its months in twelve columns, as weather services and statistical offices print them: one series of months.

import { listNames, quoteCell } from "../../core/nearest-names.ts";
import { isMissing } from "../cells/missing-word.ts";
import { CellColumn } from "../columns/cell-column.ts";
import type { Table } from "../csv/table.ts";
import { pad } from "../time/calendar.ts";
import { monthNamed } from "../time/month-names.ts";

const year = /^(1[5-9]\d\d|20\d\d|21\d\d)(?:\.0+)?$/;

/** A table of years and months as one series below each other; undefined for other tables. */
export function turnYears(table: Table): Table | undefined {
  const months = monthColumns(table.header);
  if (months === undefined) return undefined;
  const years = [...table.header.keys()].find((index) => !months.includes(index) && holdsYears(table.columns[index]));
  if (years === undefined || table.length < 2) return undefined;
  const cellOf = (place: number) => table.columns[months[place % 12]].at(Math.floor(place / 12));
  let end = 12 * table.length;
  while (end > 0 && isMissing(cellOf(end - 1))) end--;
  const rowOf = Uint32Array.from({ length: end }, (_, place) => Math.floor(place / 12));
  const others = table.header.filter((_, index) => index !== years && !months.includes(index));
  const without = others.length === 0 ? "" : `, ${listNames(others, 3)} left out`;
  const time = [...rowOf].map((row, i) => `${table.columns[years].at(row).slice(0, 4)}-${pad((i % 12) + 1, 2)}`);
  return {
    ...table,
    header: ["month", "value"],
    columns: [CellColumn.of(time), CellColumn.of([...rowOf.keys()].map(cellOf))],
    length: end,
    lines: rowOf.map((row) => table.lines[row]),
    numbers: rowOf.map((row) => table.numbers?.[row] ?? row + 1),
    notes: [
      ...table.notes,
      `column ${quoteCell(table.header[years])} has years and twelve columns have their months: read as one series of months, "value"${without}`,
    ],
  };
}

/** The columns of January to December, where twelve stand in this order beside each other. */
function monthColumns(header: readonly string[]): readonly number[] | undefined {
  const first = header.findIndex((name) => monthNamed(name) === 1);
  const columns = Array.from({ length: 12 }, (_, i) => first + i);
  return first >= 0 && columns.every((index, i) => monthNamed(header[index] ?? "") === i + 1) ? columns : undefined;
}

/** Years, each greater by one than the one before. */
function holdsYears(column: CellColumn): boolean {
  let last: number | undefined;
  for (const cell of column) {
    const found = year.exec(cell)?.[1];
    if (found === undefined || (last !== undefined && Number(found) !== last + 1)) return false;
    last = Number(found);
  }
  return last !== undefined;
}
