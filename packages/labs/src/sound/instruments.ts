// How a note sounds: three instruments to learn from, and one that is never heard in training. All are made of + - * /, square roots and
// the library's own sine and exponential, so that a seed gives the same sound everywhere.
import { portableMath } from "recurra/core";
import { mean } from "recurra/statistics";

/** Samples in a second. */
export const RATE = 8000;

/** Draws of one note: the same number gives the same draw. */
type Draw = (index: number) => number;

export const instruments = ["string", "voice", "organ"] as const;
export type Instrument = (typeof instruments)[number] | "bell";

/** One note of so many samples. `frequency` in Hz, from 60 to 1,000. */
export function playNote(instrument: Instrument, frequency: number, length: number, draw: Draw): Float64Array {
  if (instrument === "string") return pluck(frequency, length, draw);
  if (instrument === "bell") return strike(frequency, length);
  return sing(instrument === "voice" ? voicePartials(frequency, draw) : organPartials(frequency), frequency, length);
}

/**
 * A plucked string: noise goes round in a line of one period, and at each turn two neighbours become their mean, so that high partials fade
 * first. A first-order all-pass filter makes up for the part of a sample by which a period is no whole number.
 *
 * Source: Karplus and Strong 1983; Jaffe and Smith 1983.
 */
function pluck(frequency: number, length: number, draw: Draw): Float64Array {
  const period = RATE / frequency - 0.5; // the mean of neighbours takes half a sample
  const whole = Math.floor(period);
  const coefficient = (1 - (period - whole)) / (1 + (period - whole));
  const burst = Float64Array.from({ length: whole }, (_, i) => draw(i));
  const middle = mean(burst); // a mean that is not 0 would stay in the line, and is not heard
  const line = burst.map((value) => value - middle);
  const out = new Float64Array(length);
  let [before, input, output] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    const at = i % whole;
    out[i] = line[at];
    const average = (0.999 * (line[at] + before)) / 2;
    before = line[at];
    output = coefficient * (average - output) + input;
    input = average;
    line[at] = output;
  }
  return fade(out);
}

/** First, second and third formant of four vowels, in Hz. Source: Peterson and Barney 1952, men's averages. */
const VOWELS = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
] as const;
const STRENGTHS = [1, 0.6, 0.3] as const;

/** Partials that are strong near the formants of a vowel. */
function voicePartials(frequency: number, draw: Draw): number[] {
  const formants = VOWELS[Math.floor(draw(0) * VOWELS.length)];
  return Array.from({ length: countPartials(frequency, 24) }, (_, k) => {
    const at = (k + 1) * frequency;
    const near = formants.map((formant, f) => {
      const distance = (at - formant) / (80 + 20 * f);
      return STRENGTHS[f] / (1 + distance * distance);
    });
    return (0.03 + near[0] + near[1] + near[2]) / Math.sqrt(k + 1);
  });
}

/** The partials of a few pipes. */
function organPartials(frequency: number): number[] {
  return [1, 0.5, 0.35, 0.2, 0.12, 0.08].slice(0, countPartials(frequency, 6));
}

/** Partials below 3,600 Hz: half the rate is 4,000. */
function countPartials(frequency: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(3600 / frequency)));
}

/** Partials that stay as strong as they are, with a vibrato of 5.5 Hz by 0.8%. */
function sing(partials: readonly number[], frequency: number, length: number): Float64Array {
  const out = new Float64Array(length);
  let phase = 0;
  for (let i = 0; i < length; i++) {
    const vibrato = 1 + 0.008 * portableMath.sin((2 * Math.PI * 5.5 * i) / RATE);
    phase += (2 * Math.PI * frequency * vibrato) / RATE;
    const [sine, cosine] = [portableMath.sin(phase), portableMath.cos(phase)];
    let [s, c] = [sine, cosine];
    for (const partial of partials) {
      out[i] += partial * s;
      [s, c] = [s * cosine + c * sine, c * cosine - s * sine]; // the next multiple of the phase
    }
  }
  return fade(out);
}

/** Frequencies of a free bar in those of its first partial, and how fast each fades. Source: Fletcher and Rossing 1998, section 2.15. */
const BAR = [
  [1, 3],
  [2.756, 5],
  [5.404, 9],
  [8.933, 14],
] as const;

/** Partials that are no multiples of the first, each fading by itself. */
function strike(frequency: number, length: number): Float64Array {
  const out = new Float64Array(length);
  for (const [ratio, fading] of BAR) {
    const step = (2 * Math.PI * ratio * 2 * frequency) / RATE;
    if (step > Math.PI * 0.9) continue;
    const keep = portableMath.exp(-fading / RATE);
    let strength = 1 / ratio;
    for (let i = 0; i < length; i++) {
      out[i] += strength * portableMath.sin(step * i);
      strength *= keep;
    }
  }
  return fade(out);
}

/** 20 ms from silence and 20 ms back to it. */
function fade(samples: Float64Array): Float64Array {
  const edge = RATE / 50;
  return samples.map((sample, i) => sample * Math.min(1, i / edge, (samples.length - 1 - i) / edge));
}
