// Central differences: the check that a derivation is right, independent of it.

/**
 * The gradient of `loss` with respect to `at`, whose numbers are moved in place and put back.
 *
 *   (8 (L(a + e) - L(a - e)) - (L(a + 2e) - L(a - 2e))) / 12 e
 *
 * The error is of order e^4 from the formula and 1e-16 / e from rounding, both near 1e-12 for e = 1e-3 or 1e-4.
 */
export function differences(loss: () => number, at: Float64Array, e = 1e-3): Float64Array {
  return at.map((kept, i) => {
    const lossAt = (shift: number) => {
      at[i] = kept + shift;
      return loss();
    };
    const slope = (8 * (lossAt(e) - lossAt(-e)) - (lossAt(2 * e) - lossAt(-2 * e))) / (12 * e);
    at[i] = kept;
    return slope;
  });
}

/** The largest difference of two arrays, divided by the largest entry of the expected one or by 1. NaN counts as infinite. */
export function scaledError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 1;
  let error = 0;
  for (let i = 0; i < found.length; i++) {
    const difference = Math.abs(found[i]! - expected[i]!);
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    error = Math.max(error, difference);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return error / largest;
}
