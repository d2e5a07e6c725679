// A model's forecasts of many windows, in blocks, with a turn of the event loop between them.

import { StateError } from "../core/errors.ts";
import { Turns } from "../core/turns.ts";
import type { Series } from "../data/series/series.ts";
import type { WindowForecaster } from "./forecastable.ts";

/** Windows forecast between two turns of the event loop. */
const blockSize = 64;

export async function forecastInBlocks(
  model: WindowForecaster,
  series: Series,
  origins: Uint32Array,
  signal: AbortSignal | undefined,
  onProgress: ((done: number, total: number) => void) | undefined,
): Promise<Float64Array> {
  const predicted = new Float64Array(origins.length * model.horizon);
  const turns = new Turns();
  for (let start = 0; start < origins.length; start += blockSize) {
    signal?.throwIfAborted();
    const block = origins.slice(start, start + blockSize);
    const forecasts = model.predictAt(series, block);
    requireForecasts(model, series, block, forecasts);
    predicted.set(forecasts, start * model.horizon);
    onProgress?.(start + block.length, origins.length);
    if (turns.due) await turns.take();
  }
  return predicted;
}

function requireForecasts(model: WindowForecaster, series: Series, block: Uint32Array, forecasts: Float64Array): void {
  const wanted = block.length * model.horizon;
  if (forecasts.length !== wanted) {
    throw new StateError(
      "BACKTEST_FORECAST_SIZE",
      "backtest",
      `the ${model.name} gave ${forecasts.length} values for ${block.length} windows of ${model.horizon} steps, expected ${wanted}`,
      { found: forecasts.length },
    );
  }
  const at = forecasts.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const origin = block[Math.floor(at / model.horizon)];
  throw new StateError(
    "BACKTEST_NOT_FINITE",
    "backtest",
    `the ${model.name}'s forecast from ${series.times.label(origin)}, step ${(at % model.horizon) + 1}, is ${forecasts[at]}`,
    { found: forecasts[at], remedies: ["give finite forecasts: a network is fitted again on finite rows"] },
  );
}
