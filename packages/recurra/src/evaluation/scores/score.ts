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
  const measured = actual.map((value) => (Number.isNaN(value) ? 0 : 1));
  const pairs = (wanted: (at: number) => boolean) => {
    const chosen = (_: number, at: number): boolean => measured[at] === 1 && wanted(at);
    return [actual.filter(chosen), predicted.filter(chosen)] as const;
  };
  const [truth, forecast] = pairs(() => true);
  const perStep: Score["perStep"] = { mae: [], rmse: [] };
  for (let step = 0; step < horizon; step++) {
    const [stepTruth, stepForecast] = pairs((at) => at % horizon === step);
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
