// Sine waves with noise on them, and what they were before the noise.
import { Generator, portableMath } from "recurra/core";

/** Steps of a sequence. */
export const LENGTH = 100;
/** Steps of one wave. */
export const PERIOD = 60;
/** Sequences start up to so many steps into the wave. */
const LAST_OFFSET = 100;

/** Pairs of a noisy and a clean sequence, one after another: sequence i has the numbers i * LENGTH to (i + 1) * LENGTH. */
export interface Sequences {
  readonly count: number;
  readonly noisy: Float32Array;
  readonly clean: Float32Array;
}

/**
 * Sequences of the same wave, each from its own start and with its own noise:
 *
 *   clean[k] = sin(2 pi (k + offset) / 60)        noisy[k] = clean[k] + u_k        k = 0 ... 99
 *
 * offset: a whole number from 0 to 100, each equally likely; u_k: uniform between -noise and noise. They are those of the seed from number
 * `first` on; with another noise the same waves have the same noise, larger or smaller.
 */
export function makeSinusoids(count: number, noise: number, seed: number, first = 0): Sequences {
  const generator = new Generator(seed);
  const offsets = generator.stream("sinusoid offset");
  const noises = generator.stream("sinusoid noise");
  const wave = Float64Array.from({ length: LENGTH + LAST_OFFSET }, (_, k) =>
    portableMath.sin((2 * Math.PI * k) / PERIOD),
  );
  const clean = new Float32Array(count * LENGTH);
  const noisy = new Float32Array(count * LENGTH);
  for (let i = 0; i < count; i++) {
    const offset = Math.floor(offsets.uniform(first + i) * (LAST_OFFSET + 1));
    for (let k = 0; k < LENGTH; k++) {
      const at = i * LENGTH + k;
      clean[at] = wave[k + offset];
      noisy[at] = wave[k + offset] + (2 * noises.uniform(first * LENGTH + at) - 1) * noise;
    }
  }
  return { count, noisy, clean };
}

/** Sequences `from` to `to`, over the same numbers. */
export function takeSequences({ noisy, clean }: Sequences, from: number, to: number): Sequences {
  const [start, end] = [from * LENGTH, to * LENGTH];
  return { count: to - from, noisy: noisy.subarray(start, end), clean: clean.subarray(start, end) };
}
