import { expect, onTestFinished, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { noGrad, type Tensor, tensor, zeros } from "../../tensor/index.ts";
import { Bridge } from "../networks/bridge.ts";
import { type NormalisedState, SLSTM } from "./slstm.ts";

const [batch, time, inputSize, hiddenSize] = [3, 12, 2, 6];
const numbers = (size: number, turn = 0) => Float32Array.from({ length: size }, (_, i) => Math.sin(i * 1.3 + turn));
const x = () => tensor(numbers(batch * time * inputSize), [batch, time, inputSize]);

function make(heads = 1): SLSTM {
  const layer = withSeed(2, () => new SLSTM({ inputSize, hiddenSize, heads }));
  onTestFinished(() => layer.dispose());
  return layer;
}

/** Adds to the biases of the rows of one gate. */
function raise(layer: SLSTM, gate: number, by: number): SLSTM {
  const bias = new Map(layer.namedParameters()).get("bias_ih_l0")!;
  bias.value = bias.value.map((value, row) => (Math.floor(row / hiddenSize) === gate ? value + by : value));
  return layer;
}

const run = (layer: SLSTM, state?: NormalisedState) => noGrad(() => layer.forward(x(), state && { state }));
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

test.each(modes)(
  "on %s kernels input gates of e^-3000 to e^3000 change nothing where all have them: only their ratios count",
  (mode) => {
    withMode(mode, () => {
      const near = run(make(2)).output.toArray();
      // Numbers of 3000 are exact to 2^-13 in float32, and so are the exponents.
      for (const [by, bound] of [
        [-3000, 1e-3],
        [-80, 2e-5],
        [80, 2e-5],
        [3000, 1e-3],
      ]) {
        expect(furthest(run(raise(make(2), 0, by!)).output.toArray(), near)).toBeLessThan(bound!);
      }
    });
  },
);

test.each(modes)("on %s kernels gradients are finite where gates are wide open or shut", (mode) => {
  withMode(mode, () => {
    for (const gate of [0, 1, 2, 3]) {
      for (const by of [-1000, -100, 100, 1000]) {
        const layer = raise(make(), gate, by);
        const { output, state } = layer.forward(x());
        output.sum().add(state.h.sum()).backward();
        for (const { grad } of layer.parameters())
          expect(grad!.every(Number.isFinite), `gate ${gate}, ${by}`).toBe(true);
      }
    }
  });
});

test("with its forget gate held open it is a weighted mean of its candidates, so that outputs stay between -1 and 1", () => {
  const { output, state } = run(raise(make(), 1, 30));
  for (const value of output.toArray()) expect(Math.abs(value)).toBeLessThan(1);
  // One step at least counts wholly, and none more than that.
  for (const value of state.n.toArray()) {
    expect(value).toBeGreaterThanOrEqual(1);
    expect(value).toBeLessThanOrEqual(time);
  }
});

test("a state of zeros is no state, to the bit, and its gradient is finite", () => {
  for (const heads of [1, 3]) {
    const layer = make(heads);
    const zero = () => zeros([1, batch, hiddenSize], { requiresGrad: true });
    const state = { h: zero(), c: zero(), n: zero(), m: zero() };
    const given = layer.forward(x(), { state });
    expect(given.output.toArray()).toEqual(run(layer).output.toArray());
    given.output.sum().backward();
    for (const { grad } of Object.values(state) as Tensor[]) expect(grad!.every(Number.isFinite)).toBe(true);
  }
});

test("what is passed on as a state goes on as one sequence", () => {
  const layer = make(2);
  const whole = run(layer);
  const halves = noGrad(() => {
    const first = layer.forward(x().slice(1, 0, 5));
    return layer.forward(x().slice(1, 5, time), { state: first.state });
  });
  for (const name of ["h", "c", "n", "m"] as const) {
    expect(halves.state[name].toArray()).toEqual(whole.state[name].toArray());
  }
});

test("units of one head do not see those of another", () => {
  const layer = make(2);
  const before = run(layer).output.toArray();
  const weights = new Map(layer.namedParameters()).get("weight_hh_l0")!;
  expect(weights.shape).toEqual([4 * hiddenSize, hiddenSize / 2]);
  // Rows of units 3 to 5, the second head.
  weights.value = weights.value.map((value, i) => (Math.floor(i / 3) % hiddenSize >= 3 ? value + 1 : value));
  const after = run(layer).output.toArray();
  before.forEach((value, i) => {
    if (i % hiddenSize < 3) expect(after[i]).toBe(value);
  });
  expect(furthest(after, before)).toBeGreaterThan(0.05);
});

test("heads that do not divide the hidden size are refused", () => {
  for (const heads of [0, 4, 1.5]) {
    expect(() => new SLSTM({ inputSize, hiddenSize, heads })).toThrow(
      `SLSTM: heads must be a whole number from 1 that divides the hidden size, but it is ${heads}.`,
    );
  }
});

test("a bridge from two directions joins h alone: the memory of the decoder begins empty", () => {
  const bridge = withSeed(1, () => new Bridge({ hiddenSize, states: ["h"] }));
  onTestFinished(() => bridge.dispose());
  expect(bridge.namedParameters().map(([name]) => name)).toEqual(["h.weight", "h.bias"]);
  const ones = tensor(new Float32Array(2 * batch * hiddenSize).fill(1), [2, batch, hiddenSize]);
  const state = bridge.forward({ h: ones, c: ones, n: ones, m: ones });
  expect(state.h.shape).toEqual([1, batch, hiddenSize]);
  for (const part of [state.c, state.n, state.m]) {
    expect(part.shape).toEqual([1, batch, hiddenSize]);
    expect(part.toArray().every((value) => value === 0)).toBe(true);
  }
});
