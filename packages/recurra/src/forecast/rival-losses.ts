// What methods that need no network come to on the validation windows of a fit, in the measure in which it tells the loss of its network: so the
// two can be laid over one another from the first step on.

import { Turns } from "../core/turns.ts";
import type { Series } from "../data/index.ts";
import { backtestSeasons } from "../evaluation/backtest-seasons.ts";
import { measuredValues, withoutSpikes } from "../evaluation/backtest-windows.ts";
import type { Rival } from "../evaluation/index.ts";
import { rivalForecasts, TargetGrid } from "../evaluation/rival-forecasts.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { HEAD_QUANTILES } from "../nn/networks/forecast-head.ts";
import { noGrad, type Tensor, tensor } from "../tensor/index.ts";
import { LOSSES } from "./fit-loss.ts";
import { fitNormaliser } from "./fit-scales.ts";
import { heldOutOrigins } from "./held-out.ts";
import { FORECAST_BATCH } from "./layout/fit-batches.ts";
import type { FitLayout } from "./layout/fit-layout.ts";
import { type ForecasterSettings, hasNetwork } from "./settings/forecaster-options.ts";
import { ForecastWindows } from "./windows/forecast-windows.ts";
import type { WindowNormaliser } from "./windows/window-normaliser.ts";

/** A rival, and its loss. */
export interface RivalLoss extends Pick<Rival, "name" | "words" | "kind"> {
  readonly loss: number;
}

/** The rivals of a network on the validation windows. */
export interface RivalLosses {
  /** Windows that the losses are means over: those of the fit's validation loss. */
  readonly windows: number;
  /** The smallest loss first. */
  readonly losses: readonly RivalLoss[];
  /** Rows that no step learns from, as windows one behind the other, and what the first of `losses` forecasts there. */
  readonly heldOut: {
    readonly horizon: number;
    /** The first row of each window. */
    readonly origins: Uint32Array;
    /** In the target's units, [windows * horizon]. */
    readonly predicted: Float64Array;
  };
}

/**
 * Each rival is fitted on the rows before the validation windows and forecasts these as a backtest would have it, from the rows before each, within the
 * bounds. Undefined where no network is validated by a loss that a single number can be given for: a distribution of Student's t, a loss of a program's own.
 */
export async function rivalLosses(
  settings: ForecasterSettings,
  series: Series,
  layout: FitLayout,
  signal?: AbortSignal,
): Promise<RivalLosses | undefined> {
  const { validation, trainingRows, seasons, lookback, bounds } = layout;
  const { target, horizon, loss } = settings;
  if (validation.length === 0 || !hasNetwork(settings) || settings.model === "own" || loss === "studentT")
    return undefined;
  const measured = measuredValues(series, target);
  const grid = new TargetGrid(series, withoutSpikes(measured, trainingRows));
  const fitted = grid.values.subarray(0, grid.placeAfter(trainingRows));
  const { held } = backtestSeasons(series.times, fitted, undefined, seasons);
  const shown = heldOutOrigins(series, settings, layout);
  const origins = Uint32Array.from(new Set([...validation, ...shown])).sort();
  const windows = new Map(Array.from(origins, (origin, window) => [origin, window]));
  const pick = (forecasts: Float64Array, of: Uint32Array): Float64Array =>
    Float64Array.from({ length: of.length * horizon }, (_, at) => {
      const window = windows.get(of[Math.floor(at / horizon)]) as number;
      return forecasts[window * horizon + (at % horizon)];
    });
  const normaliser = fitNormaliser(settings, series, layout);
  const truths = new ForecastWindows(series, { ...settings, lookback }, normaliser);
  const found: { readonly one: RivalLoss; readonly predicted: Float64Array }[] = [];
  const turns = new Turns();
  const wanted = { horizon, origins, fittedRows: trainingRows, seasons: held, bounds };
  for (const { rival, forecasts } of rivalForecasts(grid, series.length, wanted)) {
    const { name, words, kind } = rival;
    const value = lossOf(pick(forecasts, validation), { settings, truths, normaliser, validation, series });
    if (Number.isFinite(value)) found.push({ one: { name, words, kind, loss: value }, predicted: forecasts });
    if (!turns.due) continue;
    await turns.take();
    signal?.throwIfAborted();
  }
  if (found.length === 0) return undefined;
  // Of equal ones the first, as in tables: the simpler.
  found.sort((a, b) => a.one.loss - b.one.loss);
  return {
    windows: validation.length,
    losses: found.map(({ one }) => one),
    heldOut: { horizon, origins: shown, predicted: pick(found[0].predicted, shown) },
  };
}

interface Measured {
  readonly settings: ForecasterSettings;
  readonly series: Series;
  readonly truths: ForecastWindows;
  readonly normaliser: WindowNormaliser;
  readonly validation: Uint32Array;
}

/** The mean over all windows, as validation takes it of a network's outputs. */
function lossOf(forecasts: Float64Array, { settings, series, truths, normaliser, validation }: Measured): number {
  const { horizon, mode, target } = settings;
  const values = series.column(target);
  const loss = LOSSES[settings.loss];
  let sum = 0;
  for (let from = 0; from < validation.length; from += FORECAST_BATCH) {
    const batch = validation.subarray(from, from + FORECAST_BATCH);
    const some = forecasts.subarray(from * horizon, (from + batch.length) * horizon);
    const outputs = normaliser.measureAll(some, horizon, (window) => values[batch[window] - 1]);
    sum +=
      batch.length *
      withMode(mode, () => noGrad(() => loss(asOutputs(outputs, settings), truths.targets(batch)).item()));
  }
  return sum / validation.length;
}

/** Numbers as a network would give them: of a head with quantiles each is all of them. */
function asOutputs(values: Float32Array, { horizon, head }: ForecasterSettings): Tensor {
  const windows = values.length / horizon;
  if (head !== "quantile") return tensor(values, [windows, horizon]);
  const count = HEAD_QUANTILES.length;
  const all = Float32Array.from({ length: values.length * count }, (_, at) => values[Math.floor(at / count)]);
  return tensor(all, [windows, horizon, count]);
}
