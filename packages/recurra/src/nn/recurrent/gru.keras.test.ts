// Keras' GRU with reset_after=False, written out from its documentation and source: kernels [I, 3H] and [H, 3H] that stand to the
// right of row vectors, gates in the order z, r, h, one bias vector. Loading its weights here needs their transposes, the
// other order, and zeros for the second bias.

import { expect, test } from "vitest";
import { scaledError } from "../../kernels/reference/differences.ts";
import { sample } from "../../kernels/reference/sample.ts";
import { tensor } from "../../tensor/index.ts";
import { GRU } from "./gru.ts";

const [batch, time, inputs, hidden] = [3, 5, 2, 7];

const kernel = sample("keras kernel", inputs * 3 * hidden, 0.5);
const recurrentKernel = sample("keras recurrent kernel", hidden * 3 * hidden, 0.5);
const bias = sample("keras bias", 3 * hidden, 0.5);
const x = sample("keras x", batch * time * inputs);
const h0 = sample("keras h0", batch * hidden);

const single = (values: Float64Array) => Float32Array.from(values);
const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));

/** Columns [from, from + H) of v matrix, for a row vector v and a matrix of 3H columns. */
function product(v: Float64Array, matrix: Float64Array, from: number): Float64Array {
  return Float64Array.from({ length: hidden }, (_, j) =>
    v.reduce((sum, value, i) => sum + value * matrix[i * 3 * hidden + from + j]!, 0),
  );
}

/**
 *   z = sigmoid(x W_z + h U_z + b_z)     r = sigmoid(x W_r + h U_r + b_r)
 *   hh = tanh(x W_h + (r * h) U_h + b_h)     h' = z * h + (1 - z) * hh
 */
function kerasStep(xt: Float64Array, h: Float64Array): Float64Array {
  const gate = (index: number, state: Float64Array, f: (a: number) => number) => {
    const fromInput = product(xt, kernel, index * hidden);
    const fromState = product(state, recurrentKernel, index * hidden);
    return fromInput.map((value, j) => f(value + fromState[j]! + bias[index * hidden + j]!));
  };
  const z = gate(0, h, sigmoid);
  const r = gate(1, h, sigmoid);
  const hh = gate(
    2,
    h.map((value, j) => value * r[j]!),
    Math.tanh,
  );
  return h.map((value, j) => z[j]! * value + (1 - z[j]!) * hh[j]!);
}

/** Keras' [rows, 3H] in z, r, h as PyTorch's [3H, rows] in r, z, n. */
function toPyTorch(matrix: Float64Array, rows: number): Float32Array {
  const out = new Float32Array(matrix.length);
  [1, 0, 2].forEach((block, gate) => {
    for (let j = 0; j < hidden; j++) {
      for (let i = 0; i < rows; i++) {
        out[(gate * hidden + j) * rows + i] = matrix[i * 3 * hidden + block * hidden + j]!;
      }
    }
  });
  return out;
}

test("GRU with resetAfter: false equals Keras' reset_after=False equations within 1e-6, its weights reordered", () => {
  const gru = new GRU({ inputSize: inputs, hiddenSize: hidden, resetAfter: false });
  gru.loadStateDict({
    weight_ih_l0: tensor(toPyTorch(kernel, inputs), [3 * hidden, inputs]),
    weight_hh_l0: tensor(toPyTorch(recurrentKernel, hidden), [3 * hidden, hidden]),
    bias_ih_l0: tensor(toPyTorch(bias, 1), [3 * hidden]),
    bias_hh_l0: tensor(new Float32Array(3 * hidden), [3 * hidden]),
  });
  const { output, state } = gru.forward(tensor(single(x), [batch, time, inputs]), {
    state: { h: tensor(single(h0), [1, batch, hidden]) },
  });
  const found = output.toArray();
  const final = state.h.toArray();
  for (let b = 0; b < batch; b++) {
    let h: Float64Array = h0.slice(b * hidden, (b + 1) * hidden);
    for (let t = 0; t < time; t++) {
      const row = b * time + t;
      h = kerasStep(x.slice(row * inputs, (row + 1) * inputs), h);
      expect(scaledError(found.slice(row * hidden, (row + 1) * hidden), h)).toBeLessThan(1e-6);
    }
    expect(scaledError(final.slice(b * hidden, (b + 1) * hidden), h)).toBeLessThan(1e-6);
  }
  gru.dispose();
});

test("the two forms of the GRU give different outputs for the same weights: one cannot pass for the other", () => {
  const after = new GRU({ inputSize: inputs, hiddenSize: hidden });
  const before = new GRU({ inputSize: inputs, hiddenSize: hidden, resetAfter: false });
  before.loadStateDict(after.stateDict());
  const input = tensor(single(x), [batch, time, inputs]);
  const [a, b] = [after, before].map((gru) => gru.forward(input).output.toArray());
  expect(scaledError(a!, b!)).toBeGreaterThan(1e-3);
  after.dispose();
  before.dispose();
});
