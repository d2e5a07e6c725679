import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { expectOperation, numbers } from "../../tensor/gradients.conformance.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { errorOfLargest, readFixture } from "../recurrent/pytorch.conformance.ts";
import { MultiheadAttention, scaledDotProductAttention } from "./attention.ts";

interface Settings {
  readonly embed: number;
  readonly heads: number;
  readonly bias: boolean;
  readonly self: boolean;
  readonly causal: boolean;
}

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<Settings>("attention").map((one) => [one.name, one] as const))(
    "outputs are PyTorch's within 1e-5, gradients within 2e-5 of the largest entry: %s",
    (_, one) => {
      withMode(mode, () => {
        const { embed, heads, bias, self, causal } = one.settings;
        const layer = new MultiheadAttention({ embedDim: embed, numHeads: heads, bias });
        for (const [name, parameter] of layer.namedParameters()) parameter.value = one.numbers(name);
        const leaf = (name: string): Tensor =>
          tensor(one.numbers(name), one.tensors.get(name)!.shape, { requiresGrad: true });
        const query = leaf("query");
        const inputs = self ? [query] : [query, leaf("key"), leaf("value")];
        const mask = causal ? { isCausal: true } : one.tensors.has("mask") ? { attnMask: leaf("mask").detach() } : {};
        const output = layer.forward(query, inputs[1], inputs[2], mask);
        expect(errorOfLargest(output.toArray(), one.numbers("output"))).toBeLessThan(1e-5);
        output
          .mul(tensor(one.numbers("factors"), output.shape))
          .sum()
          .backward();
        for (const [i, name] of (self ? ["query"] : ["query", "key", "value"]).entries()) {
          expect(errorOfLargest(inputs[i].grad!, one.numbers(`grad.${name}`)), name).toBeLessThan(2e-5);
        }
        for (const [name, parameter] of layer.namedParameters()) {
          expect(errorOfLargest(parameter.grad!, one.numbers(`grad.${name}`)), name).toBeLessThan(2e-5);
        }
        layer.dispose();
      });
    },
  );
});

test("scaledDotProductAttention and its gradients equal float64 within 1e-5", () => {
  const [l, s, e, v] = [3, 4, 5, 2];
  expectOperation({
    shapes: [
      [l, e],
      [s, e],
      [s, v],
    ],
    run: (a, b, c) => scaledDotProductAttention(a, b, c),
    formula: (a, b, c) => {
      const out = new Float64Array(l * v);
      for (let i = 0; i < l; i++) {
        const weights = Array.from({ length: s }, (_, j) => {
          let score = 0;
          for (let k = 0; k < e; k++) score += a[i * e + k] * b[j * e + k];
          return Math.exp(score / Math.sqrt(e));
        });
        const total = weights.reduce((x, y) => x + y);
        for (let j = 0; j < s; j++) for (let k = 0; k < v; k++) out[i * v + k] += (weights[j] / total) * c[j * v + k];
      }
      return out;
    },
  });
});

test("with a causal mask, what comes later changes nothing before it", () => {
  const layer = withSeed(2, () => new MultiheadAttention({ embedDim: 4, numHeads: 2 }));
  const values = numbers(20, 1);
  const changed = values.map((value, i) => (i >= 12 ? value + 1 : value));
  const of = (x: Float32Array): Float32Array => {
    const input = tensor(x, [1, 5, 4]);
    return layer.forward(input, input, input, { isCausal: true }).toArray();
  };
  expect([...of(changed).subarray(0, 12)]).toEqual([...of(values).subarray(0, 12)]);
  expect(of(changed)[12]).not.toBe(of(values)[12]);
});

test("weights are dropped while training alone", () => {
  const layer = withSeed(2, () => new MultiheadAttention({ embedDim: 4, numHeads: 1, dropout: 0.5 }));
  const x = tensor(numbers(20, 1), [1, 5, 4]);
  const run = (seed: number): number[] => withSeed(seed, () => [...layer.forward(x).toArray()]);
  expect(run(1)).not.toEqual(run(2));
  layer.eval();
  expect(run(1)).toEqual(run(2));
});

test("initial values are those of PyTorch's distributions", () => {
  const { in_proj_weight, in_proj_bias, out_proj } = new MultiheadAttention({ embedDim: 24, numHeads: 4 });
  expect(Math.max(...in_proj_weight.value)).toBeLessThanOrEqual(0.25);
  expect(Math.max(...in_proj_weight.value)).toBeGreaterThan(0.24);
  expect(Math.max(...out_proj.weight.value)).toBeGreaterThan(0.19);
  expect([...in_proj_bias!.value, ...out_proj.bias!.value]).toEqual(new Array(96).fill(0));
});

test("heads that do not divide the features, and inputs of other shapes, are refused", () => {
  expect(() => new MultiheadAttention({ embedDim: 4, numHeads: 3 })).toThrow(
    "MultiheadAttention: numHeads 3 does not divide embedDim 4.",
  );
  const layer = new MultiheadAttention({ embedDim: 4, numHeads: 2 });
  const x = tensor(new Float32Array(8), [1, 2, 4]);
  expect(() => layer.forward(tensor([1, 2, 3, 4]))).toThrow(
    "MultiheadAttention: the query [4] must be [batch, time, 4], with the query's batch.",
  );
  expect(() => layer.forward(x, tensor(new Float32Array(16), [2, 2, 4]))).toThrow("the key [2, 2, 4] must be");
  expect(() => layer.forward(x, x, x, { causal: true } as object)).toThrow('there is no option "causal"');
});
