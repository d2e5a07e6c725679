// Whether the network of a refit is taken: it has seen the last windows of all rows, and must not err more there than the network that was scored,
// which has not.

import { inputWidth } from "../ahead/known-ahead.ts";
import type { Series } from "../data/index.ts";
import { setWeights, weightsOf } from "../training/best-weights.ts";
import type { Fitted } from "./fitted.ts";
import { networkAt } from "./forward-pass.ts";
import { calibrationWindows, spread } from "./settings/calibration.ts";
import { VALIDATION_SHARE } from "./settings/fit-span.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { windowWork } from "./settings/model-size.ts";
import { fitOrigins, measuredTargets } from "./windows/fit-origins.ts";

/**
 * The refit with the error of both networks on the last windows whose targets were measured. Where its network errs more it has the weights of the one
 * that was scored, which is of the same form, and the scales that these weights were trained with; the linear path of all rows stays.
 */
export function checkRefit(scored: Fitted, refit: Fitted, settings: ForecasterSettings, series: Series): Fitted {
  const { target, inputs, horizon } = settings;
  const { lookback, summary } = refit;
  const all = measuredTargets(series, settings, fitOrigins(series, { target, inputs, lookback, horizon }));
  const last = all.subarray(all.length - Math.ceil(VALIDATION_SHARE * all.length));
  const work = windowWork({ ...settings, inputSize: inputWidth(settings), lookback });
  const origins = spread(last, calibrationWindows(work, false));
  if (origins.length === 0) return refit;
  const values = series.column(target);
  const errorOf = (fitted: Fitted): number => {
    let sum = 0;
    networkAt(fitted, settings, series, origins).forEach((forecast, at) => {
      sum += Math.abs(forecast - values[origins[Math.floor(at / horizon)] + (at % horizon)]);
    });
    return sum / (origins.length * horizon);
  };
  const errors = { refitted: errorOf(refit), scored: errorOf(scored) };
  if (errors.refitted <= errors.scored)
    return { ...refit, summary: { ...summary, refit: { ...errors, taken: "refitted" } } };
  setWeights(refit.network, weightsOf(scored.network));
  const { normaliser, ahead } = scored;
  return { ...refit, normaliser, ahead, summary: { ...summary, refit: { ...errors, taken: "scored" } } };
}
