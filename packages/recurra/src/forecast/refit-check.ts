// Whether the network of a refit is taken: it has seen the last windows of all rows, and must not err more there than the network that was scored,
// which has not; nor may the forecast with it err more than the linear path alone, where the one with the scored network does not.

import { inputWidth } from "../ahead/known-ahead.ts";
import type { Series } from "../data/index.ts";
import { setWeights, weightsOf } from "../training/best-weights.ts";
import { type Fitted, reachOf } from "./fitted.ts";
import { forecastAt, networkAt } from "./forward-pass.ts";
import { calibrationWindows, spread } from "./settings/calibration.ts";
import { VALIDATION_SHARE } from "./settings/fit-span.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { windowWork } from "./settings/model-size.ts";
import type { RefitCheck } from "./state/forecaster-state.ts";
import { fitOrigins, measuredTargets } from "./windows/fit-origins.ts";

/**
 * The refit with the errors on the last windows whose targets were measured. Where its network is not taken it has the weights of the one that was
 * scored, which is of the same form, and the scales that these weights were trained with; the linear path of all rows stays.
 */
export function checkRefit(scored: Fitted, refit: Fitted, settings: ForecasterSettings, series: Series): Fitted {
  const { summary } = refit;
  const { normaliser, ahead, network } = scored;
  const kept = { ...refit, network, normaliser, ahead };
  const origins = lastWindows(refit.lookback, settings, series);
  if (origins.length === 0) return refit;
  const ofNetwork = (fitted: Fitted) =>
    meanError(networkAt(fitted, settings, series, origins), settings, series, origins);
  const errors = { refitted: ofNetwork(refit), scored: ofNetwork(scored) };
  const linear = refit.path && besideLine(refit, kept, settings, series);
  const taken = errors.refitted <= errors.scored && !losesToLine(linear) ? "refitted" : "scored";
  const checked = { ...summary, refit: { ...errors, ...(linear && { linear }), taken } } as const;
  if (taken === "refitted") return { ...refit, summary: checked };
  setWeights(refit.network, weightsOf(scored.network));
  return { ...refit, normaliser, ahead, summary: checked };
}

/** The forecasts that there can be, each beside the linear path of all rows, and that path alone; undefined without a window that it can read. */
function besideLine(refit: Fitted, kept: Fitted, settings: ForecasterSettings, series: Series): RefitCheck["linear"] {
  const origins = lastWindows(reachOf(refit), settings, series);
  if (origins.length === 0) return undefined;
  const of = (fitted: Fitted) => meanError(forecastAt(fitted, settings, series, origins), settings, series, origins);
  return { path: of({ ...refit, share: 0 }), refitted: of(refit), scored: of(kept) };
}

function losesToLine(linear: RefitCheck["linear"]): boolean {
  return linear !== undefined && linear.refitted > linear.path && linear.scored <= linear.path;
}

/** The last windows of all rows with so many before them, as many as validation would have. */
function lastWindows(lookback: number, settings: ForecasterSettings, series: Series): Uint32Array {
  const { target, inputs, horizon } = settings;
  const all = measuredTargets(series, settings, fitOrigins(series, { target, inputs, lookback, horizon }));
  const last = all.subarray(all.length - Math.ceil(VALIDATION_SHARE * all.length));
  const work = windowWork({ ...settings, inputSize: inputWidth(settings), lookback });
  return spread(last, calibrationWindows(work, false));
}

function meanError(
  forecasts: Float64Array,
  { target, horizon }: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
): number {
  const values = series.column(target);
  let sum = 0;
  forecasts.forEach((forecast, at) => {
    sum += Math.abs(forecast - values[origins[Math.floor(at / horizon)] + (at % horizon)]);
  });
  return sum / forecasts.length;
}
