import type { Score } from "./backtest-report.ts";
import { directionScore } from "./direction.ts";
import { mae, mape, mase, rmse, smape } from "./metrics.ts";

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
