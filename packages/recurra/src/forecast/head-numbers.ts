// What a network's numbers say of a row: its forecast, and its quantiles.

import { studentTQuantile } from "../evaluation/index.ts";
import { type Distribution, HEAD_NUMBERS, HEAD_QUANTILES } from "../nn/networks/forecast-head.ts";

/** A number of row i of [n * horizon] rows, out of the numbers of all, [n * horizon * K]. */
export type NumberPick = (numbers: Float32Array, row: number) => number;

export function centreOf(head: Distribution): NumberPick {
  const { count, centre } = HEAD_NUMBERS[head];
  return (numbers, row) => numbers[row * count + centre];
}

/** The quantile at a share above 0 and below 1; of a head of quantiles on a line through the two nearest. */
export function quantileOf(head: Exclude<Distribution, "point">, share: number): NumberPick {
  const { count } = HEAD_NUMBERS[head];
  if (head === "studentT") {
    return (numbers, row) => {
      const [df, loc, scale] = numbers.subarray(row * count, (row + 1) * count);
      return loc + scale * studentTQuantile(share, df);
    };
  }
  const after = HEAD_QUANTILES.findIndex((one) => one >= share);
  const high = after < 0 ? count - 1 : Math.max(1, after);
  const weight = (share - HEAD_QUANTILES[high - 1]) / (HEAD_QUANTILES[high] - HEAD_QUANTILES[high - 1]);
  return (numbers, row) => {
    const low = numbers[row * count + high - 1];
    return low + weight * (numbers[row * count + high] - low);
  };
}
