import { describe, expect, test } from "vitest";
import { manualSeed } from "../../core/random.ts";
import { makeState, makeWeights } from "../../kernels/reference/cell.ts";
import { cells as referenceCells } from "../../kernels/reference/cells.ts";
import { sequenceBackward, sequenceForward } from "../../kernels/reference/sequence.ts";

import { Parameter, type Tensor, tensor } from "../../tensor/index.ts";
import { GRU } from "./gru.ts";
import { LSTM } from "./lstm.ts";
import { MinGRU } from "./mingru.ts";
import { RecurrentTrace } from "./recurrent-trace.ts";
import { RNN } from "./rnn.ts";
import { SLSTM } from "./slstm.ts";

const LEAST = 2 ** -100;
const [batch, time, inputs, hidden] = [3, 260, 2, 9];
const sizes = { inputSize: inputs, hiddenSize: hidden };

const layers = {
  "RNN tanh": () => new RNN(sizes),
  "RNN relu": () => new RNN({ ...sizes, nonlinearity: "relu" }),
  LSTM: () => new LSTM(sizes),
  "GRU reset-after": () => new GRU(sizes),
  "GRU reset-before": () => new GRU({ ...sizes, resetAfter: false }),
  minGRU: () => new MinGRU(sizes),
  sLSTM: () => new SLSTM(sizes),
};

const noise = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, i) => ((Math.imul(i + seed, 2654435761) >>> 0) / 2 ** 31 - 1) * 0.9);

type Layer = {
  forward(x: Tensor, options: object): { output: Tensor; state: Record<string, Tensor> };
  parameters(): Parameter[];
  namedParameters(): [string, Parameter][];
  zeroGrad(): void;
};

/** A layer whose recurrent weights are `gain` times as large, without biases where the state is to decay. */
function prepare(name: string, gain: number, biases: boolean) {
  manualSeed(5);
  const layer = layers[name as keyof typeof layers]() as unknown as Layer;
  for (const [of, parameter] of layer.namedParameters()) {
    if (of.startsWith("weight_hh")) parameter.value = parameter.value.map((weight) => weight * gain);
    if (of.startsWith("bias") && !biases) parameter.value = parameter.value.map(() => 0);
  }
  const cell = referenceCells.find((one) => one.name === name)!;
  // The normaliser of the sLSTM is no state that decays.
  const begin = (part: string) =>
    noise(batch * hidden, part.length + 11).map((v) => (part === "n" ? 1 + Math.abs(v) : v));
  const state = Object.fromEntries(
    cell.states.map((part) => [part, new Parameter(begin(part), [1, batch, hidden])]),
  ) as Record<string, Parameter>;
  return { layer, cell, state };
}

/** How many numbers are below 2^-100 and not 0. */
const vanishing = (values: ArrayLike<number>) =>
  Array.from(values).filter((value) => value !== 0 && Math.abs(value) < LEAST).length;
const zeros = (values: ArrayLike<number>) => Array.from(values).filter((value) => value === 0).length;

