import { expect, test } from "vitest";
import { type CellWeights, makeWeights, sigmoid } from "./cell.ts";
import { scaledError } from "./differences.ts";
import { sample, sampleState } from "./sample.ts";
import { sequenceBackward, sequenceForward, zeroState } from "./sequence.ts";
import { slstm } from "./slstm.ts";

const cell = slstm(2);
const [time, inputs, hidden] = [6, 2, 4];
const sizes = { batch: 1, time, inputs, hidden, lengths: [time] };
const weights = makeWeights(cell, inputs, hidden, sample);
const x = sample("x", time * inputs);

/** The equations as they stand in the paper, without a stabiliser. */
function plain(w: CellWeights): Float64Array {
  const h = new Float64Array(hidden);
  const [c, n] = [new Float64Array(hidden), new Float64Array(hidden)];
  const output = new Float64Array(time * hidden);
  const width = hidden / cell.heads;
  for (let t = 0; t < time; t++) {
    const before = h.slice();
    const sum = (gate: number, j: number) => {
      const row = gate * hidden + j;
      let a = w.biasIh[row]! + w.biasHh[row]!;
      for (let k = 0; k < inputs; k++) a += w.weightIh[row * inputs + k]! * x[t * inputs + k]!;
      const head = Math.floor(j / width) * width;
      for (let k = 0; k < width; k++) a += w.weightHh[row * width + k]! * before[head + k]!;
      return a;
    };
    for (let j = 0; j < hidden; j++) {
      const i = Math.exp(sum(0, j));
      const f = sigmoid(sum(1, j));
      c[j] = f * c[j]! + i * Math.tanh(sum(2, j));
      n[j] = f * n[j]! + i;
      h[j] = (sigmoid(sum(3, j)) * c[j]!) / n[j]!;
      output[t * hidden + j] = h[j];
    }
  }
  return output;
}

const run = (w: CellWeights, initial = zeroState(cell, 1, hidden)) =>
  sequenceForward(cell, sizes, w, x, initial, false);

/** The input gates moved by `shift`. */
function shifted(shift: number): CellWeights {
  return { ...weights, biasIh: weights.biasIh.map((value, row) => (row < hidden ? value + shift : value)) };
}

test("the stabilised cell gives what the paper's equations give without a stabiliser", () => {
  expect(scaledError(run(weights).output, plain(weights))).toBeLessThan(1e-14);
});

test.each([-900, -90, 90, 900])(
  "input gates of e^%i, far out of float32 and float64, leave outputs and gradients as they are",
  (shift) => {
    const [near, far] = [weights, shifted(shift)].map((w) => {
      const forward = run(w);
      const d = sample("dOutput", time * hidden);
      const none = zeroState(cell, 1, hidden);
      return [forward.output, sequenceBackward(cell, sizes, w, x, none, false, forward, d, none).weights.weightHh];
    }) as [Float64Array[], Float64Array[]];
    // Only ratios of input gates count, and the state is empty at first.
    expect(scaledError(far[0]!, near[0]!)).toBeLessThan(1e-11);
    expect(scaledError(far[1]!, near[1]!)).toBeLessThan(1e-11);
  },
);

test("the same memory with another stabiliser gives the same outputs", () => {
  const initial = sampleState(cell, "initial", hidden);
  const moved = {
    ...initial,
    c: initial.c!.map((value) => value * Math.exp(-3)),
    n: initial.n!.map((value) => value * Math.exp(-3)),
    m: initial.m!.map((value) => value + 3),
  };
  expect(scaledError(run(weights, moved).output, run(weights, initial).output)).toBeLessThan(1e-14);
});
