// Whether training on a file improved on the answer that needs none.

import { dieboldMariano } from "../evaluation/index.ts";
import type { ExperimentResult } from "./result.ts";

/** Two experiments on the same series, one of which trained nothing, on the windows that both forecast. */
export interface InstantComparison {
  /** What forecast without training. */
  readonly name: string;
  /** Mean absolute errors in the target's units, without training and with it. */
  readonly mae: number;
  readonly trained: number;
  readonly windows: number;
  /** How likely chance alone makes them differ as much (Diebold and Mariano's test, two-sided). */
  readonly p: number;
  /** What training did: "better" and "worse" where p is below 0.05, "same" where the forecasts are the same. */
  readonly outcome: "better" | "no-better" | "worse" | "same";
}

const SURE = 0.05;

/** Undefined where no window was forecast by both. */
export function compareInstant(instant: ExperimentResult, trained: ExperimentResult): InstantComparison | undefined {
  const horizon = trained.forecast.length;
  const [one, other] = [instant.backtest, trained.backtest];
  const places = new Map(one.origins.map((origin, i) => [origin, i]));
  const pairs = other.origins.flatMap((origin, i) => {
    const place = places.get(origin);
    return place === undefined ? [] : [{ origin, place, i }];
  });
  if (pairs.length === 0) return undefined;
  const rowsOf = (values: readonly (number | null)[], at: readonly number[]): Float64Array =>
    Float64Array.from(
      at.flatMap((i) => values.slice(i * horizon, (i + 1) * horizon).map((value) => value ?? Number.NaN)),
    );
  const own = pairs.map(({ i }) => i);
  const actual = rowsOf(other.actual, own);
  const after = rowsOf(other.predicted, own);
  const before = rowsOf(
    one.predicted,
    pairs.map(({ place }) => place),
  );
  const { name } = one.scores[0];
  const { p, meanDifference } = dieboldMariano(actual, after, before, {
    ...{ horizon, stride: 1, against: name },
    origins: pairs.map(({ origin }) => origin),
  });
  const isSame = after.every((value, at) => value === before[at]);
  const tone = p < SURE ? (meanDifference < 0 ? "better" : "worse") : "no-better";
  return {
    ...{ name, mae: meanError(actual, before), trained: meanError(actual, after), windows: pairs.length, p },
    outcome: isSame ? "same" : tone,
  };
}

function meanError(actual: Float64Array, predicted: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let at = 0; at < actual.length; at++) {
    if (Number.isNaN(actual[at])) continue;
    sum += Math.abs(actual[at] - predicted[at]);
    count++;
  }
  return sum / count;
}
