// Waves of three kinds, each from its own start.
import { Generator, portableMath } from "recurra/core";

const TURN = 2 * Math.PI;

/** The kinds, and their value at a phase of the wave: 0 is its start, 1 the start of the next. */
const kinds: readonly (readonly [name: string, at: (phase: number) => number])[] = [
  ["sine", (phase) => portableMath.sin(TURN * phase)],
  ["square", (phase) => (phase < 0.5 ? 1 : -1)],
  ["sawtooth", (phase) => 2 * phase - 1],
];

export const KINDS: readonly string[] = kinds.map(([name]) => name);
/** Steps of a wave. */
const PERIOD = 10;
/** Steps of a sequence: two waves. */
export const LENGTH = 2 * PERIOD;
/** Numbers that say which wave it is: one for each kind, and the start as a point on a circle. */
export const WAVE_INPUTS = kinds.length + 2;

export interface Waves {
  readonly count: number;
  /** The kind of each wave, its number in KINDS. */
  readonly kind: Float32Array;
  /** [count, WAVE_INPUTS]: 1 at its kind, then sin and cos of 2 pi start. */
  readonly start: Float32Array;
  /** [count, LENGTH]. */
  readonly clean: Float32Array;
  /** The same with normal noise of standard deviation `noise`. */
  readonly noisy: Float32Array;
}

/** As many waves of each kind, one after another: sine, square, sawtooth, sine ... */
export function makeWaves(count: number, noise: number, seed: number, purpose: string): Waves {
  const generator = new Generator(seed);
  const starts = generator.stream(`wave start ${purpose}`);
  const noises = generator.stream(`wave noise ${purpose}`);
  const kind = new Float32Array(count);
  const start = new Float32Array(count * WAVE_INPUTS);
  const clean = new Float32Array(count * LENGTH);
  const noisy = new Float32Array(count * LENGTH);
  for (let i = 0; i < count; i++) {
    const which = i % kinds.length;
    const from = starts.uniform(i);
    kind[i] = which;
    start[i * WAVE_INPUTS + which] = 1;
    start[i * WAVE_INPUTS + kinds.length] = portableMath.sin(TURN * from);
    start[i * WAVE_INPUTS + kinds.length + 1] = portableMath.cos(TURN * from);
    for (let step = 0; step < LENGTH; step++) {
      const at = i * LENGTH + step;
      clean[at] = kinds[which][1]((from + step / PERIOD) % 1);
      noisy[at] = clean[at] + noise * noises.normal(at);
    }
  }
  return { count, kind, start, clean, noisy };
}

/** The numbers of wave i. */
export function waveAt(values: Float32Array, i: number): number[] {
  return Array.from(values.subarray(i * LENGTH, (i + 1) * LENGTH));
}
