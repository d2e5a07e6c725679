// Layers that run in segments, with a forward pass repeated for the backward pass, against the same layers that keep everything.
import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { takenBytes } from "../../kernels/wasm/arena.ts";
import { type Cell, kernelCells, referenceCells } from "../../kernels/wasm/recurrent.conformance.ts";
import { withKeptLimit } from "../../kernels/wasm/recurrent-segments.ts";
import { noGrad, type Tensor, tensor } from "../../tensor/index.ts";
import { Plan } from "../../tensor/plan.ts";
import { LSTM } from "./lstm.ts";
import { type LayerOptions, makeLayer, runLayer, type States } from "./recurrent.conformance.ts";
import { RecurrentTrace } from "./recurrent-trace.ts";

interface Case {
  readonly batch: number;
  readonly time: number;
  readonly lengths?: readonly number[];
  readonly layer: Omit<LayerOptions, "inputSize">;
  readonly state?: boolean;
  readonly trace?: boolean;
}

const inputSize = 3;

function values(shape: readonly number[], turn: number): Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const numbers = Float32Array.from({ length: size }, (_, i) => (((i + turn) * 7919) % 1009) / 504 - 1);
  return tensor(numbers, shape, { requiresGrad: true });
}

/** All arrays in arrays and objects, by path. */
function arraysIn(value: unknown, path = "", found: Record<string, Float32Array> = {}): Record<string, Float32Array> {
  if (value instanceof Float32Array) found[path] = value;
  else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) arraysIn(item, `${path}/${name}`, found);
  }
  return found;
}

function sameBits(a: Float32Array | undefined, b: Float32Array): boolean {
  if (a?.length !== b.length) return false;
  const [p, q] = [a, b].map((array) => new Uint32Array(array.buffer, array.byteOffset, array.length));
  return p.every((word, i) => word === q[i]);
}

/** Everything that a pass gives, by name: outputs, states, gradients of a first and of a repeated backward pass, traces. */
function results(cell: Cell, one: Case): { found: Record<string, Float32Array>; bytes: number } {
  const { batch, time, lengths } = one;
  const hidden = one.layer.hiddenSize * referenceCells[cell].heads;
  const layer = withSeed(3, () => makeLayer(cell, { inputSize, ...one.layer, hiddenSize: hidden }));
  const states = (one.layer.numLayers ?? 1) * (one.layer.bidirectional ? 2 : 1);
  const shape = [states, batch, hidden];
  const x = values([batch, time, inputSize], 1);
  const given = kernelCells[cell].states.map((name, i) => {
    const state = values(shape, 2 + i);
    // What has been stored has a weight above 0.
    return [
      name,
      name === "n"
        ? tensor(
            state.toArray().map((value) => 2 + value),
            shape,
            { requiresGrad: true },
          )
        : state,
    ] as const;
  });
  const state = Object.fromEntries(given) as States;
  const trace = one.trace ? new RecurrentTrace() : undefined;
  const options = { ...(one.state && { state }), ...(lengths && { lengths }), ...(trace && { trace }) };
  const unsaved = noGrad(() => {
    const { output, state: final } = runLayer(layer, x, lengths ? { lengths } : {});
    return [output.toArray(), ...Object.values(final).map((one) => one.toArray())];
  });
  const before = takenBytes();
  const { output, state: final } = runLayer(layer, x, options);
  const shown = [output, ...Object.values(final)].map((one) => one.toArray());
  // Gradients that differ from step to step, and come through the final states too.
  let loss = output.mul(output).mul(values(output.shape, 4).detach()).sum().add(final.h.mul(final.h).sum());
  for (const one of Object.values(final)) loss = loss.add(one.sum());
  const gradients = (): unknown => [
    x.grad,
    ...Object.values(state).map((one) => one.grad),
    ...layer.parameters().map((parameter) => parameter.grad),
    trace?.layers.map((directions) => directions.map((direction) => ({ ...direction }))),
  ];
  loss.backward({ retain: true });
  const first = gradients();
  loss.backward();
  const bytes = takenBytes() - before;
  const found = arraysIn({ unsaved, shown, first, second: gradients() });
  layer.dispose();
  return { found, bytes };
}

/** B = 30 makes chunks of 12, 12 and 6 sequences at this length, whose blocks have 10 and 21 steps. */
const batch = 30;
const time = 300;
const lengths = Array.from({ length: batch }, (_, b) => 1 + ((b * 77 + 299) % time));
const hiddenSize = 5;
const cases: Record<string, Case> = {
  "one layer": { batch, time, layer: { hiddenSize } },
  "one layer with a first state": { batch, time, layer: { hiddenSize }, state: true },
  "true lengths": { batch, time, lengths, layer: { hiddenSize }, state: true },
  "both directions": { batch, time, layer: { hiddenSize, bidirectional: true }, state: true },
  "two layers in both directions with true lengths and a trace": {
    batch,
    time,
    lengths,
    layer: { hiddenSize, numLayers: 2, bidirectional: true },
    state: true,
    trace: true,
  },
  "a trace without lengths": { batch: 5, time: 90, layer: { hiddenSize: 8 }, trace: true },
  "one sequence": { batch: 1, time: 700, layer: { hiddenSize: 9, bidirectional: true }, state: true },
  "many sequences of few steps": {
    batch: 20,
    time: 3,
    lengths: lengths.slice(0, 20).map((n) => 1 + (n % 3)),
    layer: { hiddenSize },
  },
  "one step": { batch: 3, time: 1, layer: { hiddenSize }, state: true },
};

describe.each(Object.keys(kernelCells) as Cell[])("in segments, %s has the same bits:", (cell) => {
  test.each(Object.keys(cases))("%s", (name) => {
    const one = cases[name];
    const whole = results(cell, one);
    const segments = withKeptLimit(1, () => results(cell, one));
    const names = Object.keys(whole.found);
    expect(Object.keys(segments.found)).toEqual(names);
    expect(names.filter((name) => !sameBits(segments.found[name], whole.found[name]))).toEqual([]);
    if (one.time > 1000 / one.batch) expect(segments.bytes).toBeLessThan(whole.bytes);
  });
});

test("a plan of a layer in segments repeats its bits for other numbers", () => {
  const lstm = withSeed(3, () => new LSTM({ inputSize, hiddenSize, numLayers: 2, bidirectional: true }));
  const parameters = lstm.parameters();
  const shape = [batch, time, inputSize];
  const body = ([x]: readonly Tensor[]): Tensor => lstm.forward(x).output.mean();
  const gradient = { parameters, from: tensor([1], []) };
  const plan = withKeptLimit(1, () => new Plan({ inputs: [values(shape, 1)], seed: 0, body, gradient }));
  for (const turn of [1, 5]) {
    const x = values(shape, turn);
    const loss = body([x]);
    loss.backward();
    const expected = [loss.toArray(), ...parameters.map((parameter) => parameter.grad!)];
    lstm.zeroGrad();
    plan.pack();
    plan.run([x.toArray(), [1]]);
    const found = plan.output().slice();
    plan.openGradients();
    expect([found, ...parameters.map((parameter) => parameter.grad!)]).toEqual(expected);
    lstm.zeroGrad();
  }
  plan.dispose();
  lstm.dispose();
});
