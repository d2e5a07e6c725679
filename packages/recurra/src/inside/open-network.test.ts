import { describe, expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import { Linear } from "../nn/layers/linear.ts";
import { mseLoss } from "../nn/losses/losses.ts";
import { EncoderDecoder } from "../nn/networks/encoder-decoder.ts";
import { Sequential } from "../nn/networks/sequential.ts";
import { type RecurrentNetwork, recurrentNetwork } from "../nn/recurrent/cells.ts";
import { GRU } from "../nn/recurrent/gru.ts";
import { LastStep } from "../nn/recurrent/last-step.ts";
import { LSTM } from "../nn/recurrent/lstm.ts";
import { RNN } from "../nn/recurrent/rnn.ts";
import { SLSTM } from "../nn/recurrent/slstm.ts";
import { noGrad, type Tensor, tensor } from "../tensor/index.ts";
import { cellNames } from "../words/cells.ts";
import { explain } from "./cells/explain.ts";
import type { OpenedLayer } from "./cells/opened.ts";
import { openNetwork } from "./open-network.ts";

const [BATCH, STEPS, INPUTS, UNITS] = [3, 5, 2, 4];

type Options = Parameters<typeof recurrentNetwork>[1];

/** Every cell in every form, by name. */
const forms: readonly (readonly [name: string, make: (options: Options) => RecurrentNetwork])[] = [
  ...cellNames.map((name): [string, (o: Options) => RecurrentNetwork] => [name, (o) => recurrentNetwork(name, o)]),
  ["an RNN with relu", (o) => new RNN({ ...o, nonlinearity: "relu" })],
  ["a GRU that resets before the product", (o) => new GRU({ ...o, resetAfter: false })],
  ["an sLSTM of two heads", (o) => new SLSTM({ ...o, heads: 2 })],
];

/** Numbers between -1.5 and 1.5, the same each time. */
const numbers = (count: number, seed = 0): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => (((i + seed) * 37) % 61) / 20 - 1.5);

const x = (): Tensor => tensor(numbers(BATCH * STEPS * INPUTS), [BATCH, STEPS, INPUTS]);

/** Larger weights than a new network has, so that gates are not all near a half. */
function make(build: (options: Options) => RecurrentNetwork, options: Partial<Options> = {}): RecurrentNetwork {
  const network = withSeed(3, () => build({ inputSize: INPUTS, hiddenSize: UNITS, ...options }));
  for (const parameter of network.parameters()) parameter.value = parameter.value.map((one) => 2 * one);
  return network;
}

function run(network: RecurrentNetwork, input: Tensor, options: object = {}) {
  const { output, state } = network.forward(input, options as never);
  return { output, state: { ...state } as Record<string, Tensor> };
}

/** The largest difference between what is explained and what the kernels have, over all letters, units and steps, relative to numbers above 1. */
function worst(layer: OpenedLayer): number {
  let most = 0;
  for (const { symbol } of [...layer.gates, ...layer.states]) {
    for (let t = 0; t < layer.steps; t++) {
      for (let unit = 0; unit < layer.hiddenSize; unit++) {
        const { value, computed } = explain(layer, { symbol, unit, t });
        most = Math.max(most, Math.abs(value - computed) / Math.max(1, Math.abs(computed)));
      }
    }
  }
  return most;
}

