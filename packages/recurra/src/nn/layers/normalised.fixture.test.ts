import { describe, expect, test } from "vitest";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { expectOperation } from "../../tensor/gradients.conformance.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { Plan } from "../../tensor/plan.ts";
import type { Module } from "../module/module.ts";
import { errorOfLargest, readFixture } from "../recurrent/pytorch.conformance.ts";
import { GELU, LeakyReLU, SiLU } from "./gated.ts";
import { LayerNorm, type LayerNormOptions } from "./layer-norm.ts";

type Made = Module & { forward(x: Tensor): Tensor };

/** By the first word of a case. */
const layers: Record<string, (settings: object) => Made> = {
  layer: (settings) => new LayerNorm(settings as LayerNormOptions),
  silu: () => new SiLU(),
  gelu: () => new GELU(),
  leaky: (settings) => new LeakyReLU(settings),
};

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<object>("normalised").map((one) => [one.name, one] as const))(
    "%s has PyTorch's output within 1e-5 and its gradients within 2e-5 of the largest entry",
    (name, one) => {
      withMode(mode, () => {
        const { name: _, ...settings } = one.settings as { name: string };
        const leaf = (key: string, requiresGrad = false): Tensor =>
          tensor(one.numbers(key), one.tensors.get(key)!.shape, { requiresGrad });
        const layer = layers[name.split(" ")[0]!]!(settings);
        layer.loadStateDict(Object.fromEntries(layer.namedParameters().map(([key]) => [key, leaf(key)])));
        const x = leaf("x", true);
        const output = layer.forward(x);
        expect(errorOfLargest(output.toArray(), one.numbers("output"))).toBeLessThan(1e-5);
        output.mul(leaf("factors")).sum().backward();
        expect(errorOfLargest(x.grad!, one.numbers("grad.x"))).toBeLessThan(2e-5);
        for (const [key, parameter] of layer.namedParameters()) {
          expect(errorOfLargest(parameter.grad!, one.numbers(`grad.${key}`)), key).toBeLessThan(2e-5);
        }
      });
    },
  );
});

test("LayerNorm adds to a gradient that is there, gives none to an input that takes none, and is the same in a plan", () => {
  const layer = new LayerNorm({ normalizedShape: 4, elementwiseAffine: false });
  const formula = (x: Float64Array): number[] => {
    const mean = x.reduce((sum, v) => sum + v / 4, 0);
    const variance = x.reduce((sum, v) => sum + (v - mean) ** 2 / 4, 0);
    return [...x].map((v) => (2 * (v - mean)) / Math.sqrt(variance + 1e-5));
  };
  expectOperation({ shapes: [[4]], run: (x) => layer.forward(x).add(layer.forward(x)), formula });
  const own = new LayerNorm({ normalizedShape: 2 });
  own
    .forward(tensor([1, 2, 5, 3], [2, 2]))
    .sum()
    .backward();
  expect([...own.bias!.grad!]).toEqual([2, 2]);
  const plan = new Plan({ inputs: [tensor([1, 2], [1, 2])], seed: 0, body: ([x]) => own.forward(x) });
  plan.run([[9, -4]]);
  expect(plan.output()).toEqual(own.forward(tensor([9, -4], [1, 2])).toArray());
  plan.dispose();
});

test("GELU has an absolute error < 3e-7 |x| over all numbers that matter, and passes NaN", () => {
  const values = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 200);
  const found = new GELU().forward(tensor(values)).toArray();
  // By the series of erf, in float64.
  const share = (x: number): number => {
    let [term, sum] = [x, x];
    for (let k = 1; k < 200; k++) {
      term *= (x * x) / (2 * k + 1);
      sum += term;
    }
    return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  };
  const errors = found.map((y, i) => Math.abs(y - values[i] * share(values[i])) / Math.max(Math.abs(values[i]), 1e-3));
  expect(Math.max(...errors)).toBeLessThan(3e-7);
  expect(new GELU().forward(tensor(Number.NaN)).item()).toBeNaN();
});

test("an input of another shape is refused in words", () => {
  const layer = new LayerNorm({ normalizedShape: [2, 3] });
  expect(() => layer.forward(tensor([1, 2, 3]))).toThrow("the input [3] must end in normalizedShape = [2, 3]");
  expect(() => new LayerNorm({ normalizedShape: [] })).toThrow("normalizedShape must be");
});
