// The range that a column's values keep to: what cannot be negative should not be forecast so.

import { median } from "../statistics/median.ts";

/** The range that values keep to, in the column's units, ends included; an end that is absent is open. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** The value, or the end of the range beyond which it lies. NaN stays NaN. */
export function clip(value: number, { min, max }: Bounds): number {
  if (min !== undefined && value < min) return min;
  return max !== undefined && value > max ? max : value;
}

/** Values up to this share of the median of those above 0 are near 0. */
const NEAR = 0.05;
/** The share of values, and their number, that must be near 0. */
const SHARE = 0.01;
const FEWEST = 3;

/**
 * 0 where the values show it to be their lower end: none is below it, and at least three, and one in a hundred, are at it or
 * within a twentieth of the median of those above it. So sales, counts, rain and solar power have an end at 0. A price far above
 * 0 has none, nor has a temperature, or a walk, that touched 0 once: what can come near 0 without stopping there soon falls below
 * it. Undefined where no end shows; cells that are not finite say nothing.
 */
export function findMin(values: Float64Array): number | undefined {
  let [known, positive] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    if (!Number.isFinite(values[row])) continue;
    if (values[row] < 0) return undefined;
    known++;
    if (values[row] > 0) positive++;
  }
  if (positive === 0) return undefined;
  const above = new Float64Array(positive);
  for (let row = 0, next = 0; row < values.length; row++) {
    if (values[row] > 0 && Number.isFinite(values[row])) above[next++] = values[row];
  }
  const reach = NEAR * median(above);
  let near = 0;
  for (let row = 0; row < values.length; row++) if (values[row] <= reach && Number.isFinite(values[row])) near++;
  return near >= Math.max(FEWEST, SHARE * known) ? 0 : undefined;
}
