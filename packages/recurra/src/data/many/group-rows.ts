// The rows of a file, those of each series together: columns are copied once, and not at all where the file has them so.

import { blocksOf, orderByCode } from "../columns/row-codes.ts";
import type { CsvContents } from "../reading/contents.ts";
import { idColumn } from "../reading/left-out.ts";
import type { SeriesColumns } from "../reading/long-table.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { TimeIndex } from "../time/time-index.ts";
import { RowPlaces } from "./row-places.ts";
import { asFound, type SetParts, sorted, turned } from "./set-parts.ts";
import { shareClock } from "./shared-clock.ts";
import { findStatics } from "./static-columns.ts";

/**
 * The parts of a set. A series with its newest row first is turned round; with `sort`, rows are put in order of time. Columns that were
 * `asked` for stay columns of numbers where they are static.
 */
export function groupRows(
  { parts, table }: CsvContents,
  series: SeriesColumns,
  sort: boolean,
  asked: readonly string[] | undefined,
): SetParts {
  const times = parts.times.values();
  const { starts, orders, moved } = asTheyStand(series, times, sort) ?? inOrder(series, times, sort);
  const idColumns = series.indices.map((index) => table.header[index]);
  const leftOut = new Map(parts.leftOut);
  const columns = new Map(parts.columns);
  for (const column of idColumns) {
    if (asked?.includes(column)) continue;
    columns.delete(column);
    leftOut.set(column, idColumn(column));
  }
  const ids = { ...parts, columns, leftOut };
  const { statics, rows } = findStatics(ids, table, series, asked);
  const { times: own, offsets } = clockOf(rows.times, moved, starts);
  return {
    rows: { ...gather(rows, moved), times: own },
    starts,
    places: new RowPlaces(moved, table.numbers, table.lines),
    ...(offsets && { offsets }),
    idColumns,
    keys: series.indices.map((index) => series.firsts.map((row) => table.columns[index].at(row))),
    statics,
    orders,
  };
}

/** The times of the rows in their new order; one clock for all with its offsets, where there is one. */
function clockOf(
  times: TimeIndex,
  order: Uint32Array | undefined,
  starts: Uint32Array,
): { readonly times: TimeIndex; readonly offsets?: Uint32Array } {
  // Rows that are the clock are counted when they are asked for.
  if (times.kind === "row") return { times: TimeIndex.rows(0) };
  const values = order === undefined ? times.values() : picked(times.values(), order);
  const shared = shareClock(values, starts);
  return shared === undefined
    ? { times: times.derive(values) }
    : { times: times.derive(shared.values), offsets: shared.offsets };
}

interface RowOrder {
  readonly starts: Uint32Array;
  /** What was done to the rows of each series. */
  readonly orders: Uint8Array;
  /** Which row of the file each row is, where some were moved. */
  readonly moved: Uint32Array | undefined;
}

/** The order of a file that has the rows of each series together and in order; without a number for each row. Undefined for others. */
function asTheyStand(series: SeriesColumns, times: Float64Array, sort: boolean): RowOrder | undefined {
  const starts = blocksOf(series);
  if (starts === undefined) return undefined;
  for (let at = 0; at + 1 < starts.length; at++) {
    let [rises, falls] = [true, starts[at + 1] - starts[at] > 1];
    for (let row = starts[at] + 1; row < starts[at + 1]; row++) {
      if (times[row] >= times[row - 1]) falls = false;
      else rises = false;
    }
    if (falls || (sort && !rises)) return undefined;
  }
  return { starts, orders: new Uint8Array(starts.length - 1).fill(asFound), moved: undefined };
}

function inOrder(series: SeriesColumns, times: Float64Array, sort: boolean): RowOrder {
  const { order, starts } = orderByCode(series);
  const orders = new Uint8Array(starts.length - 1);
  for (let at = 0; at < orders.length; at++) {
    orders[at] = orderRows(order.subarray(starts[at], starts[at + 1]), times, sort);
  }
  return { starts, orders, moved: order.every((row, at) => row === at) ? undefined : order };
}

/** Puts the rows of one series in order, in place. */
function orderRows(rows: Uint32Array, times: Float64Array, sort: boolean): number {
  let [rises, falls] = [true, rows.length > 1];
  for (let at = 1; at < rows.length; at++) {
    if (times[rows[at]] >= times[rows[at - 1]]) falls = false;
    else rises = false;
  }
  if (falls) {
    rows.reverse();
    return turned;
  }
  if (!sort || rises) return asFound;
  rows.sort((a, b) => times[a] - times[b] || a - b);
  return sorted;
}

/** Columns in the order of the series; the numbers of their rows are told by `places`. */
function gather(parts: SeriesParts, order: Uint32Array | undefined): SeriesParts {
  const { lines: _, ...rest } = parts;
  const columns = new Map(parts.columns);
  if (order !== undefined) for (const [name, values] of columns) columns.set(name, picked(values, order));
  return { ...rest, columns, rows: new Uint32Array() };
}

function picked(values: Float64Array, order: Uint32Array): Float64Array {
  const result = new Float64Array(values.length);
  for (let at = 0; at < result.length; at++) result[at] = values[order[at]];
  return result;
}
