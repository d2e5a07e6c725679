import { describe, expect, test } from "vitest";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { expectClose, expectOperation, numbers } from "../../tensor/gradients.conformance.ts";
import { noGrad, type Tensor, tensor } from "../../tensor/index.ts";
import { readFixture } from "../recurrent/pytorch.conformance.ts";
import { AdditiveAttention } from "./additive-attention.ts";
import { MultiheadAttention, scaledDotProductAttention } from "./attention.ts";
import { expectPyTorch } from "./layers.conformance.ts";
import { LuongAttention } from "./luong-attention.ts";

interface Settings {
  readonly kind: "additive" | "multihead";
  readonly query: number;
  readonly memory: number;
  readonly size: number;
  readonly bias: boolean;
}

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<Settings>("masks").map((one) => [one.name, one] as const))(
    "attention with masks has PyTorch's output, gradients and ten losses: %s",
    (_, one) => {
      withMode(mode, () => {
        const { kind, query, memory, size, bias } = one.settings;
        const has = (name: string): boolean => one.tensors.has(name);
        const masks = (given: Tensor[]) => ({
          ...(has("mask") && { attnMask: given[0]! }),
          ...(has("padding") && { keyPaddingMask: given.at(-1)! }),
        });
        if (kind === "additive") {
          const layer = new AdditiveAttention({ queryDim: query, memoryDim: memory, hiddenDim: size, bias });
          expectPyTorch(one, layer, ["query", "memory", "mask", "padding"], (q, m, ...rest) =>
            layer.forward(q!, m, masks(rest)),
          );
        } else {
          const layer = new MultiheadAttention({ embedDim: query, numHeads: size, bias });
          expectPyTorch(one, layer, ["query", "memory", "mask", "padding"], (q, m, ...rest) =>
            layer.forward(q!, m, m, masks(rest)),
          );
        }
      });
    },
  );
});

const additive = new AdditiveAttention({ queryDim: 3 });
const luong = new LuongAttention({ queryDim: 3 });
const multihead = new MultiheadAttention({ embedDim: 3, numHeads: 1 });
const kinds = {
  additive: (x: Tensor, mask: object) => additive.forward(x, x, mask),
  luong: (x: Tensor, mask: object) => luong.forward(x, x, mask),
  multihead: (x: Tensor, mask: object) => multihead.forward(x, x, x, mask),
  "scaled dot product": (x: Tensor, mask: object) => scaledDotProductAttention(x, x, x, mask),
};

test.each(Object.entries(kinds))("%s attention takes all three masks: what is masked changes nothing", (_, run) => {
  const values = numbers(2 * 4 * 3, 1);
  const changed = values.map((value, i) => (i % 12 >= 9 ? value + 3 : value));
  const of = (x: Float32Array, mask: object): number[] => [...noGrad(() => run(tensor(x, [2, 4, 3]), mask)).toArray()];
  const seen = (row: number[]): number[] => row.filter((_, i) => i % 12 < 9);
  const last = tensor([0, 0, 0, 1, 0, 0, 0, 1], [2, 4]);
  const attnMask = tensor(
    Float32Array.from({ length: 4 }, (_, i) => (i === 3 ? Number.NEGATIVE_INFINITY : 0)),
    [4],
  );
  for (const mask of [{ keyPaddingMask: last }, { attnMask }, { isCausal: true }]) {
    expect(seen(of(changed, mask))).toEqual(seen(of(values, mask)));
  }
  expect(seen(of(changed, {}))).not.toEqual(seen(of(values, {})));
  expect(() => of(values, { keyPaddingMask: tensor([1, 0, 0, 0]) })).toThrow(
    "attention: the keyPaddingMask [4] must be [batch, keys] of scores [2, ",
  );
});

test("additive attention and its gradients equal float64 within 1e-5", () => {
  const layer = new AdditiveAttention({ queryDim: 2, memoryDim: 3, hiddenDim: 2 });
  const [w, u, v] = [layer.Wa, layer.Ua, layer.Va].map(({ weight }) => weight.value);
  expectOperation({
    shapes: [
      [1, 2, 2],
      [1, 4, 3],
    ],
    run: (query, memory) => layer.forward(query, memory),
    formula: (q, m) => {
      const out = new Float64Array(6);
      for (let i = 0; i < 2; i++) {
        const scores = [0, 1, 2, 3].map((j) =>
          [0, 1].reduce((sum, n) => {
            const asked = q[2 * i]! * w![2 * n]! + q[2 * i + 1]! * w![2 * n + 1]!;
            const offered = [0, 1, 2].reduce((part, k) => part + m[3 * j + k]! * u![3 * n + k]!, 0);
            return sum + v![n]! * Math.tanh(asked + offered);
          }, 0),
        );
        const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
        for (let j = 0; j < 4; j++)
          for (let k = 0; k < 3; k++) out[3 * i + k] += (Math.exp(scores[j]!) / total) * m[3 * j + k]!;
      }
      return out;
    },
  });
});

test("over() a memory gives the bits of forward() at each step", () => {
  const memory = tensor(numbers(24, 5), [2, 4, 3]);
  const queries = tensor(numbers(18, 6), [2, 3, 3]);
  for (const layer of [additive, luong]) {
    const all = layer.forward(queries, memory, { attnMask: tensor([0, -1, 0, 2]) });
    const look = layer.over(memory, { attnMask: tensor([0, -1, 0, 2]) });
    for (let t = 0; t < 3; t++) {
      expect(look(queries.slice(1, t, t + 1)).toArray()).toEqual(all.slice(1, t, t + 1).toArray());
    }
    expect(() => look(tensor([1, 2, 3], [1, 1, 3]))).toThrow("must be [batch, time, 3], with the query's batch");
  }
});

test("weights of additive attention sum up to 1 and are 0 where a key is masked", () => {
  const x = tensor(numbers(12, 2), [1, 4, 3]);
  const weights = additive.weights(x, x, { keyPaddingMask: tensor([0, 1, 0, 0], [1, 4]) });
  expect(weights.shape).toEqual([1, 4, 4]);
  const rows = weights.toArray();
  expectClose(weights.sum(2).toArray(), [1, 1, 1, 1], "sums");
  expect([rows[1], rows[5], rows[9], rows[13]]).toEqual([0, 0, 0, 0]);
  expect(() => additive.forward(tensor([1, 2, 3]))).toThrow(
    "AdditiveAttention: the query [3] must be [batch, time, 3], with the query's batch.",
  );
});
