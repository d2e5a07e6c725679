import { expect, test } from "vitest";
import { tensor } from "./creation.ts";
import { expectOperation, tails } from "./gradients.conformance.ts";
import { logSoftmax, softmax } from "./softmax.ts";

function softmaxRows(x: Float64Array, n: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let r = 0; r < x.length; r += n) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.exp(x[r + i]);
    for (let i = 0; i < n; i++) out[r + i] = Math.exp(x[r + i]) / sum;
  }
  return out;
}

test("softmax and logSoftmax over the last dimension, with their gradients, at every tail", () => {
  for (const n of tails) {
    expectOperation({ shapes: [[3, n]], run: (x) => softmax(x), formula: (x) => softmaxRows(x, n) });
    expectOperation({ shapes: [[3, n]], run: (x) => logSoftmax(x), formula: (x) => softmaxRows(x, n).map(Math.log) });
  }
});

test("softmax over another dimension equals softmax of the transpose", () => {
  const x = tensor([0.1, 0.5, -1, 2, 0.3, 0.7], [2, 3]);
  const expected = x.transpose(0, 1).softmax().transpose(0, 1);
  expect([...softmax(x, 0).toArray()]).toEqual([...expected.toArray()]);
  expectOperation({
    shapes: [[2, 1]],
    run: (y) => softmax(y, 0),
    formula: (y) => softmaxRows(y, 2),
  });
});

test("softmax is steady for large numbers and passes NaN", () => {
  expect([...softmax(tensor([1000, 1000])).toArray()]).toEqual([0.5, 0.5]);
  expect([...logSoftmax(tensor([1000, 0])).toArray()]).toEqual([0, -1000]);
  for (let at = 0; at < 6; at++) {
    const values = new Float32Array(6);
    values[at] = Number.NaN;
    expect([...softmax(tensor(values)).toArray()].every(Number.isNaN)).toBe(true);
  }
});
