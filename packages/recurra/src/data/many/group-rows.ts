// The rows of a file, those of each series together: columns are copied once, and not at all where the file has them so.

import { orderByCode } from "../columns/row-codes.ts";
import type { CsvContents } from "../reading/contents.ts";
import { idColumn } from "../reading/left-out.ts";
import type { SeriesColumns } from "../reading/long-table.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { asFound, type SetParts, sorted, turned } from "./set-parts.ts";
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
  const { order, starts } = orderByCode(series);
  const times = parts.times.values();
  const orders = new Uint8Array(starts.length - 1);
  for (let at = 0; at < orders.length; at++) {
    orders[at] = orderRows(order.subarray(starts[at], starts[at + 1]), times, sort);
  }
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
  return {
    rows: gather(rows, order),
    starts,
    idColumns,
    keys: series.indices.map((index) => series.firsts.map((row) => table.columns[index].at(row))),
    statics,
    orders,
  };
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

function gather(parts: SeriesParts, order: Uint32Array): SeriesParts {
  if (order.every((row, at) => row === at)) return parts;
  const pick = (values: Float64Array) => {
    const picked = new Float64Array(values.length);
    for (let at = 0; at < picked.length; at++) picked[at] = values[order[at]];
    return picked;
  };
  const { lines } = parts;
  return {
    ...parts,
    times: parts.times.derive(pick(parts.times.values())),
    columns: new Map([...parts.columns].map(([name, values]) => [name, pick(values)])),
    rows: order.map((row) => parts.rows[row]),
    ...(lines === undefined ? {} : { lines: order.map((row) => lines[row]) }),
  };
}
