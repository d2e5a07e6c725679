// A sound of one's own, as the network reads it: at the lab's rate, its mean square 1.
import { DataError } from "recurra";
import { portableMath } from "recurra/core";
import type { LabSound } from "../lab/lab.ts";
import { meanSquare, normalise, RATE } from "./data.ts";
import { readWav, type Wav } from "./wav.ts";

/** Seconds of a file that are read; a page holds four times as many. */
const MOST_SECONDS = 10;
const LEAST_SECONDS = 0.1;

export interface OwnSound {
  /** Without the folders that it lay in. */
  readonly name: string;
  readonly wav: Wav;
  /** At RATE, mean square 1. */
  readonly samples: Float64Array;
}

/** Throws DataError LAB_SOUND for what is no WAV, is silent, or too short to tell anything. */
export function readOwnSound({ name, bytes }: LabSound): OwnSound {
  const wav = readWav(bytes, name, MOST_SECONDS);
  const seconds = wav.samples.length / wav.rate;
  if (seconds < LEAST_SECONDS)
    throw new DataError("LAB_SOUND", name, `it lasts ${seconds.toFixed(3)} seconds, and ${LEAST_SECONDS} are needed`, {
      remedies: ["give a longer sound"],
    });
  const samples = resample(wav.samples, wav.rate);
  if (meanSquare(samples) < 1e-10)
    throw new DataError("LAB_SOUND", name, "it is silent", { remedies: ["give a sound that can be heard"] });
  return { name: name.replace(/^.*[\\/]/, ""), wav, samples: normalise(samples) };
}

/** Zero crossings of the sinc on each side. */
const CROSSINGS = 16;

/**
 * A sound at another rate: a sinc under Hann's window at each new place, which leaves out what is above half of the lower rate.
 *
 *   y[n] = sum over k of x[k] s w(s (n r - k)),   r = from / to,   s = min(1, to / from)
 */
export function resample(samples: Float64Array, from: number, to = RATE): Float64Array {
  if (from === to) return samples;
  const step = from / to;
  const sharpness = Math.min(1, to / from);
  const reach = CROSSINGS / sharpness;
  return Float64Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    const at = n * step;
    let sum = 0;
    for (let k = Math.max(0, Math.ceil(at - reach)); k <= Math.min(samples.length - 1, at + reach); k++) {
      const x = Math.PI * sharpness * (at - k);
      const sinc = x === 0 ? 1 : portableMath.sin(x) / x;
      sum += samples[k] * sharpness * sinc * (0.5 + 0.5 * portableMath.cos(x / CROSSINGS));
    }
    return sum;
  });
}
