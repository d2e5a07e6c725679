import { cos, sin } from "../../core/math.ts";

/** | sum over t of x_t exp(-2 pi i f t) |^2 at a frequency f, in waves a value. */
export function periodogram(values: Float64Array, frequency: number): number {
  const angle = 2 * Math.PI * frequency;
  const [turnRe, turnIm] = [cos(angle), sin(angle)];
  let [re, im, sumRe, sumIm] = [1, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    sumRe += values[i] * re;
    sumIm += values[i] * im;
    const next = re * turnRe - im * turnIm;
    im = re * turnIm + im * turnRe;
    re = next;
  }
  return sumRe * sumRe + sumIm * sumIm;
}
