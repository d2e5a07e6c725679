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
import { type PathTrial, triedPath } from "../linear/path-trial.ts";
import { BothPaths, joinPaths, linearOf, type Path, type PathKind, pretrainedOf } from "../zero-shot/both-paths.ts";
import { chooseKind, type PathErrors } from "../zero-shot/choose-kind.ts";
import { PretrainedPath } from "../zero-shot/pretrained-path.ts";
import type { PretrainedSource } from "../zero-shot/pretrained-source.ts";
import type { Fitted } from "./fitted.ts";
import { networkAt, pathAt } from "./forward-pass.ts";
import type { FitLayout } from "./layout/fit-layout.ts";
import { spread } from "./settings/calibration.ts";
import { type ForecasterSettings, hasNetwork } from "./settings/forecaster-options.ts";
import { fitOrigins, lookbackInRuns, measuredTargets } from "./windows/fit-origins.ts";

/** Weights are fitted on the last rows, this many at most. */
const MOST_ROWS = 20_000;
/** Multiply-adds of all choices. */
const MOST_WORK = 4e9;

/** Windows on which the kind of path is chosen, at most. */
export const MOST_CHOOSING = 200;
/** A drift is seen over as many rows at least. */
const DRIFT_ROWS = 100;

/** What the parts of a forecaster came to on the validation windows. */
interface PathFit {
  readonly share: number;
  /** None where there is no network. */
  readonly errors?: PartErrors;
}

/** Beside the rows, what paths are made of: the pretrained network, where there is one, and which kind of path is wanted. */
export interface PathSource {
  readonly pretrained: PretrainedSource | undefined;
  /** The network as it came, where it was trained further on rows of the series: for forecasts of these. */
  readonly untuned?: PretrainedSource | undefined;
  readonly kind: PathKind;
}

/**
 * The path fitted on all rows of a series; undefined where none was asked for, or no lookback leaves windows enough. `ends`: what comes behind the
 * last row is to be forecast, so the path reads no further back than to the last gap. `before`: the
 * path that was proven on fewer rows, whose linear part stays where gaps leave none of all of them.
 */
export function fitPath(
  settings: ForecasterSettings,
  series: Series,
  seasons: readonly Season[],
  ends: boolean,
  { pretrained, kind }: PathSource,
  before?: Path,
): Path | undefined {
  const seen =
    kind === "linear" || pretrained === undefined ? undefined : seePath(settings, series, seasons, pretrained);
  const linear =
    kind === "pretrained" && seen !== undefined
      ? undefined
      : (fitLinearPath(settings, series, seasons, ends) ?? stillFits(linearOf(before), series, ends));
  return joinPaths(linear, seen, kind);
}

/** A linear path of fewer rows, where it can still be asked: gaps may leave none for all of them. */
function stillFits(path: LinearPath | undefined, series: Series, ends: boolean): LinearPath | undefined {
  return path === undefined || (ends && path.lookback > rowsBehindGap(series)) ? undefined : path;
}

/** The pretrained network as suits the rows behind the last gap of a series. */
export function seePath(
  { target, horizon, lookback: asked, linearLookback = asked ?? MOST_LOOKBACK }: ForecasterSettings,
  series: Series,
  seasons: readonly Season[],
  source: PretrainedSource,
): PretrainedPath | undefined {
  const { values } = withoutSpikes(series.column(target).subarray(series.length - rowsBehindGap(series)));
  const found = seasons.map((season) => Math.round(season.rows));
  return PretrainedPath.of(source, values, {
    horizon,
    seasons: found,
    rows: linearLookback < MOST_LOOKBACK ? linearLookback : Number.POSITIVE_INFINITY,
    roomFor: (needed) => Math.max(1, lookbackInRuns(series, horizon, needed)),
  });
}

