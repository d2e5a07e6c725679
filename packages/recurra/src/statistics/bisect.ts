/**
 * The first index in [0, length) that `reached` holds for, or `length` when it holds for none. It must hold for every index after one
 * that it holds for: in ascending values, `bisect(n, (i) => values[i] >= x)` counts those below x.
 * Beyond 2^53 numbers no longer count in ones: a length above that is one of 2^53.
 */
export function bisect(length: number, reached: (index: number) => boolean): number {
  let low = 0;
  let high = Math.min(length, Number.MAX_SAFE_INTEGER + 1);
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
