// The linear path of a fit, and what validation says of it and of the network.

import { aheadColumns, steadyColumns } from "../ahead/ahead-columns.ts";
import { spikeRows } from "../data/findings/spike-rows.ts";
import { gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { Season, Series } from "../data/index.ts";
import { fillCausally } from "../evaluation/estimation/fill-causally.ts";
import type { WindowRun } from "../evaluation/estimation/window-moments.ts";
import { fitLinear, lookbacksFor, MOST_LOOKBACK } from "../evaluation/linear/fit-linear.ts";
import { LinearPath } from "../linear/linear-path.ts";
import { networkShare, type PartErrors, partForecasts } from "../linear/network-share.ts";
import { triedPath } from "../linear/path-trial.ts";
import type { Fitted } from "./fitted.ts";
import { networkAt, pathAt } from "./forward-pass.ts";
import type { FitLayout } from "./layout/fit-layout.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { fitOrigins, lookbackInRuns, measuredTargets } from "./windows/fit-origins.ts";

/** Weights are fitted on the last rows, this many at most. */
const MOST_ROWS = 20_000;
/** Multiply-adds of all choices. */
const MOST_WORK = 4e9;

/** A drift is seen over as many rows at least. */
const DRIFT_ROWS = 100;

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
    ahead: steadyColumns(rows, settings),
    lookbacks: pathLookbacks(settings, rows, seasons).filter((lookback) => !ends || lookback <= rowsBehindGap(rows)),
    seasons: seasons.map((season) => Math.round(season.rows)),
    runsOf: (lookback) => runsOf(fitOrigins(rows, { target, inputs: [], lookback, horizon })),
    mostWork: MOST_WORK,
  });
  return models && LinearPath.meanOf(models, horizon, limit);
}

/**
 * The path of the training rows of a layout. Where they have no season, the last value, or that with a drift, unless the path is surely nearer on windows
 * that it has not seen. Without validation windows it is that of all rows.
 */
export function provenPath(settings: ForecasterSettings, series: Series, layout: FitLayout): LinearPath | undefined {
  const { seasons, trainingRows, validation } = layout;
  const { target, horizon, lookback: asked, linearLookback = asked ?? MOST_LOOKBACK } = settings;
  const fitBefore = (row: number) => fitPath(settings, series.slice(0, row), seasons, validation.length === 0);
  const path = fitBefore(trainingRows);
  if (path === undefined || seasons.length > 0 || validation.length === 0) return path;
  const measured = (origins: Uint32Array) => measuredTargets(series, settings, origins);
  const originsIn = (from: number, to: number, lookback: number) => {
    const origins = fitOrigins(series.slice(0, to), { target, inputs: [], lookback, horizon });
    return measured(origins.filter((origin) => origin >= from));
  };
  const rows = lookbackInRuns(series, horizon, Math.min(linearLookback, MOST_LOOKBACK, Math.floor(trainingRows / 4)));
  const drift = rows < DRIFT_ROWS ? undefined : LinearPath.drift(horizon, rows);
  const columns = { values: series.column(target), ahead: aheadColumns(series, settings) };
  const trial = { ...columns, fitBefore, originsIn, still: LinearPath.still(horizon), drift };
  return triedPath(trial, path, trainingRows, measured(validation));
}

/** A path that was not fitted, for a refit on these rows: without its drift where a gap leaves too few rows to see it. */
export function simplePath(path: LinearPath | undefined, series: Series): LinearPath | undefined {
  if (!path?.isSimple) return undefined;
  return path.lookback <= rowsBehindGap(series) ? path : LinearPath.still(path.horizon);
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
  const windows = { truth, origins, horizon };
  const network = networkAt(fitted, settings, series, origins);
  const parts = partForecasts(windows, network, pathAt(path, settings, series, origins));
  return { share: networkShare(windows, parts, path.isSimple), errors: parts.errors };
}
