// Melodies as sounds, and the noise on them.
import { Generator, portableMath } from "recurra/core";
import { type Instrument, instruments, playNote, RATE } from "./instruments.ts";

/** Samples of a sound: 1.024 seconds. */
export const LENGTH = 8192;
/** Notes from C3, 130.81 Hz, through two octaves. */
const LOWEST = 130.8127826502993;
const NOTES = 25;

/** A melody on one instrument. */
export interface Sound {
  readonly instrument: Instrument;
  /** Semitones above C3, one after the other, each as long as the others. */
  readonly melody: readonly number[];
  /** LENGTH samples whose mean square is 1. */
  readonly samples: Float64Array;
}

/** How many sounds of each kind. */
interface SoundCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** On the instrument that is not among those of training. */
  readonly unseen: number;
}

type Sounds = { readonly [Part in keyof SoundCounts]: readonly Sound[] };

/** Divides by the root of the mean square. What is silent stays so. */
export function normalise(samples: Float64Array): Float64Array {
  const power = meanSquare(samples);
  return power === 0 ? samples : samples.map((sample) => sample / Math.sqrt(power));
}

export function meanSquare(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] * samples[i];
  return sum / samples.length;
}

/** A melody of three to five notes. */
function drawMelody(seed: number, part: string, index: number): number[] {
  const stream = new Generator(seed).stream(`sound melody ${part}`, index);
  const count = 3 + Math.floor(3 * stream.uniform(0));
  return Array.from({ length: count }, (_, i) => Math.floor(NOTES * stream.uniform(i + 1)));
}

function play(instrument: Instrument, melody: readonly number[], seed: number, part: string, index: number): Sound {
  const samples = new Float64Array(LENGTH);
  const each = Math.floor(LENGTH / melody.length);
  melody.forEach((semitones, i) => {
    const stream = new Generator(seed).stream(`sound ${part} ${index}`, i);
    const frequency = LOWEST * portableMath.exp((semitones / 12) * Math.LN2);
    const length = i === melody.length - 1 ? LENGTH - i * each : each;
    samples.set(normalise(playNote(instrument, frequency, length, (draw) => stream.uniform(draw))), i * each);
  });
  return { instrument, melody, samples: normalise(samples) };
}

/**
 * Sounds of melodies that are drawn by chance, the instruments in turn. No melody of one part is a melody of another: one that has been
 * drawn before is drawn anew.
 */
export function makeSounds(counts: SoundCounts, seed: number): Sounds {
  const taken = new Set<string>();
  const make = (part: keyof SoundCounts): Sound[] => {
    const made: Sound[] = [];
    const own = new Set<string>();
    for (let index = 0; made.length < counts[part]; index++) {
      const melody = drawMelody(seed, part, index);
      if (taken.has(`${melody}`)) continue;
      own.add(`${melody}`);
      const instrument = part === "unseen" ? "bell" : instruments[made.length % instruments.length];
      made.push(play(instrument, melody, seed, part, index));
    }
    for (const melody of own) taken.add(melody);
    return made;
  };
  return { train: make("train"), validation: make("validation"), test: make("test"), unseen: make("unseen") };
}

/** The power of noise by which a sound of power 1 is so many decibels above it. */
export function noisePower(snr: number): number {
  return portableMath.exp((-snr / 10) * Math.LN10);
}

/** A sound with normal noise of this power on it; each `take` has other noise. `purpose` and `index` say which sound it is. */
export function addNoise(
  samples: Float64Array,
  power: number,
  { seed, purpose, index, take = 0 }: { seed: number; purpose: string; index: number; take?: number },
): Float64Array {
  const stream = new Generator(seed).stream(`sound noise ${purpose} ${index}`, take);
  const size = Math.sqrt(power);
  return samples.map((sample, i) => sample + size * stream.normal(i));
}

export { RATE };
