// Prices measured from the last one of their window: what a network then sees has no level, so none can be new to it.
import type { Tensor } from "recurra";

/** How much values usually change over `horizon` rows: the root mean square over rows [from, to). */
export function measureUsualChange(values: Float64Array, from: number, to: number, horizon: number): number {
  let squares = 0;
  for (let row = from + horizon; row < to; row++) {
    const change = values[row] - values[row - horizon];
    squares += change * change;
  }
  return Math.sqrt(squares / (to - from - horizon)) || 1;
}

/** Prices [B, T, 1] as changes from `last` [B, 1, 1], in units of the usual change. */
export function measureFromLast(prices: Tensor, last: Tensor, change: number): Tensor {
  return prices.sub(last).div(change);
}

/** What `measured` undoes. */
export function restorePrices(changes: Tensor, last: Tensor, change: number): Tensor {
  return changes.mul(change).add(last);
}