describe.each(Object.keys(layers))("%s", (name) => {
  test("a state that decays is 0 below 2^-100, and so is the gradient of every step, state and weight", () => {
    const { layer, state } = prepare(name, 0.3, false);
    const trace = new RecurrentTrace();
    const x = tensor(new Float32Array(batch * time * inputs), [batch, time, inputs]);
    const { output } = layer.forward(x, { state, trace });
    for (const [part, values] of Object.entries(trace.layers[0][0].states)) {
      expect(vanishing(values)).toBe(0);
      if (part !== "h" && part !== "c") continue;
      expect(values.at(-1)).toBe(0);
      expect(Math.abs(values[0])).toBeGreaterThan(1e-6);
    }
    output.step(-1).sum().backward();
    const gradients = [...layer.parameters(), ...Object.values(state)].map(({ grad }) => grad!);
    for (const gradient of [trace.layers[0][0].hiddenGradient!, ...gradients]) expect(vanishing(gradient)).toBe(0);
  });

  test("a gradient that vanishes is that of the float64 reference down to 2^-100, and 0 from there on", () => {
    const { layer, cell, state } = prepare(name, 0.5, true);
    const values = noise(batch * time * inputs, 3);
    const trace = new RecurrentTrace();
    const x = tensor(values, [batch, time, inputs]);
    layer.forward(x, { state, trace }).output.step(-1).sum().backward();
    const found = trace.layers[0][0].hiddenGradient!;

    const shape = { batch, time, inputs, hidden, lengths: new Array<number>(batch).fill(time) };
    const given = layer.parameters().map(({ value }) => Float64Array.from(value));
    const weights = makeWeights(cell, inputs, hidden, (_, size) => (size === 0 ? new Float64Array(0) : given.shift()!));
    const initial = makeState(cell, (part) => Float64Array.from(state[part]!.value));
    const x64 = Float64Array.from(values);
    const forward = sequenceForward(cell, shape, weights, x64, initial, false);
    const dOutput = new Float64Array(batch * time * hidden);
    for (let b = 0; b < batch; b++) dOutput.fill(1, ((b + 1) * time - 1) * hidden, (b + 1) * time * hidden);
    const none = makeState(cell, () => new Float64Array(batch * hidden));
    const expected = sequenceBackward(cell, shape, weights, x64, initial, false, forward, dOutput, none).hidden;

    let smallest = Number.POSITIVE_INFINITY;
    for (let row = 0; row < batch * time; row++) {
      const norm = (of: ArrayLike<number>) => {
        let sum = 0;
        for (let j = row * hidden; j < (row + 1) * hidden; j++) sum += Math.abs(of[j]!);
        return sum;
      };
      const [mine, theirs] = [norm(found), norm(expected)];
      if (theirs > 1e4 * LEAST) {
        expect(Math.abs(mine - theirs)).toBeLessThan(1e-3 * theirs);
        smallest = Math.min(smallest, theirs);
      }
      if (theirs === 0) expect(mine).toBeLessThan(hidden * 10 * LEAST);
    }
    // It did come down to where numbers vanish, and past it.
    expect(smallest).toBeLessThan(1e-24);
    expect(zeros(found)).toBeGreaterThan(100);
    expect(vanishing(found)).toBe(0);
  });

  test("NaN and infinity pass", () => {
    const { layer, state } = prepare(name, 0.3, false);
    const values = new Float32Array(batch * time * inputs);
    values[(time + 200) * inputs] = Number.NaN;
    const x = new Parameter(values, [batch, time, inputs]);
    const { output } = layer.forward(x, { state });
    const given = output.toArray();
    expect(given[(2 * time - 1) * hidden]).toBeNaN();
    expect(given[(time - 1) * hidden]).toBe(0);
    output.step(-1).sum().backward();
    expect(layer.parameters().some(({ grad }) => grad!.some(Number.isNaN))).toBe(true);
    if (!name.startsWith("RNN relu")) return;
    // A state without a bound: infinity stays.
    const large = prepare(name, 100, false);
    const grown = large.layer.forward(tensor(new Float32Array(batch * time * inputs), x.shape), {
      state: large.state,
    });
    expect(grown.output.toArray().some((value) => value === Number.POSITIVE_INFINITY || Number.isNaN(value))).toBe(
      true,
    );
  });
});

test("small states leave what was saved as it was: a second backward pass gives the same gradients", () => {
  const { layer, state } = prepare("LSTM", 0.6, false);
  const x = tensor(new Float32Array(batch * 60 * inputs), [batch, 60, inputs]);
  const gradients = () => {
    layer.zeroGrad();
    layer.forward(x, { state }).output.sum().backward();
    return layer.parameters().map(({ grad }) => [...grad!]);
  };
  const once = gradients();
  expect(gradients()).toEqual(once);
  expect(once[1].some((value) => value !== 0)).toBe(true);
});
