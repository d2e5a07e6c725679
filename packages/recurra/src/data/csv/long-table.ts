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
  const repeat = times.length >= 1.5 * new Set(times).size;
  const ids = (repeat ? findIds(table, clock, times) : undefined) ?? findBlocks(table, clock, times);
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

/** A column whose values stand below each other, each with times that rise and reach into those of another: series of different years. */
function findBlocks(table: Table, clock: readonly number[], times: Float64Array): readonly number[] | undefined {
  if (times.every((time, row) => row === 0 || time >= times[row - 1])) return undefined;
  const index = table.header.findIndex((_, at) => {
    const codes = clock.includes(at) ? undefined : codesOf(table, at)?.values;
    return codes !== undefined && areBlocks(codes, times);
  });
  return index < 0 ? undefined : [index];
}

function areBlocks(codes: readonly number[], times: Float64Array): boolean {
  const spans: [first: number, last: number][] = [[times[0], times[0]]];
  for (let row = 1; row < times.length; row++) {
    if (codes[row] < codes[row - 1]) return false;
    if (codes[row] > codes[row - 1]) spans.push([times[row], times[row]]);
    else if (times[row] <= times[row - 1]) return false;
    else spans[spans.length - 1][1] = times[row];
  }
  spans.sort(([one], [other]) => one - other);
  return spans.some(([first], i) => i > 0 && first <= spans[i - 1][1]);
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
