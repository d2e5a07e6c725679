// The linear path of a fit, and what validation says of it and of the network.

import { aheadColumns } from "../ahead/ahead-columns.ts";
import { spikeRows } from "../data/findings/spike-rows.ts";
import { gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { Season, Series } from "../data/index.ts";
import { fillCausally } from "../evaluation/estimation/fill-causally.ts";
import type { WindowRun } from "../evaluation/estimation/window-moments.ts";
import { fitLinear, lookbacksFor, MOST_LOOKBACK } from "../evaluation/linear/fit-linear.ts";
import { LinearPath } from "../linear/linear-path.ts";
import { networkShare, type PartErrors, partErrors } from "../linear/network-share.ts";
import type { Fitted } from "./fitted.ts";
import { networkAt, pathAt } from "./forward-pass.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { fitOrigins, lookbackInRuns } from "./windows/fit-origins.ts";

/** Weights are fitted on the last rows, this many at most. */
const MOST_ROWS = 20_000;
/** Multiply-adds of all choices. */
const MOST_WORK = 4e9;

/** What the parts of a forecaster came to on the validation windows. */
interface PathFit {
  readonly share: number;
  /** None where there is no network. */
  readonly errors?: PartErrors;
}

/**
 * The path fitted on all rows of a series; undefined where none was asked for, or no lookback leaves windows enough. `ends`: what comes behind the
 * last row is to be forecast, so the path reads no further back than to the last gap.
 */
export function fitPath(
  settings: ForecasterSettings,
  series: Series,
  seasons: readonly Season[],
  ends: boolean,
): LinearPath | undefined {
  if (!settings.linear) return undefined;
  const { target, horizon } = settings;
  const rows = series.slice(Math.max(0, series.length - MOST_ROWS), series.length);
  const { values, limit } = withoutSpikes(rows.column(target));
  const models = fitLinear({
    values,
    horizon,
    ahead: aheadColumns(rows, settings),
    lookbacks: pathLookbacks(settings, rows, seasons).filter((lookback) => !ends || lookback <= rowsBehindGap(rows)),
    seasons: seasons.map((season) => Math.round(season.rows)),
    runsOf: (lookback) => runsOf(fitOrigins(rows, { target, inputs: [], lookback, horizon })),
    mostWork: MOST_WORK,
  });
  return models && LinearPath.meanOf(models, horizon, limit);
}

function rowsBehindGap(series: Series): number {
  const last = gapFreeRuns(series).at(-1);
  return last === undefined ? 0 : last.to - last.from;
}

/** The lookbacks that are tried: none longer than was asked for, or than gaps leave windows for. */
function pathLookbacks(settings: ForecasterSettings, series: Series, seasons: readonly Season[]): number[] {
  const { horizon, lookback, linearLookback = lookback ?? MOST_LOOKBACK } = settings;
  const found = lookbacksFor(seasons).filter((rows) => rows <= linearLookback);
  const tried = found.length > 0 ? found : [Math.min(linearLookback, MOST_LOOKBACK)];
  return tried.filter((rows) => rows >= 2 && lookbackInRuns(series, horizon, rows) === rows);
}

/** Windows whose origins follow one another, as runs of their last rows. */
export function runsOf(origins: Uint32Array): WindowRun[] {
  const runs: { from: number; to: number }[] = [];
  for (const origin of origins) {
    const run = runs.at(-1);
    if (run !== undefined && run.to === origin - 2) run.to = origin - 1;
    else runs.push({ from: origin - 1, to: origin - 1 });
  }
  return runs;
}

/** The values with spikes filled, and how far apart the others lie. */
export function withoutSpikes(given: Float64Array): { values: Float64Array; limit?: number } {
  const spikes = spikeRows(given);
  if (spikes.length === 0) return { values: given };
  const holes = given.slice();
  for (const row of spikes) holes[row] = Number.NaN;
  const values = fillCausally(holes, 0);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most > least ? { values, limit: most - least } : { values };
}

/** The share of the network by the validation windows that the path has the rows for; undefined where there is none. */
export function weighOn(
  fitted: Fitted,
  path: LinearPath,
  settings: ForecasterSettings,
  series: Series,
  validation: Uint32Array,
): PathFit | undefined {
  if (settings.model === "linear") return { share: 0 };
  const origins = validation.filter((origin) => origin >= path.lookback);
  if (origins.length === 0) return undefined;
  const { horizon, target } = settings;
  const column = series.column(target);
  const truth = new Float64Array(origins.length * horizon);
  for (const [i, origin] of origins.entries()) truth.set(column.subarray(origin, origin + horizon), i * horizon);
  const network = networkAt(fitted, settings, series, origins);
  const errors = partErrors(truth, network, pathAt(path, settings, series, origins));
  return { share: networkShare(errors), errors };
}
