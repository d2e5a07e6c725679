import type { Score } from "recurra/evaluation";
import type { ForecastResult } from "./result.ts";

/** The method that comes nearest to the model, or before it. */
export interface Rival {
  readonly score: Score;
  /** What it forecast in the backtest, as the model's forecasts stand there. */
  readonly predicted: readonly number[];
}

/** All rivals, the one with the smallest error first. */
export function rivalsOf({ scores }: Pick<ForecastResult["backtest"], "scores">): Score[] {
  return scores.slice(1).sort((a, b) => a.mae - b.mae);
}

/** The rival with the smallest mean absolute error. */
export function bestRival({ backtest }: Pick<ForecastResult, "backtest">): Rival {
  const [score] = rivalsOf(backtest);
  return { score, predicted: backtest.naive[score.name] };
}
