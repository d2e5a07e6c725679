/**
 * Holm's correction of k p-values for their number: the i-th smallest becomes the largest of (k - j + 1) p_j up to it, j = 1 .. i; at
 * most 1. In the order of the list.
 *
 * Source: Holm 1979, Scandinavian J. of Statistics 6(2).
 */
export function correctByHolm(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
  const corrected = new Array<number>(values.length);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, (values.length - rank) * values[at]);
    corrected[at] = Math.min(1, largest);
  });
  return corrected;
}
