// The errors of the network and of naive forecasts on the same points, and the error that nobody can avoid.
import { rmse } from "recurra/evaluation";
import { type Advantage, compareForecasts, judgeAll } from "../lab/advantage.ts";
import type { Signal, Span } from "./data.ts";
import type { Forecasts } from "./forecast.ts";

/** Mean squared errors. */
export interface Errors {
  readonly network: number;
  readonly lastValue: number;
  readonly seasonal: number;
}

/** The errors, and whether the network's are smaller than those of both naive forecasts by more than chance. */
export interface Tested extends Errors {
  readonly advantage: Advantage;
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

/** The errors of forecasts that begin anew every `steps` points, tested against the naive ones: the better of them decides first. */
export function testErrors(signal: Signal, span: Span, forecasts: Forecasts, steps: number): Tested {
  const errors = measureErrors(signal, span, forecasts);
  const actual = signal.y.slice(span.from, span.to);
  const against = (naive: Float64Array) => compareForecasts(actual, forecasts.network, naive, { steps });
  const [lastValue, seasonal] = [against(forecasts.lastValue), against(forecasts.seasonal)];
  const ordered =
    errors.lastValue < errors.seasonal ? ([lastValue, seasonal] as const) : ([seasonal, lastValue] as const);
  return { ...errors, advantage: judgeAll(ordered) };
}
