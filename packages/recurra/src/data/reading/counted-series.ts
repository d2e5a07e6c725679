// Several series below each other whose steps are numbered: week 1, 2, 3 of one shop, and again of the next.

import type { CellColumn } from "../columns/cell-column.ts";
import { nameWords } from "../columns/column-name.ts";
import { orderByCode, type RowCodes } from "../columns/row-codes.ts";
import type { Table } from "../csv/table.ts";
import { candidatesOf, findApart, manyRepeat, mayBeId, type SeriesColumns } from "./long-table.ts";

/** Names of columns that number the steps of a series. */
const stepNames = ["time", "step", "period", "week", "day", "month", "t"];
/** Names of columns that tell parts of a calendar rather than series. */
const calendarNames = [
  ...["year", "quarter", "month", "week", "weekday", "day", "dayofyear", "hour", "minute", "second", "time", "date"],
];

/**
 * The columns that tell series apart whose steps are numbered: a column called week or time counts from step to step, the same numbers again
 * and again. Only where the rows have no clock.
 */
export function findCounted(table: Table, clock: readonly number[]): SeriesColumns | undefined {
  if (clock.length > 0) return undefined;
  const words = table.header.map(nameWords);
  const steps = stepNames
    .flatMap((name) => words.findIndex((set) => set.has(name)) + 1 || [])
    .map((place) => place - 1);
  const isPart = (index: number) => calendarNames.some((name) => words[index].has(name));
  for (const index of steps) {
    const values = wholeNumbers(table.columns[index]);
    if (values === undefined || values.length < manyRepeat * new Set(values).size) continue;
    const candidates = candidatesOf(table, [index], mayBeId).filter((one) => !isPart(one.index));
    const found = findApart(candidates, values, false);
    if (found !== undefined && goOn(found, values)) return found;
  }
  return undefined;
}

function wholeNumbers(column: CellColumn): Float64Array | undefined {
  const values = new Float64Array(column.length);
  for (let row = 0; row < values.length; row++) {
    const cell = column.at(row);
    if (!/^\d{1,6}$/.test(cell)) return undefined;
    values[row] = Number(cell);
  }
  return values;
}

/** Whether nine in ten rows of a series have the number that comes next to the one before. */
function goOn(codes: RowCodes, values: Float64Array): boolean {
  const { order, starts } = orderByCode(codes);
  const places = new Map([...new Set(values)].sort((a, b) => a - b).map((value, place) => [value, place]));
  const placeOf = (at: number) => places.get(values[order[at]]) ?? 0;
  let [pairs, next] = [0, 0];
  for (let code = 0; code + 1 < starts.length; code++) {
    for (let at = starts[code] + 1; at < starts[code + 1]; at++, pairs++) {
      if (Math.abs(placeOf(at) - placeOf(at - 1)) === 1) next++;
    }
  }
  return pairs > 0 && next >= 0.9 * pairs;
}
