// Seasons of any number of rows as 24 places, and back.

import { requireOption } from "../../core/option-rules.ts";
import { PLACES, ROWS, SEASONS_AHEAD } from "./season-layout.ts";

/** How much of each of `to` equal parts lies in each of `from` equal parts of the same length: [to, from], rows that sum to 1. */
export function areaWeights(from: number, to: number): Float64Array {
  const weights = new Float64Array(to * from);
  const ratio = from / to;
  for (let i = 0; i < to; i++) {
    const [low, high] = [i * ratio, (i + 1) * ratio];
    for (let j = Math.floor(low); j < Math.min(from, Math.ceil(high - 1e-9)); j++) {
      weights[i * from + j] = Math.max(0, Math.min(high, j + 1) - Math.max(low, j)) / ratio;
    }
  }
  return weights;
}

/**
 * The rows of the seasons ahead from their places, [SEASONS_AHEAD * PLACES, SEASONS_AHEAD * rows]: the mean of the places that a row
 * covers, or between two places where rows are finer, by the distance to each.
 */
export function placesToRows(rows: number): Float32Array {
  requireOption("placesToRows", "rows", ROWS, rows);
  const [places, ahead] = [SEASONS_AHEAD * PLACES, SEASONS_AHEAD * rows];
  const matrix = new Float32Array(places * ahead);
  if (rows <= PLACES) {
    const weights = areaWeights(places, ahead);
    for (let r = 0; r < ahead; r++) for (let p = 0; p < places; p++) matrix[p * ahead + r] = weights[r * places + p]!;
    return matrix;
  }
  for (let r = 0; r < ahead; r++) {
    const at = Math.min(places - 1, Math.max(0, ((r + 0.5) * PLACES) / rows - 0.5));
    const low = Math.min(places - 2, Math.floor(at));
    matrix[low * ahead + r] = 1 - (at - low);
    matrix[(low + 1) * ahead + r] = at - low;
  }
  return matrix;
}
