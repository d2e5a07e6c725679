// The pictures and the sounds of the sound lab.
import type { HeatBlock, HeatGrid, Line, LinesBlock, SoundBlock } from "@recurra/report";
import { drawLossCurve } from "../numbers/loss-chart.ts";
import { RATE } from "./data.ts";
import { decibels } from "./filters.ts";
import type { SoundFound, Tested } from "./found.ts";
import { Fourier, sineWindow, takeFrame } from "./fourier.ts";
import { bestFilter, type Noisy, type Scored } from "./score.ts";
import { formatGain } from "./verdict.ts";

export function drawLosses({ stepLosses, trainLosses, test }: SoundFound): LinesBlock {
  const stepsPerEpoch = Math.round(stepLosses.length / trainLosses.length);
  const best = bestFilter(test);
  return drawLossCurve({
    title: "Loss of every training step (mean squared error, of sounds whose power is 1)",
    description: "The loss at each training step and its mean over an epoch's steps, beside the best filter's.",
    loss: "mean squared error",
    steps: stepLosses,
    stepsPerEpoch,
    width: stepsPerEpoch,
    each: true,
    rule: { label: `${best.name}, on the test`, y: best.mse },
  });
}

/** Samples that a picture of the wave shows: 25 ms. */
export const SHOWN = 200;

/** A piece of a sound from its middle, as it was, with noise, and as it came out. */
export function drawWave({ test, shown }: SoundFound): LinesBlock {
  const { clean, noisy } = test.sounds[shown];
  const best = bestFilter(test);
  const start = Math.floor(clean.length / 2);
  const x = Array.from({ length: SHOWN }, (_, i) => (1000 * (start + i)) / RATE);
  const piece = (samples: ArrayLike<number>) => x.map((_, i) => samples[start + i]);
  const lines: Line[] = [
    { label: "noisy, what is read", role: "input", x, y: piece(noisy), mark: "dots" },
    { label: "clean", role: "truth", x, y: piece(clean) },
    { label: best.name, role: "naive", x, y: piece(best.estimates[shown]) },
    { label: test.network.name, role: "model", x, y: piece(test.network.estimates[shown]) },
  ];
  return {
    kind: "lines",
    title: "25 milliseconds from the middle of a test sound, sample by sample",
    description: "Noisy samples, the clean wave, and the waves that the filter and the network make of them.",
    x: { label: "ms" },
    y: { label: "sample" },
    lines,
  };
}

/** Samples of a frame of a spectrogram, and rows that it is drawn with. */
const FRAME = 256;
const ROWS = 64;

/** Rows from the highest frequency down, named at each 1,000 Hz. */
const rowNames = Array.from({ length: ROWS }, (_, row) => {
  const below = ROWS - 1 - row;
  const named = below % (ROWS / 4) === 0 || row === 0;
  return named ? `${Math.round((row === 0 ? ROWS : below) / (ROWS / 4))} kHz` : "";
});

/** Values by column and frequency as rows, highest frequency first, with the mean of so many frequencies in each. */
function toRows(columns: readonly ArrayLike<number>[], frequencies: number): number[][] {
  return Array.from({ length: ROWS }, (_, row) => {
    const from = Math.floor(((ROWS - 1 - row) * frequencies) / ROWS);
    const to = Math.max(from + 1, Math.floor(((ROWS - row) * frequencies) / ROWS));
    return columns.map((column) => {
      let sum = 0;
      for (let at = from; at < to; at++) sum += column[at];
      return sum / (to - from);
    });
  });
}

/** The power at each frequency over time, in dB beside a sound whose power is spread over all of them. */
function spectrogram(samples: ArrayLike<number>): number[][] {
  const fourier = new Fourier(FRAME);
  const window = sineWindow(FRAME);
  const columns: Float64Array[] = [];
  for (let start = -FRAME / 2; start < samples.length - FRAME / 2; start += FRAME / 2) {
    const { re, im } = takeFrame(samples, start, window);
    fourier.forward({ re, im });
    columns.push(Float64Array.from({ length: FRAME / 2 }, (_, k) => (re[k] * re[k] + im[k] * im[k]) / (FRAME / 2)));
  }
  return toRows(columns, FRAME / 2).map((row) => row.map((power) => decibels(power + 1e-9)));
}

