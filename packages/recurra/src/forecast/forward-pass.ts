// The way of windows through a fitted network, some at a time, and back into the target's units.

import { aheadColumns } from "../ahead/ahead-columns.ts";
import { type Bounds, clip } from "../data/bounds.ts";
import { gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { Series } from "../data/index.ts";
import type { OwnEnds } from "../evaluation/index.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { LinearPath } from "../linear/linear-path.ts";
import { noGrad, type Tensor } from "../tensor/index.ts";
import { type Path, pretrainedOf } from "../zero-shot/both-paths.ts";
import type { PretrainedPath } from "../zero-shot/pretrained-path.ts";
import type { Fitted } from "./fitted.ts";
import { rowsOf } from "./given-network.ts";
import { centreOf, type NumberPick, quantileOf } from "./head-numbers.ts";
import { FORECAST_BATCH } from "./layout/fit-batches.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { ForecastWindows, requireReadable } from "./windows/forecast-windows.ts";
import { type GivenWindow, GivenWindows } from "./windows/given-windows.ts";

/** What a network's way takes of a fit. */
type FittedNetwork = Pick<Fitted, "lookback" | "normaliser" | "network" | "ahead">;
type SpreadParts = FittedNetwork & Pick<Fitted, "share" | "path">;

/** Windows [from, to): their inputs, and what turns outputs back into the target's units. */
type WindowBatch = (from: number, to: number) => readonly [Tensor, (outputs: Float32Array) => Float64Array];

/** Forecasts for the windows of a series whose first forecast row is `origins[i]`, [n * horizon]. */
export function forecastAt(
  fitted: Fitted,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
): Float64Array {
  const { path, share, bounds } = fitted;
  const network = share === 0 ? undefined : networkAt(fitted, settings, series, origins);
  const linear = path === undefined || share === 1 ? undefined : pathAt(path, settings, series, origins);
  return mixed(network, linear, share, bounds);
}

/** Those of the network alone, not kept to bounds. */
export function networkAt(
  fitted: FittedNetwork,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
): Float64Array {
  return forward(fitted, settings, origins.length, seriesBatches(fitted, settings, series, origins));
}

function seriesBatches(
  { lookback, normaliser, ahead }: FittedNetwork,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
): WindowBatch {
  const shape = { ...settings, lookback };
  requireReadable(series, shape, origins);
  const windows = new ForecastWindows(series, shape, normaliser, ahead);
  return (from, to) => {
    const batch = origins.subarray(from, to);
    return [windows.inputs(batch), (outputs) => windows.restore(outputs, batch)];
  };
}

function givenBatches(given: GivenWindows): WindowBatch {
  return (from, to) => [given.inputs(from, to), (outputs) => given.restore(outputs, from)];
}

/** Those of the linear path alone, not kept to bounds. */
export function pathAt(path: Path, settings: ForecasterSettings, series: Series, origins: Uint32Array): Float64Array {
  const { target, horizon, future } = settings;
  const known = path.looksAhead;
  const shape = { target, inputs: [target], lookback: path.lookback, horizon };
  requireReadable(series, { ...shape, ...(known && { future }) }, origins);
  const ahead = known ? aheadColumns(series, settings) : [];
  const values = series.column(target);
  return path instanceof LinearPath
    ? path.forecast(values, origins, ahead)
    : path.forecast(values, origins, ahead, beginsOf(series, origins));
}

/** The row from which there is no gap before each origin. */
function beginsOf(series: Series, origins: Uint32Array): Uint32Array {
  const firsts = firstRows(series);
  return origins.map((origin) => firsts[origin]);
}

/** The row from which there is no gap before each row. */
export function firstRows(series: Series): Uint32Array {
  const firsts = new Uint32Array(series.length + 1);
  for (const { from, to } of gapFreeRuns(series)) firsts.fill(from, from + 1, to + 1);
  return firsts;
}

/** Forecasts from windows that need not be of one series, [n * horizon]. */
export function forecastGiven(
  fitted: Fitted,
  settings: ForecasterSettings,
  windows: readonly GivenWindow[],
): Float64Array {
  const { normaliser, path, share, bounds } = fitted;
  const given = new GivenWindows(windows, { ...settings, lookback: readRows(fitted) }, normaliser);
  const network = share === 0 ? undefined : forward(fitted, settings, given.length, givenBatches(given));
  const linear = path === undefined || share === 1 ? undefined : given.forecast(path);
  return mixed(network, linear, share, bounds);
}

/** Rows that are read of the columns of a window: where the network has no share, those of the path. */
function readRows({ lookback, path, share }: Pick<Fitted, "lookback" | "path" | "share">): number {
  return path !== undefined && share === 0 ? path.lookback : lookback;
}

/** The forecast of both parts, kept to what it keeps to. */
function mixed(
  network: Float64Array | undefined,
  linear: Float64Array | undefined,
  share: number,
  bounds: Bounds | undefined,
): Float64Array {
  const values =
    network !== undefined && linear !== undefined
      ? network.map((value, i) => share * value + (1 - share) * linear[i])
      : ((network ?? linear) as Float64Array);
  return bounds ? values.map((value) => clip(value, bounds)) : values;
}

function forward(
  fitted: FittedNetwork,
  settings: ForecasterSettings,
  count: number,
  batchOf: WindowBatch,
): Float64Array {
  return picked(fitted, settings, count, batchOf, [centreOf(settings.head)])[0];
}

/** Some numbers of each row in the target's units, each [n * horizon]. */
function picked(
  { network }: FittedNetwork,
  { mode, model, horizon, head }: ForecasterSettings,
  count: number,
  batchOf: WindowBatch,
  picks: readonly NumberPick[],
): Float64Array[] {
  const results = picks.map(() => new Float64Array(count * horizon));
  for (let from = 0; from < count; from += FORECAST_BATCH) {
    const to = Math.min(count, from + FORECAST_BATCH);
    withMode(mode, () =>
      noGrad(() => {
        const [inputs, restore] = batchOf(from, to);
        const outputs = network.forward(inputs);
        const numbers = (model === "own" ? rowsOf(outputs, to - from, { horizon, head }) : outputs).toArray();
        for (const [i, pick] of picks.entries()) {
          const rows = new Float32Array((to - from) * horizon);
          const own = head === "point" ? numbers : rows.map((_, row) => pick(numbers, row));
          results[i].set(restore(own), from * horizon);
        }
      }),
    );
  }
  return results;
}

/** Whether a network says itself how sure a forecast is, and is asked: the trained one, or where that has no share the pretrained one. */
export function givesSpread({ share, path }: Pick<Fitted, "share" | "path">, { head }: ForecasterSettings): boolean {
  return share > 0 ? head !== "point" : pretrainedOf(path) !== undefined;
}

/** How far from the forecasts the network puts the ends of its intervals of some levels, below 0 and above, each [n * horizon]. */
export function spreadAt(
  fitted: SpreadParts,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
  levels: readonly number[],
): OwnEnds[] {
  const { share, path } = fitted;
  if (share === 0) {
    const values = series.column(settings.target);
    return (pretrainedOf(path) as PretrainedPath).spread(values, origins, levels, beginsOf(series, origins));
  }
  return spreadOf(fitted, settings, origins.length, seriesBatches(fitted, settings, series, origins), levels);
}

/** The same of windows that need not be of one series. */
export function spreadGiven(
  fitted: SpreadParts,
  settings: ForecasterSettings,
  windows: readonly GivenWindow[],
  levels: readonly number[],
): OwnEnds[] {
  const given = new GivenWindows(windows, { ...settings, lookback: readRows(fitted) }, fitted.normaliser);
  if (fitted.share === 0) return given.spread(pretrainedOf(fitted.path) as PretrainedPath, levels);
  return spreadOf(fitted, settings, given.length, givenBatches(given), levels);
}

function spreadOf(
  fitted: FittedNetwork,
  settings: ForecasterSettings,
  count: number,
  batchOf: WindowBatch,
  levels: readonly number[],
): OwnEnds[] {
  const head = settings.head as Exclude<ForecasterSettings["head"], "point">;
  const ends = levels.flatMap((level) => [quantileOf(head, (1 - level) / 2), quantileOf(head, (1 + level) / 2)]);
  const [centre, ...found] = picked(fitted, settings, count, batchOf, [centreOf(head), ...ends]);
  const fromCentre = (values: Float64Array): Float64Array => values.map((value, at) => value - centre[at]);
  return levels.map((_, i) => ({ lower: fromCentre(found[2 * i]), upper: fromCentre(found[2 * i + 1]) }));
}
