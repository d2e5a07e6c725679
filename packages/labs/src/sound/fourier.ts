// The discrete Fourier transform, with the same bits on every machine.
import { portableMath } from "recurra/core";

/** Real and imaginary parts. */
interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The transform of one size, a power of two. */
export class Fourier {
  readonly size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(size: number) {
    this.size = size;
    const angle = (k: number) => (-2 * Math.PI * k) / size;
    this.#cos = Float64Array.from({ length: size / 2 }, (_, k) => portableMath.cos(angle(k)));
    this.#sin = Float64Array.from({ length: size / 2 }, (_, k) => portableMath.sin(angle(k)));
  }

  /**
   * X[k] = sum of x[n] e^(-2 pi i k n / size), in place.
   *
   * Source: Cooley and Tukey 1965, radix 2: numbers in the order of their reversed bits, then halves that are joined.
   */
  forward({ re, im }: Complex): void {
    const { size } = this;
    for (let i = 1, j = 0; i < size; i++) {
      let bit = size >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        [re[i], re[j]] = [re[j], re[i]];
        [im[i], im[j]] = [im[j], im[i]];
      }
    }
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let k = 0; k < half; k++) {
        const [c, s] = [this.#cos[k * stride], this.#sin[k * stride]];
        for (let i = k; i < size; i += 2 * half) {
          const j = i + half;
          const [a, b] = [re[j] * c - im[j] * s, re[j] * s + im[j] * c];
          [re[j], im[j]] = [re[i] - a, im[i] - b];
          re[i] += a;
          im[i] += b;
        }
      }
    }
  }

  /** x[n] = sum of X[k] e^(2 pi i k n / size) / size, in place. */
  inverse({ re, im }: Complex): void {
    this.forward({ re: im, im: re }); // with both parts exchanged the transform runs backwards
    for (let i = 0; i < this.size; i++) {
      re[i] /= this.size;
      im[i] /= this.size;
    }
  }
}

/** Half a wave of the sine: its square and that of its neighbour, half a frame later, add up to 1. */
export function sineWindow(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => portableMath.sin((Math.PI * (i + 0.5)) / size));
}

/** A frame of samples from `start` on under the window; 0 beyond the sound's ends. */
export function takeFrame(samples: ArrayLike<number>, start: number, window: Float64Array): Complex {
  const re = window.map((weight, i) => weight * (samples[start + i] ?? 0));
  return { re, im: new Float64Array(window.length) };
}
