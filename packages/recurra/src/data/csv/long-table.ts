// Tables with several series below each other: found where times repeat, and a column or two tell their rows apart.

import { DataError } from "../../core/errors.ts";
import { listNames } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { rowOf, type Table } from "./table.ts";

/** Throws DataError LONG_TABLE for a table that is several series by one or two columns. `clock`: the columns of the times; `times`: those of the rows. */
export function requireOneSeries(table: Table, clock: readonly number[], times: Float64Array): void {
  let rising = 1;
  while (rising < times.length && times[rising] > times[rising - 1]) rising++;
  if (rising >= times.length) return;
  const distinct = new Set(times).size;
  if (times.length < 1.5 * distinct) return;
  const ids = findIds(table, clock, times);
  if (ids === undefined) return;
  const names = ids.map((index) => table.header[index]);
  const keys = new Map<string, number>();
  for (let row = 0; row < table.length; row++) {
    const key = ids.map((index) => table.columns[index].at(row)).join(", ");
    if (!keys.has(key)) keys.set(key, row);
  }
  const first = rowOf(table, 0);
  throw new DataError(
    "LONG_TABLE",
    table.name,
    `the ${grouped(table.length)} rows are ${counted(keys.size, "series", "series")} by ${listNames(names)} (${listNames([...keys.keys()], 3)})`,
    {
      place: { column: names[0], said: true },
      remedies: [
        [
          "choose one with ",
          ...ids.flatMap((index, at) => [
            at > 0 ? " " : "",
            { option: "where", value: `${table.header[index]}=${first[index]}` },
          ]),
        ],
      ],
    },
  );
}

/** The column, or the two, with the fewest values that have each time once. */
function findIds(table: Table, clock: readonly number[], times: Float64Array): readonly number[] | undefined {
  const codes = table.header.map((_, index) => (clock.includes(index) ? undefined : codesOf(table, index)));
  const candidates = codes.flatMap((code, index) => (code === undefined ? [] : [{ index, ...code }]));
  const single = candidates.filter(({ values }) => isApart(values, times)).sort((a, b) => a.count - b.count);
  if (single.length > 0) return [single[0].index];
  let best: { ids: number[]; count: number } | undefined;
  for (const [i, one] of candidates.entries()) {
    for (const other of candidates.slice(i + 1)) {
      const count = one.count * other.count;
      if (count > table.length || (best !== undefined && best.count <= count)) continue;
      const values = one.values.map((value, row) => value * other.count + other.values[row]);
      if (isApart(values, times)) best = { ids: [one.index, other.index], count };
    }
  }
  return best?.ids;
}

/** The values of a column as numbers from 0; undefined where it is no id: too many values, one alone, or no whole numbers. */
function codesOf(table: Table, index: number): { values: number[]; count: number } | undefined {
  const codes = new Map<string, number>();
  const values: number[] = [];
  const most = table.length / 3;
  for (const cell of table.columns[index]) {
    let code = codes.get(cell);
    if (code === undefined) {
      if (codes.size + 1 > most) return undefined;
      const number = parseNumber(cell, ".") ?? parseNumber(cell, ",");
      if (isMissing(cell) || (number !== undefined && !Number.isInteger(number))) return undefined;
      code = codes.size;
      codes.set(cell, code);
    }
    values.push(code);
  }
  return codes.size < 2 ? undefined : { values, count: codes.size };
}

/** Whether no two rows of one value have one time. */
function isApart(values: readonly number[], times: Float64Array): boolean {
  const seen = new Map<number, Set<number>>();
  for (const [row, value] of values.entries()) {
    let of = seen.get(value);
    if (of === undefined) {
      of = new Set();
      seen.set(value, of);
    }
    if (of.has(times[row])) return false;
    of.add(times[row]);
  }
  return true;
}
