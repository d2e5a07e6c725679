import { DataError } from "../core/errors.ts";
import { requireArguments } from "../core/option-rules.ts";
import { Series } from "../data/index.ts";
import { SERIES } from "../data/table/series-rule.ts";
import { counted } from "../words/counted.ts";
import { withWords } from "./categories.ts";

/**
 * A series with what a second one knows: rows at later times are put behind its last one, and columns that it lacks, or cells of them, are
 * taken from rows of the same time. Without times all rows of the second one come behind.
 *
 * Throws DataError AHEAD_ROWS where the clocks are of different kinds, and TIMES_UNORDERED or TIMES_DUPLICATE for either.
 */
export function withFutureRows(given: Series, givenRows: Series): Series {
  requireArguments("withFutureRows", { series: SERIES, rows: SERIES }, given, givenRows);
  // A word that one of them lacks is none of its rows'.
  const series = withWords(given, givenRows.parts.categories ?? new Map());
  const rows = withWords(givenRows, given.parts.categories ?? new Map());
  series.requireOrdered();
  rows.requireOrdered();
  const { parts, length, times } = series;
  if (times.kind !== rows.times.kind) {
    throw new DataError(
      "AHEAD_ROWS",
      rows.name,
      `its times are each a ${rows.times.kind}, but those of ${series.name} are each a ${times.kind}`,
      { found: rows.times.kind, remedies: ["write the times of both alike"] },
    );
  }
  const isClock = times.kind !== "row";
  const end = length === 0 ? Number.NEGATIVE_INFINITY : times.at(length - 1);
  const from = isClock ? rows.times.values().findLastIndex((time) => time <= end) + 1 : 0;
  const added = rows.length - from;
  const total = length + added;
  const placeOf = new Map(isClock ? [...rows.times.values()].map((time, row) => [time, row]) : []);
  const columns = new Map<string, Float64Array>();
  for (const name of new Set([...parts.columns.keys(), ...rows.columns])) {
    const own = parts.columns.get(name);
    const more = rows.columns.includes(name) ? rows.column(name) : undefined;
    const values = new Float64Array(total).fill(Number.NaN);
    for (let row = 0; row < length; row++) {
      const value = own?.[row] ?? Number.NaN;
      const place = placeOf.get(times.at(row));
      values[row] = Number.isNaN(value) && more && place !== undefined ? more[place] : value;
    }
    if (more) values.set(more.subarray(from), length);
    columns.set(name, values);
  }
  const later = isClock
    ? rows.times.values().subarray(from)
    : Float64Array.from({ length: added }, (_, i) => (length === 0 ? 0 : end) + 1 + i);
  const numbers = new Uint32Array(total);
  numbers.set(parts.rows);
  for (let i = length; i < total; i++) numbers[i] = (length === 0 ? 0 : parts.rows[length - 1]) + 1 + i - length;
  const leftOut = new Map([...parts.leftOut].filter(([name]) => !columns.has(name)));
  return new Series({
    ...parts,
    times: times.derive(Float64Array.from([...times.values(), ...later])),
    columns,
    leftOut,
    categories: new Map([...(rows.parts.categories ?? []), ...(parts.categories ?? [])]),
    rows: numbers,
    lines: undefined,
    inserted: undefined,
    notes:
      added === 0 ? parts.notes : [...parts.notes, `${counted(added, "row")} behind the last come from ${rows.name}`],
  });
}
