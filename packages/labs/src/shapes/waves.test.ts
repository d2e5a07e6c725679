import { expect, test } from "vitest";
import { KINDS, LENGTH, makeWaves, WAVE_INPUTS, waveAt } from "./waves.ts";

const clean = makeWaves(300, 0, 1, "test");

test("there are as many waves of each kind, each two periods long", () => {
  expect(KINDS).toEqual(["sine", "square", "sawtooth"]);
  for (const kind of [0, 1, 2]) expect(clean.kind.filter((one) => one === kind)).toHaveLength(100);
  for (let i = 0; i < 9; i++) {
    const wave = waveAt(clean.clean, i);
    for (let step = 0; step < LENGTH / 2; step++) expect(wave[step + LENGTH / 2]).toBeCloseTo(wave[step], 5);
  }
});

test("each kind has its form", () => {
  const [sine, square, sawtooth] = [0, 1, 2].map((i) => waveAt(clean.clean, i));
  expect(sine[5]).toBeCloseTo(-sine[0], 5);
  expect(new Set(square)).toEqual(new Set([1, -1]));
  const rises = sawtooth.slice(1).map((value, i) => value - sawtooth[i]);
  expect(rises.filter((rise) => Math.abs(rise - 0.2) < 1e-5)).toHaveLength(LENGTH - 3);
  expect(rises.filter((rise) => Math.abs(rise + 1.8) < 1e-5)).toHaveLength(2);
});

test("the input says the kind and the start, which is where the sine begins", () => {
  for (const i of [0, 3, 6]) {
    const input = Array.from(clean.start.subarray(i * WAVE_INPUTS, (i + 1) * WAVE_INPUTS));
    expect(input.slice(0, 3)).toEqual([1, 0, 0]);
    expect(input[3]).toBeCloseTo(clean.clean[i * LENGTH], 6);
    expect(input[3] ** 2 + input[4] ** 2).toBeCloseTo(1, 6);
  }
});

test("noise has the standard deviation asked for, and none leaves the waves as they are", () => {
  expect(clean.noisy).toEqual(clean.clean);
  const { noisy, clean: same } = makeWaves(300, 0.4, 1, "test");
  expect(same).toEqual(clean.clean);
  const squares = noisy.reduce((sum, value, at) => sum + (value - same[at]) ** 2, 0);
  expect(Math.sqrt(squares / noisy.length)).toBeCloseTo(0.4, 1);
});
