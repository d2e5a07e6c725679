import { mean } from "./mean.ts";

/** Mean squared distance from the mean: (1/n) sum (x - mean)^2, of a whole population. */
export function variance(values: ArrayLike<number>): number {
  return squaredDistances(values) / values.length;
}

/** (1/(n - 1)) sum (x - mean)^2: what a sample tells of the variance of where it comes from. */
export function sampleVariance(values: ArrayLike<number>): number {
  return squaredDistances(values) / (values.length - 1);
}

function squaredDistances(values: ArrayLike<number>): number {
  const center = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - center) * (values[i] - center);
  return squares;
}
