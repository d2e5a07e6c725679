import { noGrad, type Tensor, tensor, withSeed } from "recurra";
import { cellFacts, cellNameOf } from "recurra/nn";
import { describe, expect, onTestFinished, test } from "vitest";
import { decoded, type Feed, faultsIn, furthest, numbers, opened } from "../run-onnx.fixture.ts";
import { toOnnx } from "../to-onnx.ts";
import { type AnyLayer, makeLayer } from "./recurrent-layer.fixture.ts";

const cells = ["rnn-tanh", "rnn-relu", "lstm", "gru", "gru-reset-before", "mingru", "slstm", "slstm-heads"] as const;
const I = 3;
const H = 6;

interface Form {
  readonly numLayers: number;
  readonly bidirectional: boolean;
  readonly bias: boolean;
}

function made(cell: (typeof cells)[number], form: Form): AnyLayer {
  const layer = withSeed(7, () => makeLayer(cell, { inputSize: I, hiddenSize: H, ...form }));
  onTestFinished(() => layer.dispose());
  return layer;
}

function x(batch: number, time: number, seed = 1): Feed & { data: Float32Array } {
  return { shape: [batch, time, I], data: numbers(batch * time * I, seed) };
}

/** Our own output and final states, in plain numbers. */
function ours(layer: AnyLayer, input: Feed, lengths?: readonly number[]): Record<string, Float32Array> {
  return noGrad(() => {
    const run = layer.forward(tensor(input.data, input.shape), { lengths });
    const states = Object.entries(run.state as object as Record<string, Tensor>);
    return {
      y: run.output.toArray(),
      ...Object.fromEntries(states.map(([name, state]) => [`${name}_out`, state.toArray()])),
    };
  });
}

const forms = [1, 2].flatMap((numLayers) =>
  [false, true].flatMap((bidirectional) => [true, false].map((bias) => ({ numLayers, bidirectional, bias }))),
);

describe.each(cells)("a graph of %s in onnxruntime gives our outputs within 1e-5", (cell) => {
  test.each(forms)("$numLayers layers, bidirectional $bidirectional, bias $bias", async (form) => {
    const layer = made(cell, form);
    const bytes = toOnnx(layer);
    expect(faultsIn(decoded(bytes))).toEqual([]);
    const run = await opened(bytes);
    for (const [batch, time] of [
      [1, 1],
      [1, 7],
      [3, 6],
    ]) {
      const { y } = await run({ x: x(batch, time) });
      expect(y.shape).toEqual([batch, time, form.bidirectional ? 2 * H : H]);
      expect(furthest(y.data, ours(layer, x(batch, time)).y)).toBeLessThan(1e-5);
    }
  });

  test.each([
    { numLayers: 2, bidirectional: true, bias: true },
    { numLayers: 1, bidirectional: false, bias: true },
  ])("with lengths: $numLayers layers, bidirectional $bidirectional", async (form) => {
    const layer = made(cell, form);
    const run = await opened(toOnnx(layer, { lengths: true }));
    const lengths = [2, 6, 1];
    const { y } = await run({ x: x(3, 6), lengths: { shape: [3], data: Int32Array.from(lengths) } });
    expect(furthest(y.data, ours(layer, x(3, 6), lengths).y)).toBeLessThan(1e-5);
    expect(furthest(y.data, ours(layer, x(3, 6)).y)).toBeGreaterThan(1e-2);
  });

  test.each([1, 2])("with states, call after call, as one sequence: %i layers", async (numLayers) => {
    const layer = made(cell, { numLayers, bidirectional: false, bias: true });
    const bytes = toOnnx(layer, { states: true, lengths: false });
    expect(faultsIn(decoded(bytes))).toEqual([]);
    const run = await opened(bytes);
    const whole = x(2, 6);
    const zero: Feed = { shape: [numLayers, 2, H], data: new Float32Array(numLayers * 2 * H) };
    const letters = cellFacts(cellNameOf(layer)!).states;
    let states: Record<string, Feed> = Object.fromEntries(letters.map((letter) => [`${letter}_in`, zero]));
    const outputs: number[][] = [[], []];
    let last: Record<string, Feed> = {};
    // Pieces of 1, 3 and 2 steps.
    for (const [from, to] of [
      [0, 1],
      [1, 4],
      [4, 6],
    ]) {
      const piece = [0, 1].flatMap((b) => [...whole.data.subarray((b * 6 + from) * I, (b * 6 + to) * I)]);
      const result = await run({ x: { shape: [2, to - from, I], data: Float32Array.from(piece) }, ...states });
      const half = result.y.data.length / 2;
      outputs[0].push(...result.y.data.subarray(0, half));
      outputs[1].push(...result.y.data.subarray(half));
      states = Object.fromEntries(letters.map((letter) => [`${letter}_in`, result[`${letter}_out`]]));
      last = result;
    }
    const own = ours(layer, whole);
    expect(furthest(outputs.flat(), own.y)).toBeLessThan(1e-5);
    for (const letter of letters) {
      expect(furthest(last[`${letter}_out`].data, own[`${letter}_out`])).toBeLessThan(1e-5);
    }
  });
});

test("the gates of wide states are in their places too: H = 33, two layers, both directions", async () => {
  for (const cell of cells) {
    const options = { inputSize: I, hiddenSize: 33, numLayers: 2, bidirectional: true };
    const layer = withSeed(3, () => makeLayer(cell, options));
    onTestFinished(() => layer.dispose());
    const { y } = await (await opened(toOnnx(layer)))({ x: x(2, 9) });
    expect(furthest(y.data, ours(layer, x(2, 9)).y)).toBeLessThan(1e-5);
  }
});