/** A grid for each of these, on the time of a sound. */
function drawGrids(
  parts: readonly (readonly [title: string, rows: number[][]])[],
  seconds: number,
): Pick<HeatBlock, "columns" | "grids" | "x"> {
  const count = parts[0][1][0].length;
  return {
    x: { label: "seconds" },
    columns: Array.from({ length: count }, (_, i) => (i * seconds) / (count - 1)),
    grids: parts.map(([title, rows]): HeatGrid => ({ title, rowsLabel: "", rowNames, rows })),
  };
}

export function drawSpectrograms({ test, shown }: SoundFound): HeatBlock {
  const { clean, noisy } = test.sounds[shown];
  const best = bestFilter(test);
  return {
    kind: "heat",
    title: "The same sound by frequency and time",
    description:
      "Bright lines are partials of notes. Noise fills the ground between them; both ways take most of it out.",
    ...drawGrids(
      [
        ["noisy", spectrogram(noisy)],
        [`${test.network.name}: ${formatGain(test.network.gains[shown])}`, spectrogram(test.network.estimates[shown])],
        [`${best.name}: ${formatGain(best.gains[shown])}`, spectrogram(best.estimates[shown])],
        ["clean", spectrogram(clean)],
      ],
      clean.length / RATE,
    ),
    colors: "sequential",
    domain: [-30, 15],
    legend: "power, dB",
  };
}

/** The share of each frequency that passes, over time. */
export function drawPassing(title: string, columns: readonly ArrayLike<number>[], seconds: number): HeatBlock {
  return {
    kind: "heat",
    title,
    description: "Partials of notes pass, what lies between them does not.",
    ...drawGrids([["", toRows(columns, columns[0].length)]], seconds),
    colors: "sequential",
    domain: [0, 1],
    legend: "0: kept out, 1: passes",
  };
}

export function drawGates({ gates, test, shown, settings, wiener }: SoundFound): readonly HeatBlock[] {
  const seconds = test.sounds[shown].clean.length / RATE;
  const order = settings.filters === "fourier" ? "lowest frequency below" : "in no order";
  return [
    drawPassing(`What the network lets through, by filter (${order}) and time`, gates.network, seconds),
    drawPassing(`What the Wiener filter lets through, in frames of ${wiener.frame} samples`, gates.wiener, seconds),
  ];
}

/** Four sounds to compare by ear, as loud as each other's loudest sample lets them be. */
export function makeSoundBlock(
  title: string,
  { clean, noisy }: Noisy,
  { network, filters }: Scored,
  at: number,
  most = clean.length,
): SoundBlock {
  const best = bestFilter({ network, filters });
  const cut = (samples: ArrayLike<number>) => Array.from(samples).slice(0, most);
  const [one, two, three, four] = [clean, noisy, best.estimates[at], network.estimates[at]].map(cut);
  const peak = [one, two, three, four].reduce(
    (high, samples) => samples.reduce((m, v) => Math.max(m, Math.abs(v)), high),
    0,
  );
  const played = (samples: readonly number[]) => samples.map((value) => (0.95 * value) / peak);
  return {
    kind: "sound",
    title,
    description: `The network takes ${formatGain(network.gains[at])} off the error, ${best.name} ${formatGain(best.gains[at])}.`,
    sampleRate: RATE,
    sounds: [
      { label: "noisy", role: "input", samples: played(two) },
      { label: network.name, role: "model", samples: played(four) },
      { label: best.name, role: "naive", samples: played(three) },
      { label: "clean", role: "truth", samples: played(one) },
    ],
  };
}

/** The places of the sounds of one instrument. */
export function placesOf({ sounds }: Tested, instrument: string): number[] {
  return [...sounds.keys()].filter((at) => sounds[at].instrument === instrument);
}
