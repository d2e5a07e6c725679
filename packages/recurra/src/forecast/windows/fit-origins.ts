// The windows that a fit may take, where rows are missing or were made: none crosses a gap, none knows a later row, and none is to learn
// more invented values than measured ones.

import { DataError } from "../../core/errors.ts";
import type { Phrase } from "../../core/phrase.ts";
import { fillFor } from "../../data/grid/fill-for.ts";
import { gapFreeOrigins, gapFreeRuns } from "../../data/grid/gap-free-origins.ts";
import type { Series } from "../../data/index.ts";
import { bisect } from "../../statistics/bisect.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { WindowShape } from "./forecast-windows.ts";

/** Of a window's target cells, at most this share may have been made. */
const MOST_FILLED = 0.5;

/** The origins of the windows that may train or validate. */
export function fitOrigins(series: Series, { target, inputs, lookback, horizon }: WindowShape): Uint32Array {
  const origins = gapFreeOrigins(series, { lookback, horizon, columns: [target, ...inputs] });
  return withFewMade(series, { target, horizon }, origins, MOST_FILLED);
}

/** The windows all of whose target cells were measured: errors are taken on them. */
export function measuredTargets(
  series: Series,
  shape: Pick<WindowShape, "target" | "horizon">,
  origins: Uint32Array,
): Uint32Array {
  return withFewMade(series, shape, origins, 0);
}

/** The windows of whose target cells at most a share was made. */
function withFewMade(
  series: Series,
  { target, horizon }: Pick<WindowShape, "target" | "horizon">,
  origins: Uint32Array,
  most: number,
): Uint32Array {
  const measured = series.isMeasured(target);
  if (measured === undefined) return origins;
  /** Made cells before each row. */
  const made = new Uint32Array(measured.length + 1);
  for (let row = 0; row < measured.length; row++) made[row + 1] = made[row] + 1 - measured[row];
  return origins.filter((origin) => made[origin + horizon] - made[origin] <= most * horizon);
}

/**
 * A default lookback that leaves windows: the longest, up to the one given, with at least half as many windows as a lookback of one row
 * would have. Without gaps it is the one given.
 */
export function lookbackInRuns(series: Series, horizon: number, lookback: number): number {
  const runs = gapFreeRuns(series);
  if (runs.length <= 1) return lookback;
  const windows = (rows: number) =>
    runs.reduce((sum, { from, to }) => sum + Math.max(0, to - from - rows - horizon + 1), 0);
  const least = Math.max(1, windows(1) / 2);
  let longest = lookback;
  while (longest > 1 && windows(longest) < least) longest--;
  return longest;
}

/** Whether there is a window to learn from and, unless the share is 0, one to validate on, whose targets share no row. */
function suffices(origins: Uint32Array, horizon: number, validation: number): boolean {
  const last = origins.at(-1);
  return last !== undefined && (validation === 0 || last >= origins[0] + horizon);
}

/**
 * Throws DataError WINDOWS_TOO_SHORT, naming the longest run without gaps and the longest lookback that has windows, when gaps or made
 * cells leave too few of them. Too few rows are refused elsewhere.
 */
export function requireFitOrigins(series: Series, shape: WindowShape, origins: Uint32Array, validation: number): void {
  const { lookback, horizon } = shape;
  const needed = lookback + horizon;
  if (series.length < needed + (validation > 0 ? horizon : 0) || suffices(origins, horizon, validation)) return;
  const runs = gapFreeRuns(series);
  const longest = runs.reduce((best, run) => (run.to - run.from > best.to - best.from ? run : best));
  const found = longest.to - longest.from;
  const more = validation > 0 && found >= needed ? ` and ${grouped(horizon)} more to choose the number of epochs` : "";
  const made =
    found >= needed && series.isMeasured(shape.target) ? ", and filled cells are no targets to learn from" : "";
  // Fewer rows to look back on leave as many windows or more.
  const less = bisect(lookback, (fewer) =>
    suffices(fitOrigins(series, { ...shape, lookback: lookback - fewer }), horizon, validation),
  );
  const room = lookback - less;
  const remedies: Phrase[] = [
    ...(runs.length > 1
      ? [["fill the gaps with ", { option: "fillGaps", value: fillFor(series.times) }] as const]
      : []),
    ...(room > 0 ? [["use ", { option: "lookback", value: room }, ", the longest that has windows"] as const] : []),
    ["shorten the ", { option: "horizon" }],
  ];
  throw new DataError(
    "WINDOWS_TOO_SHORT",
    series.name,
    `lookback ${lookback} + horizon ${horizon} needs ${counted(needed, "row")}${more}, but the longest run without gaps has ${grouped(found)} (${series.span(longest.from, longest.to)})${made}`,
    { found, remedies },
  );
}