function fitLinearPath(
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

/** A path, what kind it is of, and what its parts came to on the validation windows. */
interface ProvenPath {
  readonly path: Path | undefined;
  readonly kind: PathKind;
  readonly errors?: PathErrors;
}

/**
 * The path of the training rows of a layout, of the kind that forecasts best where there are two. Where they have no season, the last value, or that with a drift, unless the path is surely nearer on windows
 * that it has not seen. Without validation windows it is that of all rows.
 */
export function provenPath(
  settings: ForecasterSettings,
  series: Series,
  layout: FitLayout,
  source: PathSource,
): ProvenPath {
  const { seasons, trainingRows, validation } = layout;
  const { target, horizon, lookback: asked, linearLookback = asked ?? MOST_LOOKBACK } = settings;
  const fitOn = (row: number, kind: PathKind, { pretrained }: PathSource = source) =>
    fitPath(settings, series.slice(0, row), seasons, validation.length === 0, { pretrained, kind });
  const first = fitOn(trainingRows, source.kind);
  const errors = first instanceof BothPaths ? chooseOn(first, settings, series, validation) : undefined;
  const kind = errors?.taken ?? source.kind;
  const path = joinPaths(linearOf(first), pretrainedOf(first), kind);
  const found = { kind, ...(errors && { errors }) };
  if (path === undefined || seasons.length > 0 || validation.length === 0) return { path, ...found };
  // Rows that a network was trained on prove nothing of it.
  const asItCame = { ...source, pretrained: source.untuned ?? source.pretrained };
  const fitBefore = (row: number) => fitOn(row, kind, asItCame);
  const measured = (origins: Uint32Array) => measuredTargets(series, settings, origins);
  const originsIn = (from: number, to: number, lookback: number) => {
    const origins = fitOrigins(series.slice(0, to), { target, inputs: [], lookback, horizon });
    return measured(origins.filter((origin) => origin >= from));
  };
  const rows = lookbackInRuns(series, horizon, Math.min(linearLookback, MOST_LOOKBACK, Math.floor(trainingRows / 4)));
  const drift = rows < DRIFT_ROWS ? undefined : LinearPath.drift(horizon, rows);
  const columns = { values: series.column(target), ahead: aheadColumns(series, settings) };
  const still = LinearPath.still(horizon);
  const trial: PathTrial<Path> = {
    ...columns,
    fitBefore,
    originsIn,
    still,
    walk: pretrainedOf(first)?.still ?? still,
    drift,
  };
  // One that was trained further is surely nearer than the network as it came, or it would not be here.
  const judged = source.untuned === undefined ? path : (fitBefore(trainingRows) ?? path);
  const kept = triedPath(trial, judged, trainingRows, measured(validation));
  return { path: kept === judged ? path : kept, ...found };
}

/** Which paths forecast, by windows that they have not seen; undefined where there are none. */
function chooseOn(
  { linear, pretrained }: BothPaths,
  settings: ForecasterSettings,
  series: Series,
  validation: Uint32Array,
): PathErrors | undefined {
  const reach = Math.max(linear.lookback, pretrained.lookback);
  const able = measuredTargets(series, settings, validation).filter((origin) => origin >= reach);
  if (able.length === 0) return undefined;
  const origins = spread(able, MOST_CHOOSING);
  const windows = { truth: truthOf(settings, series, origins), origins, horizon: settings.horizon };
  return chooseKind(windows, pathAt(linear, settings, series, origins), pathAt(pretrained, settings, series, origins));
}

export function truthOf({ horizon, target }: ForecasterSettings, series: Series, origins: Uint32Array): Float64Array {
  const column = series.column(target);
  const truth = new Float64Array(origins.length * horizon);
  for (const [i, origin] of origins.entries()) truth.set(column.subarray(origin, origin + horizon), i * horizon);
  return truth;
}

/** A path that was not fitted, for a refit on these rows: without its drift where a gap leaves too few rows to see it. */
export function simplePath(path: Path | undefined, series: Series): Path | undefined {
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
  path: Path,
  settings: ForecasterSettings,
  series: Series,
  validation: Uint32Array,
): PathFit | undefined {
  if (!hasNetwork(settings)) return { share: 0 };
  const able = validation.filter((origin) => origin >= path.lookback);
  const origins = pretrainedOf(path) ? spread(able, MOST_CHOOSING) : able;
  if (origins.length === 0) return undefined;
  const windows = { truth: truthOf(settings, series, origins), origins, horizon: settings.horizon };
  const network = networkAt(fitted, settings, series, origins);
  const parts = partForecasts(windows, network, pathAt(path, settings, series, origins));
  return { share: networkShare(windows, parts, path.isSimple), errors: parts.errors };
}
