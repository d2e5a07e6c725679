// Columns whose changes go together almost entirely: what is left of an exact copy under noise or rounding.

/** Changes that go together more than this are one thing. */
export const TOGETHER = 0.9999;
/** Rows on which that is measured. */
const SAMPLE = 5000;
const FEWEST = 20;
/** A series whose changes follow from the one before is too smooth to say so. */
const SMOOTH = 0.99;

/** How many rows later the target changes almost exactly as x does; undefined where it does not. */
export function nearlyFollows(x: Float64Array, y: Float64Array, most: number): number | undefined {
  const from = Math.max(0, x.length - SAMPLE);
  const [dx, dy] = [x, y].map((values) => values.subarray(from + 1).map((value, i) => value - values[from + i]));
  if (Math.abs(correlation(dy, dy, 1)) > SMOOTH) return undefined;
  for (let ahead = 1; ahead <= most; ahead++) {
    if (Math.abs(correlation(dx, dy, ahead)) <= TOGETHER) continue;
    for (let behind = 0; behind <= most; behind++) {
      if (Math.abs(correlation(dy, dx, behind)) > TOGETHER) return undefined;
    }
    return ahead;
  }
  return undefined;
}

/** Pearson's correlation of a_t and b_(t + ahead), of the pairs that are whole; 0 of too few. */
function correlation(a: Float64Array, b: Float64Array, ahead: number): number {
  let [count, sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0, 0];
  for (let t = 0; t + ahead < b.length; t++) {
    const [one, other] = [a[t], b[t + ahead]];
    if (!Number.isFinite(one + other)) continue;
    count++;
    sumA += one;
    sumB += other;
    squaresA += one * one;
    squaresB += other * other;
    products += one * other;
  }
  if (count < FEWEST) return 0;
  const spread = (squaresA - (sumA * sumA) / count) * (squaresB - (sumB * sumB) / count);
  return spread > 0 ? (products - (sumA * sumB) / count) / Math.sqrt(spread) : 0;
}
