/**
 * The first index in [0, length) that `reached` holds for, or `length` when it holds for none. It must hold for every index after one
 * that it holds for: in ascending values, `bisect(n, (i) => values[i] >= x)` counts those below x.
 */
export function bisect(length: number, reached: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
