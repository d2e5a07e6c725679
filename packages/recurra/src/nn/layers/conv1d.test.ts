import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { conv1d, conv1dBackward } from "../../kernels/reference/conv1d.ts";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { expectClose, numbers, poisonStepMemory, tails } from "../../tensor/gradients.conformance.ts";
import { tensor } from "../../tensor/index.ts";
import { Plan } from "../../tensor/plan.ts";
import { readFixture } from "../recurrent/pytorch.conformance.ts";
import { Conv1d, type Conv1dOptions } from "./conv1d.ts";
import { expectPyTorch } from "./layers.conformance.ts";

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<{ options: Conv1dOptions }>("conv1d").map((one) => [one.name, one] as const))(
    "Conv1d has PyTorch's output, gradients and ten losses in case %s",
    (_, one) => {
      withMode(mode, () => {
        const layer = new Conv1d(one.settings.options);
        expectPyTorch(one, layer, ["x"], (x) => layer.forward(x));
        layer.dispose();
      });
    },
  );

  test("Conv1d and its gradients equal float64 within 1e-5 at every tail of steps, channels and taps", () => {
    withMode(mode, () => {
      for (const n of tails) {
        for (const [time, inputs, outputs, kernelSize, stride, dilation, groups] of [
          [n + 8, 3, 2, 3, 1, 1, 1],
          [9, n, 3, 2, 2, 1, 1],
          [7, 3, n, 3, 1, 2, 1],
          [12, 2, 5, n, 1, 1, 1],
          [9, 2 * n, 2 * n, 3, 1, 1, n],
        ] as const) {
          const options = { inChannels: inputs, outChannels: outputs, kernelSize, stride, dilation, groups };
          const layer = new Conv1d({ ...options, padding: "causal" });
          const left = dilation * (kernelSize - 1);
          const steps = Math.floor((time - 1) / stride) + 1;
          const sizes = { batch: 2, time, steps, inputs, outputs, kernel: kernelSize, stride, dilation, left, groups };
          const x = tensor(numbers(2 * time * inputs, 1), [2, time, inputs], { requiresGrad: true });
          const g = numbers(2 * steps * outputs, 2);
          const [x64, w64, g64] = [x.toArray(), layer.weight.value, g].map((values) => Float64Array.from(values));
          poisonStepMemory();
          const out = layer.forward(x);
          expectClose(out.toArray(), conv1d(x64, w64, Float64Array.from(layer.bias!.value), sizes), "output");
          out.backward({ gradient: tensor(g, out.shape) });
          const { dX, dWeight, dBias } = conv1dBackward(x64, w64, g64, sizes);
          expectClose(x.grad!, dX, "input's gradient");
          expectClose(layer.weight.grad!, dWeight, "weight's gradient");
          expectClose(layer.bias!.grad!, dBias, "bias' gradient");
          layer.dispose();
        }
      }
    });
  });
});

test("what comes later changes nothing of a causal output before it, which is as long as the input", () => {
  const layer = new Conv1d({ inChannels: 1, outChannels: 2, kernelSize: 3, dilation: 2, padding: "causal" });
  const of = (last: number): number[] => [...layer.forward(tensor([1, 2, 3, 4, 5, last], [1, 6, 1])).toArray()];
  expect(of(6)).toHaveLength(12);
  expect(of(7).slice(0, 10)).toEqual(of(6).slice(0, 10));
  expect(of(7)[10]).not.toBe(of(6)[10]);
});

test("Conv1d adds to gradients that are there, follows a changed weight, and is the same in a plan", () => {
  const layer = new Conv1d({ inChannels: 2, outChannels: 1, kernelSize: 2, bias: false });
  const x = tensor([1, 2, 3, 4, 5, 6], [1, 3, 2], { requiresGrad: true });
  layer.weight.value = [1, 10, 100, 1000];
  expect([...layer.forward(x).toArray()]).toEqual([4231, 6453]);
  layer.forward(x).add(layer.forward(x)).sum().backward();
  expect([...x.grad!]).toEqual([2, 200, 22, 2200, 20, 2000]);
  expect([...layer.weight.grad!]).toEqual([8, 16, 12, 20]);
  const plan = new Plan({ inputs: [tensor([1, 2, 3, 4], [1, 2, 2])], seed: 0, body: ([one]) => layer.forward(one) });
  layer.weight.value = [1, 1, 1, 2];
  plan.pack();
  plan.run([[1, 2, 3, 4]]);
  expect([...plan.output()]).toEqual([14]);
  plan.dispose();
});

test("a sequence among others has the bits that it has alone", () => {
  const layer = new Conv1d({ inChannels: 3, outChannels: 5, kernelSize: 3, padding: "same" });
  const values = numbers(5 * 7 * 3, 4);
  const all = layer.forward(tensor(values, [5, 7, 3])).toArray();
  const one = layer.forward(tensor(values.subarray(63, 84), [1, 7, 3])).toArray();
  expect([...all.subarray(105, 140)]).toEqual([...one]);
});

test("initial values lie within 1 / sqrt(inChannels / groups * kernelSize), and come from the seed", () => {
  const draw = () => withSeed(1, () => new Conv1d({ inChannels: 8, outChannels: 60, kernelSize: 2, groups: 2 }));
  const values = [...draw().weight.value, ...draw().bias!.value];
  expect(Math.max(...values)).toBeLessThanOrEqual(1 / Math.sqrt(8));
  expect(Math.max(...values)).toBeGreaterThan(0.34);
  expect(draw().weight.value).toEqual(draw().weight.value);
});

test("options and inputs that do not fit are refused in words", () => {
  const sizes = { inChannels: 4, outChannels: 6, kernelSize: 3 };
  expect(() => new Conv1d({ ...sizes, groups: 3 })).toThrow("Conv1d: groups is 3, which does not divide inChannels 4.");
  expect(() => new Conv1d({ ...sizes, groups: 4 })).toThrow(
    "Conv1d: groups is 4, which does not divide outChannels 6.",
  );
  expect(() => new Conv1d({ ...sizes, stride: 2, padding: "same" })).toThrow(
    'Conv1d: padding is "same", which takes a stride of 1, not 2.',
  );
  expect(() => new Conv1d({ ...sizes, padding: "half" as "same" })).toThrow(
    'Conv1d: padding must be a whole number from 0, "valid", "same" or "causal", but it is "half".',
  );
  const layer = new Conv1d(sizes);
  expect(() => layer.forward(tensor([1, 2, 3, 4], [1, 4]))).toThrow(
    "Conv1d: the input [1, 4] must be [batch, time, inChannels = 4].",
  );
  expect(() => layer.forward(tensor(new Float32Array(8), [1, 2, 4]))).toThrow(
    "Conv1d: the input [1, 2, 4] has 2 steps, but a window reads 3.",
  );
});
