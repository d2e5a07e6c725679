import { currentMode } from "../../kernels/wasm/engine.ts";

/** In mode "native", a BLAS chooses the order of a sum by the shape of its product. */
const NATIVE_TOLERANCE = 1e-4;

/**
 * Whether two ways to compute the same thing agree: to the bit in modes "strict" and "fast"; in "native" within 1e-4 of the largest
 * number.
 */
export function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  let bound = 0;
  if (currentMode() === "native") {
    for (let i = 0; i < a.length; i++) bound = Math.max(bound, NATIVE_TOLERANCE * Math.abs(a[i]));
  }
  for (let i = 0; i < a.length; i++) {
    if (!Object.is(a[i], b[i]) && !(Math.abs(a[i] - b[i]) <= bound && bound > 0)) return false;
  }
  return true;
}
