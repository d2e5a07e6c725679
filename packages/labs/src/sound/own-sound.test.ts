import { expect, test } from "vitest";
import { meanSquare } from "./data.ts";
import { readOwnSound, resample } from "./own-sound.ts";
import { writeWav } from "./wav.fixture.ts";

function wave(frequency: number, rate: number, length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / rate));
}

test("a tone at another rate is the same tone, and what half of the lower rate cannot hold is left out", () => {
  for (const rate of [5000, 11025, 44100]) {
    const found = resample(wave(440, rate, rate / 5), rate, 8000);
    expect(found.length).toBe(1600);
    const wanted = wave(440, 8000, 1600);
    for (let i = 200; i < 1400; i++) expect(found[i]).toBeCloseTo(wanted[i], 2);
  }
  const high = resample(wave(9000, 44100, 8820), 44100, 8000);
  expect(meanSquare(high.subarray(200, 1400))).toBeLessThan(1e-5);
});

test("a sound of one's own has the lab's rate and a mean square of 1", () => {
  const bytes = writeWav(
    Array.from(wave(300, 16000, 4000), (v) => 0.1 * v),
    { rate: 16000 },
  );
  const { samples, wav, name } = readOwnSound({ name: "in/a/folder/own.wav", bytes });
  expect([samples.length, wav.rate, name]).toEqual([2000, 16000, "own.wav"]);
  expect(meanSquare(samples)).toBeCloseTo(1, 12);
});

test("a silent sound and one that is too short are refused", () => {
  const silent = writeWav(new Array<number>(2000).fill(0));
  expect(() => readOwnSound({ name: "own.wav", bytes: silent })).toThrow("own.wav: it is silent.");
  const short = writeWav(new Array<number>(400).fill(0.5));
  expect(() => readOwnSound({ name: "own.wav", bytes: short })).toThrow(
    "own.wav: it lasts 0.050 seconds, and 0.1 are needed. Give a longer sound.",
  );
});
