// The rows that a forecast is of, in a series: known of them are their times and the columns that were declared known ahead.

import { DataError } from "../core/errors.ts";
import { quoteCell, suggestNames } from "../core/nearest-names.ts";
import { Series } from "../data/index.ts";
import type { KnownAhead } from "./known-ahead.ts";
import { requireRowsAhead } from "./rows-ahead.ts";

/** Of rows to come the columns that are known ahead: as a series with their times, or as a list of numbers each, from the first row on. */
export type FutureRows = Series | Readonly<Record<string, ArrayLike<number>>>;

/** What a forecast is of. */
interface Ahead extends KnownAhead {
  readonly target: string;
  readonly horizon: number;
}

/** A series up to its last value of the target, and the rows behind that. */
interface SplitSeries {
  readonly known: Series;
  /** Rows without a value of the target, at the end. */
  readonly behind: Series;
}

/** Cut behind the last value of the target. */
export function splitBehind(series: Series, target: string): SplitSeries {
  const end = series.column(target).findLastIndex((value) => !Number.isNaN(value)) + 1;
  const cut = end === 0 ? series.length : end;
  return { known: series.slice(0, cut), behind: series.slice(cut) };
}

/** The rows with values of the target alone, where columns are known ahead of the others. */
export function knownRows(series: Series, { target, future = [] }: Pick<Ahead, "target" | "future">): Series {
  const values = series.column(target);
  return future.length > 0 && Number.isNaN(values[series.length - 1]) ? splitBehind(series, target).known : series;
}

/**
 * The known rows of a series and the `horizon` rows behind them as one series, in which the rows ahead have the columns that are known
 * ahead and no other values. The rows ahead are `given`, or else those that the series has behind its last value of the target; where no
 * column of the data is known ahead, the clock alone.
 *
 * Throws DataError AHEAD_ROWS, naming the span that is needed, the span that is given and the rows to add, and COLUMN_UNKNOWN.
 */
export function joinAhead(series: Series, ahead: Ahead, given?: FutureRows): { known: Series; whole: Series } {
  const { horizon, future = [], target } = ahead;
  const known = knownRows(series, ahead);
  if (future.length === 0) {
    const times =
      given instanceof Series && given.length >= horizon ? given.times.values().subarray(0, horizon) : undefined;
    return { known, whole: extended(known, times ?? known.times.next(horizon)) };
  }
  const behind = given === undefined ? splitBehind(series, target).behind : asSeries(given, known, future);
  const rows = requireRowsAhead(known, behind, { future, horizon });
  const whole = extended(known, [...rows.times.values()], new Map(future.map((name) => [name, rows.column(name)])));
  return { known, whole };
}

/** The series with rows of these times behind it: missing cells but for the columns that are given. */
function extended(
  series: Series,
  times: ArrayLike<number>,
  columns: ReadonlyMap<string, Float64Array> = new Map(),
): Series {
  const { parts, length } = series;
  const total = length + times.length;
  const longer = (values: Float64Array, more?: Float64Array): Float64Array => {
    const out = new Float64Array(total).fill(Number.NaN, length);
    out.set(values);
    if (more) out.set(more, length);
    return out;
  };
  const rows = new Uint32Array(total);
  rows.set(parts.rows);
  const last = length === 0 ? 0 : parts.rows[length - 1];
  for (let i = length; i < total; i++) rows[i] = last + 1 + i - length;
  return new Series({
    ...parts,
    times: parts.times.derive(longer(parts.times.values(), Float64Array.from(times))),
    columns: new Map([...parts.columns].map(([name, values]) => [name, longer(values, columns.get(name))])),
    rows,
    lines: undefined,
    inserted: undefined,
  });
}

/** Rows that are given as lists stand on the times that come next. */
function asSeries(given: FutureRows, known: Series, future: readonly string[]): Series {
  if (given instanceof Series) return given;
  const unknown = Object.keys(given).find((name) => !future.includes(name));
  if (unknown !== undefined) {
    throw new DataError("COLUMN_UNKNOWN", "future", `${quoteCell(unknown)} is no column that the model knows ahead`, {
      found: unknown,
      context: suggestNames(unknown, future),
      remedies: ["leave it out"],
    });
  }
  const rows = Math.max(0, ...Object.values(given).map(({ length }) => length));
  if (rows === 0) return known.slice(known.length);
  const columns = Object.fromEntries(
    Object.entries(given).map(([name, values]) => [
      name,
      Float64Array.from({ length: rows }, (_, i) => (i < values.length ? values[i] : Number.NaN)),
    ]),
  );
  const series = Series.fromColumns(columns, { name: "future" });
  return new Series({ ...series.parts, times: known.times.derive(Float64Array.from(known.times.next(rows))) });
}