describe.each(forms)("%s", (_, build) => {
  test("what is explained is what the kernels computed, of every letter, unit and step, within 1e-5", () => {
    for (const options of [{}, { bias: false }, { numLayers: 2 }, { bidirectional: true, numLayers: 2 }]) {
      const network = make(build, options);
      const { layers } = openNetwork(network, () => ({ output: run(network, x()).output }), { sequence: 1 });
      expect(layers).toHaveLength((options.numLayers ?? 1) * (options.bidirectional ? 2 : 1));
      for (const layer of layers) expect(worst(layer), layer.title).toBeLessThan(1e-5);
      network.dispose();
    }
  });

  test("the first step begins with the states that are given", () => {
    const network = make(build);
    const first = noGrad(() => {
      const { state } = run(network, x());
      return Object.fromEntries(Object.entries(state).map(([name, one]) => [name, one.toArray()]));
    });
    const given = () =>
      Object.fromEntries(Object.entries(first).map(([n, one]) => [n, tensor(one, [1, BATCH, UNITS])]));
    const { layers } = openNetwork(network, () => ({ output: run(network, x(), { state: given() }).output }), {
      sequence: 2,
    });
    expect([...layers[0].first.h]).toEqual([...first.h.subarray(2 * UNITS)]);
    expect(worst(layers[0])).toBeLessThan(1e-5);
    network.dispose();
  });

  test("d loss / d what goes into each gate is what the weights of an input that is 1 at one step alone learn from", () => {
    for (const bidirectional of [false, true]) {
      const network = make(build, { inputSize: STEPS, bidirectional });
      const input = () =>
        tensor(
          Float32Array.from({ length: STEPS * STEPS }, (_, i) => Number(i % (STEPS + 1) === 0)),
          [1, STEPS, STEPS],
        );
      const width = bidirectional ? 2 * UNITS : UNITS;
      const target = () => tensor(numbers(STEPS * width), [1, STEPS, width]);
      // Of the states behind the last step, too: a decoder reads them.
      const loss = (): Tensor => {
        const { output, state } = run(network, input());
        const own = mseLoss(output, target());
        return Object.values(state).reduce((sum, one) => sum.add(one.mul(one).sum().mul(0.1)), own);
      };
      const { layers } = openNetwork(network, () => ({ loss: loss() }));
      expect(network.parameters().every(({ grad }) => grad === null)).toBe(true);
      loss().backward();
      const grads = new Map(network.namedParameters().map(([name, { grad }]) => [name, grad!]));
      layers.forEach(({ gradients, title }, d) => {
        const grad = grads.get(`weight_ih_l0${d === 1 ? "_reverse" : ""}`)!;
        const scale = Math.max(...grad.map(Math.abs));
        Object.values(gradients!.gates).forEach((values, block) => {
          for (let unit = 0; unit < UNITS; unit++) {
            for (let t = 0; t < STEPS; t++) {
              const learned = grad[(block * UNITS + unit) * STEPS + t];
              expect(
                Math.abs(values[t * UNITS + unit] - learned) / scale,
                `${title} ${block} ${unit} ${t}`,
              ).toBeLessThan(1e-5);
            }
          }
        });
        expect(Object.keys(gradients!.gates)).toHaveLength(grad.length / (UNITS * STEPS));
      });
      network.dispose();
    }
  });
});

describe.each(cellNames)("an encoder-decoder of %s", (cell) => {
  const make = () => withSeed(5, () => new EncoderDecoder({ cell, inputSize: STEPS, hiddenSize: UNITS }));
  const input = () =>
    tensor(
      Float32Array.from({ length: STEPS * STEPS }, (_, i) => Number(i % (STEPS + 1) === 0)),
      [1, STEPS, STEPS],
    );
  const target = () => tensor(numbers(3), [1, 3, 1]);

  test("that reads what it has written is two sequences, and the gradient comes back through the states between them", () => {
    const model = make();
    const loss = () => mseLoss(model.forward(input(), { horizon: 3 }), target());
    const { layers } = openNetwork(model, () => ({ loss: loss() }), { starts: [0, STEPS] });
    expect(layers.map(({ title, steps, from }) => [title, steps, from])).toEqual([
      ["encoder", STEPS, 0],
      ["decoder", 3, STEPS],
    ]);
    const [encoder, decoder] = layers;
    expect([...decoder.first.h]).toEqual([...encoder.states[0].values.subarray((STEPS - 1) * UNITS)]);
    for (const layer of layers) expect(worst(layer)).toBeLessThan(1e-5);
    loss().backward();
    const grad = new Map(model.namedParameters()).get("encoder.weight_ih_l0")!.grad!;
    const scale = Math.max(...grad.map(Math.abs));
    expect(scale).toBeGreaterThan(0);
    Object.values(encoder.gradients!.gates).forEach((values, block) => {
      for (let unit = 0; unit < UNITS; unit++) {
        for (let t = 0; t < STEPS; t++) {
          const learned = grad[(block * UNITS + unit) * STEPS + t];
          expect(Math.abs(values[t * UNITS + unit] - learned) / scale).toBeLessThan(1e-5);
        }
      }
    });
    model.dispose();
  });
});

