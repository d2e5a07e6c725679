// Some rows of a series: a span of them as views, or any of them as copies.

import { OptionError } from "../../core/errors.ts";
import { sliceFilled } from "../grid/filled-cells.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { disorderCause } from "../time/disorder-cause.ts";

/** Rows [start, end), as views. Negative numbers count from the end. */
export function sliceRows(
  { times, columns, rows, lines, inserted, filled }: SeriesParts,
  start: number,
  end: number,
): Partial<SeriesParts> {
  for (const row of [start, end]) {
    if (!Number.isInteger(row)) {
      throw new OptionError("ROW_RANGE", "slice", `rows are whole numbers, got ${row}`, { found: row });
    }
  }
  const { length } = rows;
  const at = (row: number) => Math.min(Math.max(row < 0 ? row + length : row, 0), length);
  const [from, to] = [at(start), Math.max(at(start), at(end))];
  return {
    times: times.slice(from, to),
    columns: new Map([...columns].map(([name, values]) => [name, values.subarray(from, to)])),
    rows: rows.subarray(from, to),
    lines: lines?.subarray(from, to),
    inserted: inserted?.subarray(from, to),
    filled: sliceFilled(filled, from, to),
  };
}

/** The rows at `indices`, copied, in that order. */
export function takeRows(
  { times, columns, rows, lines, inserted }: SeriesParts,
  indices: Uint32Array,
): Partial<SeriesParts> {
  const pick = (values: Float64Array) => Float64Array.from(indices, (row) => values[row]);
  return {
    times: times.derive(pick(times.values())),
    columns: new Map([...columns].map(([name, values]) => [name, pick(values)])),
    rows: indices.map((row) => rows[row]),
    lines: lines === undefined ? undefined : indices.map((row) => lines[row]),
    inserted: inserted === undefined ? undefined : Uint8Array.from(indices, (row) => inserted[row]),
  };
}

/** All rows in ascending order of time, copied; rows of equal times keep their order. Undefined where they stand so. */
export function sortRows(parts: SeriesParts): Partial<SeriesParts> | undefined {
  const times = parts.times.values();
  const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a] - times[b] || a - b);
  if (order.every((row, i) => row === i)) return undefined;
  const cause = disorderCause(parts.times);
  const note = cause === undefined ? "rows sorted by time" : `rows sorted by time. ${cause}`;
  return { ...takeRows(parts, order), notes: [...parts.notes, note] };
}
