// The errors of the network and of naive forecasts on the same points, and the error that nobody can avoid.
import { dieboldMariano, rmse } from "recurra/evaluation";
import type { Signal, Span } from "./data.ts";
import type { Forecasts } from "./forecast.ts";

/** Mean squared errors. */
export interface Errors {
  readonly network: number;
  readonly lastValue: number;
  readonly seasonal: number;
}

export function meanSquaredError(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  const root = rmse(actual, predicted);
  return root * root;
}

export function measureErrors({ y }: Signal, { from, to }: Span, { network, lastValue, seasonal }: Forecasts): Errors {
  const actual = y.slice(from, to);
  return {
    network: meanSquaredError(actual, network),
    lastValue: meanSquaredError(actual, lastValue),
    seasonal: meanSquaredError(actual, seasonal),
  };
}

/** The mean square of the noise: the error of someone who knows the signal without it. */
export function measureNoise({ y, clean }: Signal, { from, to }: Span): number {
  return meanSquaredError(y.slice(from, to), clean.slice(from, to));
}

/**
 * How likely it is that the network and a naive forecast, were they equally good, differ by as much as they do on these
 * forecasts of one step: the larger of the probabilities for the two naive forecasts.
 */
export function compareByChance(
  { y }: Signal,
  { from, to }: Span,
  { network, lastValue, seasonal }: Forecasts,
): number {
  const actual = y.slice(from, to);
  const p = (naive: Float64Array, against: string) =>
    dieboldMariano(actual, network, naive, { horizon: 1, stride: 1, against, errors: "squared" }).p;
  return Math.max(p(lastValue, "last value"), p(seasonal, "seasonal"));
}
