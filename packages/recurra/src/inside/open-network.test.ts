import { describe, expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import { mseLoss } from "../nn/losses/losses.ts";
import { type RecurrentNetwork, recurrentNetwork } from "../nn/recurrent/cells.ts";
import { GRU } from "../nn/recurrent/gru.ts";
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
