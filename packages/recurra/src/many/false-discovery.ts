/**
 * The correction of k p-values by Benjamini and Hochberg: the i-th smallest becomes the smallest of k p_j / j from it on, j = i .. k; at
 * most 1. In the order of the list. Of those below 0.05 at most 5 % are expected to be there by chance.
 *
 * Source: Benjamini and Hochberg 1995, J. of the Royal Statistical Society B 57(1).
 */
export function correctForDiscovery(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
  const corrected = new Float64Array(values.length);
  let least = 1;
  for (let rank = order.length; rank > 0; rank--) {
    least = Math.min(least, (order.length * values[order[rank - 1]]) / rank);
    corrected[order[rank - 1]] = least;
  }
  return corrected;
}
