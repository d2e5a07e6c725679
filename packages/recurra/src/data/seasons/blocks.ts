// Rows of a season taken together: a year of hours shows in its weeks, not in its hours.

import type { Season } from "./season.ts";

/** Blocks in a season, about. */
const BLOCKS = 48;

/**
 * Rows in a block. Shorter seasons are whole numbers of blocks or parts of one: else their means would come and go with the blocks, and
 * be taken for a longer season.
 */
export function blockOf(rows: number, shorter: readonly Season[]): number {
  const wanted = rows / BLOCKS;
  const whole = shorter.length === 0 ? [Math.round(rows)] : shorter.map((season) => Math.round(season.rows));
  let best = 1;
  for (let block = 2; block <= (2 * rows) / BLOCKS; block++) {
    if (Math.abs(block - wanted) >= Math.abs(best - wanted)) continue;
    if (whole.every((one) => one % block === 0 || block % one === 0)) best = block;
  }
  return best;
}

/** Changes from block to block: of the last `count` blocks of `block` values, each mean less the one before; NaN where one has no value. */
export function changesOfBlocks(values: Float64Array, block: number, count: number): Float64Array {
  const start = values.length - count * block;
  const changes = new Float64Array(count);
  let before = Number.NaN;
  for (let i = -1; i < count; i++) {
    let sum = 0;
    let known = 0;
    for (let row = Math.max(0, start + i * block); row < start + (i + 1) * block; row++) {
      if (Number.isNaN(values[row])) continue;
      sum += values[row];
      known++;
    }
    const mean = known === 0 ? Number.NaN : sum / known;
    if (i >= 0) changes[i] = mean - before;
    before = mean;
  }
  return changes;
}
