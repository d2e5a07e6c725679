import { type DirectionScore, directionScore } from "./direction.ts";
import { mae, mape, mase, rmse, smape } from "./metrics.ts";

/** The errors of one method over all windows and steps of the backtest, in the units of the target unless said otherwise. */
export interface Score {
  readonly name: string;
  /** How sentences call the method: "the LSTM", "repeating the last week". */
  readonly words: string;
  /** "naive": nothing is fitted. "simple": a few parameters are, in closed form or nearly so. */
  readonly kind: "model" | "naive" | "simple";
  readonly mae: number;
  readonly rmse: number;
  /** Percent; null when an actual value is 0, where it is not defined. */
  readonly mape: number | null;
  /** Percent, 0 to 200. */
  readonly smape: number;
  /** Below 1: better than the in-sample (seasonal) naive step; null when the history never changes. */
  readonly mase: number | null;
  readonly direction: DirectionScore;
  /** The same errors for each step of the horizon. */
  readonly perStep: { readonly mae: number[]; readonly rmse: number[] };
}

/** What every method of one backtest is scored on. Shapes: actual [n * horizon], NaN where it was not measured; last [n]. */
interface ScoredWindows {
  readonly horizon: number;
  readonly actual: Float64Array;
  readonly last: Float64Array;
  /** The in-sample scale of MASE. */
  readonly scale: number | null;
}

/** All errors of one method, on the values that were measured. Shapes: predicted [n * horizon]. */
export function score(
  method: Pick<Score, "name" | "words" | "kind">,
  { actual, horizon, last, scale }: ScoredWindows,
  predicted: Float64Array,
): Score {
  const [truth, forecast] = measuredOf(actual, predicted, 0, 1);
  const perStep: Score["perStep"] = { mae: [], rmse: [] };
  for (let step = 0; step < horizon; step++) {
    const [stepTruth, stepForecast] = measuredOf(actual, predicted, step, horizon);
    // A step of which nothing was measured has the error of all.
    const [a, f] = stepTruth.length > 0 ? [stepTruth, stepForecast] : [truth, forecast];
    perStep.mae.push(mae(a, f));
    perStep.rmse.push(rmse(a, f));
  }
  return {
    ...{ name: method.name, words: method.words, kind: method.kind },
    mae: mae(truth, forecast),
    rmse: rmse(truth, forecast),
    mape: mape(truth, forecast),
    smape: smape(truth, forecast),
    mase: mase(truth, forecast, scale),
    direction: directionScore(actual, predicted, last, horizon),
    perStep,
  };
}

/** The values that were measured, and the forecasts of them: from place `from` on, each `stride`-th. */
function measuredOf(
  actual: Float64Array,
  predicted: Float64Array,
  from: number,
  stride: number,
): readonly [Float64Array, Float64Array] {
  const most = Math.ceil((actual.length - from) / stride);
  const truth = new Float64Array(most);
  const forecast = new Float64Array(most);
  let count = 0;
  for (let at = from; at < actual.length; at += stride) {
    if (Number.isNaN(actual[at])) continue;
    truth[count] = actual[at];
    forecast[count++] = predicted[at];
  }
  return [truth.subarray(0, count), forecast.subarray(0, count)];
}
