import { type DirectionScore, directionScore } from "./direction.ts";
import { mae, mape, mase, rmse, smape } from "./metrics.ts";

/** The errors of one method over all windows and steps of the backtest, in the units of the target unless said otherwise. */
export interface Score {
  readonly name: string;
  readonly kind: "model" | "naive";
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

/** What every method of one backtest is scored on. Shapes: actual [n * horizon], last [n]. */
interface ScoredWindows {
  readonly horizon: number;
  readonly actual: Float64Array;
  readonly last: Float64Array;
  /** The in-sample scale of MASE. */
  readonly scale: number | null;
}

/** All errors of one method. Shapes: predicted [n * horizon]. */
export function score(name: string, kind: Score["kind"], windows: ScoredWindows, predicted: Float64Array): Score {
  const { actual, horizon, last, scale } = windows;
  const perStep: Score["perStep"] = { mae: [], rmse: [] };
  for (let step = 0; step < horizon; step++) {
    const ofStep = (_: number, at: number): boolean => at % horizon === step;
    const [truth, forecast] = [actual.filter(ofStep), predicted.filter(ofStep)];
    perStep.mae.push(mae(truth, forecast));
    perStep.rmse.push(rmse(truth, forecast));
  }
  return {
    name,
    kind,
    mae: mae(actual, predicted),
    rmse: rmse(actual, predicted),
    mape: mape(actual, predicted),
    smape: smape(actual, predicted),
    mase: mase(actual, predicted, scale),
    direction: directionScore(actual, predicted, last, horizon),
    perStep,
  };
}
