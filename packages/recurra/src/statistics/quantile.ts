/**
 * The value below which `share` of ascending numbers lies, linear between neighbours.
 * Source: R's type 7, numpy's default (Hyndman and Fan 1996, Sample quantiles in statistical packages).
 */
export function quantileSorted(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}