test("the connectivity is how much the last output changes with each step that is read", () => {
  const model = withSeed(2, () => {
    const options = { inputSize: 2, hiddenSize: 3 };
    return new Sequential(new GRU(options), new LastStep(), new Linear({ inFeatures: 3, outFeatures: 2 }));
  });
  const values = numbers(BATCH * STEPS * 2);
  const said = (some: Float32Array) =>
    noGrad(() => model.forward(tensor(some, [BATCH, STEPS, 2])).toArray()).slice(2, 4);
  const { connectivity } = openNetwork(model, () => ({ output: model.forward(tensor(values, [BATCH, STEPS, 2])) }), {
    sequence: 1,
  });
  for (let t = 0; t < STEPS; t++) {
    let moved = 0;
    for (let i = 0; i < 2; i++) {
      const ends = [0.01, -0.01].map((step) => {
        const other = values.slice();
        other[(STEPS + t) * 2 + i] += step;
        return said(other);
      });
      for (let k = 0; k < 2; k++) moved += Math.abs(ends[0][k] - ends[1][k]) / 0.02;
    }
    expect(connectivity![t]).toBeCloseTo(moved, 3);
  }
  model.dispose();
});

test("what is opened adds to no gradient, draws nothing, and leaves the network as it was", () => {
  const model = withSeed(2, () => {
    const options = { inputSize: 2, hiddenSize: 3, numLayers: 2, dropout: 0.5 };
    return new Sequential(new LSTM(options), new LastStep(), new Linear({ inFeatures: 3, outFeatures: 1 }));
  });
  const [frozen, ...others] = model.parameters();
  frozen.requiresGrad = false;
  others[0].grad = new Float32Array(others[0].size).fill(7);
  const open = () => openNetwork(model, () => ({ loss: model.forward(tensor(numbers(10), [1, 5, 2])).sum() }));
  const [one, other] = [open(), open()];
  expect(one).toEqual(other);
  expect(model.parameters().map(({ requiresGrad }) => requiresGrad)).toEqual([false, ...others.map(() => true)]);
  expect(others[0].grad).toEqual(new Float32Array(others[0].size).fill(7));
  expect(others.slice(1).every(({ grad }) => grad === null)).toBe(true);
  expect(model.namedModules().every(([, module]) => module.training)).toBe(true);
  expect(one.layers.map(({ title, inputNames }) => [title, inputNames[0]])).toEqual([
    ["layer 1 of 2", "input 1"],
    ["layer 2 of 2", "unit 1 of the layer below"],
  ]);
  expect(one.title).toBe("LSTM of 2 layers of 3 units");
  model.dispose();
});

test("where no recurrent network runs, and for a sequence that is not there, it says so", () => {
  const model = new Linear({ inFeatures: 2, outFeatures: 1 });
  const x = tensor([1, 2], [1, 2]);
  expect(() => openNetwork(model, () => ({ output: model.forward(x) }))).toThrow(
    "openNetwork: no recurrent network has run. Run one in the function that is given: an RNN, LSTM, GRU, minGRU or sLSTM, alone or inside the model.",
  );
  const network = new GRU({ inputSize: 2, hiddenSize: 3 });
  const batch = tensor(numbers(8), [2, 2, 2]);
  expect(() => openNetwork(network, () => ({ output: network.forward(batch).output }), { sequence: 2 })).toThrow(
    "openNetwork: sequence must be a sequence of the 2 of the batch, from 0, but it is 2.",
  );
  model.dispose();
  network.dispose();
});
