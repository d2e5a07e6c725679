import { expect, test } from "vitest";
import { expectOperation } from "../../tensor/gradients.conformance.ts";
import { noGrad, tensor } from "../../tensor/index.ts";
import { LuongAttention } from "./luong-attention.ts";

const [l, s, h, e] = [2, 3, 2, 4];

/** LuongAttention of one sequence in float64, weights by rows. */
function formula(query: Float64Array, memory: Float64Array, score: Float64Array, combine: Float64Array): Float64Array {
  const out = new Float64Array(l * h);
  for (let i = 0; i < l; i++) {
    const scores = Array.from({ length: s }, (_, j) => {
      let sum = 0;
      for (let a = 0; a < h; a++)
        for (let b = 0; b < e; b++) sum += query[i * h + a] * score[a * e + b] * memory[j * e + b];
      return Math.exp(sum);
    });
    const total = scores.reduce((x, y) => x + y);
    const joined = new Float64Array(e + h);
    for (let j = 0; j < s; j++) for (let b = 0; b < e; b++) joined[b] += (scores[j] / total) * memory[j * e + b];
    for (let a = 0; a < h; a++) joined[e + a] = query[i * h + a];
    for (let a = 0; a < h; a++) {
      let sum = 0;
      for (let b = 0; b < e + h; b++) sum += combine[a * (e + h) + b] * joined[b];
      out[i * h + a] = Math.tanh(sum);
    }
  }
  return out;
}

test("LuongAttention and its gradients equal float64 within 1e-5", () => {
  const layer = new LuongAttention({ queryDim: h, memoryDim: e });
  expectOperation({
    shapes: [
      [1, l, h],
      [1, s, e],
    ],
    run: (query, memory) => layer.forward(query, memory),
    formula: (query, memory) =>
      formula(
        query,
        memory,
        Float64Array.from(layer.score.weight.value),
        Float64Array.from(layer.combine.weight.value),
      ),
  });
});

test("what a mask excludes is not looked at", () => {
  const layer = new LuongAttention({ queryDim: 2 });
  const query = tensor([0.5, -1], [1, 1, 2]);
  const mask = tensor([0, Number.NEGATIVE_INFINITY], [1, 1, 2]);
  const both = tensor([1, 2, 30, -40], [1, 2, 2]);
  const first = tensor([1, 2], [1, 1, 2]);
  const [masked, alone] = noGrad(() => [
    layer.forward(query, both, { attnMask: mask }).toArray(),
    layer.forward(query, first).toArray(),
  ]);
  expect(masked).toEqual(alone);
});

test("inputs of other shapes are refused", () => {
  const layer = new LuongAttention({ queryDim: 2, memoryDim: 3 });
  const query = tensor(new Float32Array(4), [1, 2, 2]);
  expect(() => layer.forward(query, query)).toThrow(
    "LuongAttention: the memory [1, 2, 2] must be [batch, time, 3], with the query's batch.",
  );
  expect(() => layer.forward(query, tensor(new Float32Array(6), [2, 1, 3]))).toThrow("the memory [2, 1, 3] must be");
});
