// The rival: a Wiener filter on the short-time spectrum, told the noise's power.
import { Fourier, sineWindow, takeFrame } from "./fourier.ts";

/** What a Wiener filter is set by. */
export interface WienerSettings {
  /** Samples of a frame, a power of two; frames overlap by half. */
  readonly frame: number;
  /** From 0, each frame by itself, to below 1: the share that the frame before has in the estimate of the signal. */
  readonly smoothing: number;
}

/** A gain that is never quite 0: -20 dB. */
const FLOOR = 0.01;

/**
 * Each frequency of each frame is multiplied by what is probably signal in it:
 *
 *   G = xi / (1 + xi),   xi = a |G' Y'|^2 / N + (1 - a) max(|Y|^2 / N - 1, 0),   at least 0.01
 *
 * Y is the frame's spectrum, N the noise's expected power in it, Y' and G' are those of the frame before, a is `smoothing`. Frames are taken
 * and put together under a sine window. With `a` above 0 this is the decision-directed estimate, by which single frequencies that
 * noise has lifted do not ring.
 *
 * `noise`: the noise's mean square. `seen` is told the gains of each frame. Source: Wiener 1949; Ephraim and Malah 1984, equation 51.
 */
export function wienerFilter(
  noisy: Float64Array,
  noise: number,
  { frame, smoothing }: WienerSettings,
  seen: (gains: Float64Array) => void = () => {},
): Float64Array {
  const fourier = new Fourier(frame);
  const window = sineWindow(frame);
  const expected = (noise * frame) / 2; // the window's squares add up to half a frame
  const out = new Float64Array(noisy.length);
  let before = new Float64Array(frame);
  for (let start = -frame / 2; start < noisy.length; start += frame / 2) {
    const spectrum = takeFrame(noisy, start, window);
    const { re, im } = spectrum;
    fourier.forward(spectrum);
    const kept = new Float64Array(frame);
    const gains = new Float64Array(frame / 2 + 1);
    for (let k = 0; k < frame; k++) {
      const power = (re[k] * re[k] + im[k] * im[k]) / expected;
      const xi = Math.max(FLOOR, smoothing * before[k] + (1 - smoothing) * Math.max(power - 1, 0));
      const gain = xi / (1 + xi);
      kept[k] = gain * gain * power;
      re[k] *= gain;
      im[k] *= gain;
      if (k <= frame / 2) gains[k] = gain;
    }
    before = kept;
    seen(gains);
    fourier.inverse(spectrum);
    const [from, to] = [Math.max(0, -start), Math.min(frame, noisy.length - start)];
    for (let i = from; i < to; i++) out[start + i] += window[i] * re[i];
  }
  return out;
}
