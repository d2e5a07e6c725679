// How much of the engine's memory long sequences take. This file has a process of its own, so that the numbers are its alone.
import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { takenBytes } from "../../kernels/wasm/arena.ts";
import { layoutOf } from "../../kernels/wasm/recurrent-layout.ts";
import { bufferBytes } from "../../kernels/wasm/recurrent-segments.ts";
import { Adam } from "../../optim/adam.ts";
import { memoryUse, noGrad, scope, tensor } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { mseLoss } from "../losses/losses.ts";
import { GRU } from "./gru.ts";
import { LSTM, lstmCell } from "./lstm.ts";
import type { CellState } from "./recurrent.ts";

const MB = 1e6;

/** A slow wave with a trend, so that training has something to learn. */
const wave = (size: number, from = 0): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => Math.sin((from + i) / 9) + (i % 7) / 70);

test("a part of one long series after the other, with the state carried by detach(), takes the same memory throughout", () => {
  const lstm = withSeed(1, () => new LSTM({ inputSize: 1, hiddenSize: 16, numLayers: 2 }));
  const head = withSeed(2, () => new Linear({ inFeatures: 16, outFeatures: 1 }));
  const adam = new Adam([...lstm.parameters(), ...head.parameters()], { learningRate: 0.01 });
  const length = 50;
  const series = wave(200 * length + 1);
  const uses = new Set<string>();
  const losses: number[] = [];
  let state: CellState | undefined;
  for (let start = 0; start + length < series.length; start += length) {
    const x = tensor(series.slice(start, start + length), [1, length, 1]);
    const y = tensor(series.slice(start + 1, start + length + 1), [1, length, 1]);
    adam.zeroGrad();
    const { output, state: last } = lstm.forward(x, { state });
    state = { h: last.h.detach(), c: last.c.detach() };
    const loss = mseLoss(head.forward(output), y);
    losses.push(loss.item());
    loss.backward();
    adam.step();
    if (start > 0) uses.add(JSON.stringify(memoryUse()));
  }
  expect(losses).toHaveLength(200);
  expect(losses.at(-1)).toBeLessThan(losses[0] / 5);
  expect(uses.size).toBe(1);
  expect(memoryUse().steps).toBeLessThan(1.2 * MB);
});

test("the state that detach() carries is the state of the whole series", () => {
  const gru = withSeed(1, () => new GRU({ inputSize: 1, hiddenSize: 8 }));
  const series = wave(60);
  const whole = noGrad(() => gru.forward(tensor(series, [1, 60, 1])).output.toArray());
  const found: number[] = [];
  let h = tensor(new Float32Array(8), [1, 1, 8]);
  for (let start = 0; start < 60; start += 20) {
    const { output, state } = gru.forward(tensor(series.slice(start, start + 20), [1, 20, 1]), { state: { h } });
    found.push(...output.toArray());
    h = state.h.detach();
    output.sum().backward();
  }
  expect(found).toEqual([...whole]);
});

test("LSTM 64 learns from 16 sequences of 10,000 steps in less than 120 MB; keeping every step would take 240 MB more", () => {
  const [batch, time, hiddenSize] = [16, 10_000, 64];
  const kept = bufferBytes(layoutOf(lstmCell(), batch, time, 1, hiddenSize), true);
  expect(kept.rows + kept.gates + kept.states).toBeGreaterThan(240 * MB);
  const lstm = withSeed(1, () => new LSTM({ inputSize: 1, hiddenSize }));
  const head = withSeed(2, () => new Linear({ inFeatures: hiddenSize, outFeatures: 1 }));
  const adam = new Adam([...lstm.parameters(), ...head.parameters()]);
  const before = lstm.parameters().map((parameter) => parameter.value);
  const x = tensor(wave(batch * time), [batch, time, 1]);
  scope(() => {
    const { output } = lstm.forward(x);
    mseLoss(head.forward(output.step(-1)), tensor(wave(batch), [batch, 1])).backward();
    adam.step();
  });
  for (const [i, parameter] of lstm.parameters().entries()) expect(parameter.value).not.toEqual(before[i]);
  expect(memoryUse().steps).toBeLessThan(120 * MB);
  // The output and its gradient, which are as long as the sequences, take most of it.
  expect(2 * batch * time * hiddenSize * 4).toBeGreaterThan(80 * MB);
});

test("without gradients, 10,000 steps take the output's memory and little more", () => {
  const lstm = withSeed(1, () => new LSTM({ inputSize: 1, hiddenSize: 64 }));
  const size = 32 * 10_000;
  const taken = noGrad(() => {
    const start = takenBytes();
    lstm.forward(tensor(wave(size), [32, 10_000, 1]));
    return takenBytes() - start;
  });
  expect(taken).toBeLessThan((size * 64 + size) * 4 + 3 * MB);
});
