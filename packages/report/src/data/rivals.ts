import type { Score } from "recurra/evaluation";
import type { ForecastResult } from "./result.ts";

/** The method that comes nearest to the model, or before it. */
interface BestRival {
  readonly score: Score;
  /** What it forecast in the backtest, as the model's forecasts stand there. */
  readonly predicted: readonly number[];
  /** What it forecasts for the rows to come, where it is the one of which that is known. */
  readonly ahead: readonly number[] | undefined;
}

/** All rivals, the one with the smallest error first. */
export function rivalsOf({ scores }: Pick<ForecastResult["backtest"], "scores">): Score[] {
  return scores.slice(1).sort((a, b) => a.mae - b.mae);
}

/** The rival with the smallest mean absolute error of those whose forecasts are kept. */
export function bestRival({ backtest }: Pick<ForecastResult, "backtest">): BestRival {
  const score = rivalsOf(backtest).find(({ name }) => name in backtest.rivals) as Score;
  const ahead = backtest.next.name === score.name ? backtest.next.values : undefined;
  return { score, predicted: backtest.rivals[score.name], ahead };
}
