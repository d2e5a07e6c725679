import { describe, expect, test } from "vitest";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { SGD } from "../../optim/index.ts";
import { expectOperation, numbers } from "../../tensor/gradients.conformance.ts";
import { noGrad, tensor } from "../../tensor/index.ts";
import { Plan } from "../../tensor/plan.ts";
import { Predictor, train } from "../../training/index.ts";
import { mseLoss } from "../losses/losses.ts";
import { Sequential } from "../networks/sequential.ts";
import { errorOfLargest, readFixture } from "../recurrent/pytorch.conformance.ts";
import { BatchNorm1d, type BatchNorm1dOptions } from "./batch-norm.ts";
import { expectPyTorch } from "./layers.conformance.ts";
import { Linear } from "./linear.ts";

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<{ options: BatchNorm1dOptions }>("batch-norm").map((one) => [one.name, one] as const))(
    "BatchNorm1d has PyTorch's output, gradients, ten losses, running statistics and output in eval(): %s",
    (_, one) => {
      withMode(mode, () => {
        const { options } = one.settings;
        const layer = new BatchNorm1d(options);
        const size = options.numFeatures;
        const whole = new Sequential(new Linear({ inFeatures: size, outFeatures: size, bias: false }), layer);
        expectPyTorch(one, whole, ["x"], (x) => whole.forward(x));
        const leaf = (key: string) => tensor(one.numbers(key), one.tensors.get(key)!.shape);
        whole.loadStateDict(Object.fromEntries(whole.namedParameters().map(([key]) => [key, leaf(key)])));
        noGrad(() => whole.forward(leaf("x")));
        for (const [key, parameter] of whole.namedParameters()) {
          if (parameter.requiresGrad) continue;
          expect(errorOfLargest(parameter.value, one.numbers(`after.${key}`)), key).toBeLessThan(1e-5);
        }
        const found = noGrad(() => whole.eval().forward(leaf("x")));
        expect(errorOfLargest(found.toArray(), one.numbers("eval"))).toBeLessThan(1e-5);
      });
    },
  );
});

test("BatchNorm1d and its gradient equal float64 within 1e-5", () => {
  const layer = new BatchNorm1d({ numFeatures: 3, affine: false, trackRunningStats: false });
  expectOperation({
    shapes: [[5, 3]],
    run: (x) => layer.forward(x),
    formula: (x) =>
      x.map((value, i) => {
        const column = x.filter((_, k) => k % 3 === i % 3);
        const mean = column.reduce((a, b) => a + b) / 5;
        const variance = column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 5;
        return (value - mean) / Math.sqrt(variance + 1e-5);
      }),
  });
});

/** Trains a network with it on 64 rows in one batch; the weights and running statistics after. */
async function trained(options: object): Promise<number[]> {
  const layer = new BatchNorm1d({ numFeatures: 2 });
  const dense = new Linear({ inFeatures: 2, outFeatures: 2 });
  dense.weight.value = [1, 2, -1, 0.5];
  dense.bias!.value = [0.1, -0.2];
  const model = new Sequential(dense, layer, new Linear({ inFeatures: 2, outFeatures: 1 }));
  const last = model.namedParameters().at(-1)![1];
  last.value = [0];
  model.namedParameters().at(-2)![1].value = [1, -1];
  const batch = { x: tensor(numbers(128, 1), [64, 2]), y: tensor(numbers(64, 2), [64, 1]) };
  const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
  const running = train({ model, optimizer, loss: mseLoss, batches: () => [batch, batch], epochs: 3, ...options });
  for await (const _ of running);
  return model.parameters().flatMap((parameter) => [...parameter.value]);
}

test("a model with BatchNorm1d is trained on whole batches: the same bits with any number of threads, as a loop of one's own has", async () => {
  const alone = await trained({ threads: 1 });
  expect(await trained({ threads: 4 })).toEqual(alone);
  expect(await trained({ plan: false })).toEqual(alone);
  await expect(trained({ microBatchSize: 8 })).rejects.toThrow(
    "train: microBatchSize cuts batches into pieces, but the model has a layer that mixes the samples of a batch, such as BatchNorm1d. Leave microBatchSize out.",
  );
  await expect(trained({ plan: true })).rejects.toThrow("BatchNorm1d keeps running statistics while training");
});

test("running statistics are in the state and in no optimizer's hands, and make eval() the same for each row", () => {
  const layer = new BatchNorm1d({ numFeatures: 2 });
  layer.forward(tensor([1, 10, 3, 30], [2, 2]));
  expect(Object.keys(layer.stateDict())).toEqual(["weight", "bias", "running_mean", "running_var"]);
  for (const parameter of layer.parameters()) parameter.requiresGrad = true;
  expect(layer.parameters().map(({ requiresGrad }) => requiresGrad)).toEqual([true, true, false, false]);
  expect([...layer.running_mean!.value].map((v) => Math.fround(v))).toEqual([0.2, 2].map(Math.fround));
  layer.eval();
  const x = numbers(8, 3);
  const all = noGrad(() => layer.forward(tensor(x, [4, 2]))).toArray();
  const one = noGrad(() => layer.forward(tensor(x.subarray(2, 4), [1, 2]))).toArray();
  expect([...all.subarray(2, 4)]).toEqual([...one]);
  expect([...new Predictor(layer).predictSync(tensor(x, [4, 2])).toArray()]).toEqual([...all]);
  const plan = new Plan({ inputs: [tensor([1, 2], [1, 2])], seed: 0, body: ([row]) => layer.forward(row!) });
  plan.run([x.subarray(2, 4)]);
  expect(plan.output()).toEqual(one);
  plan.dispose();
});

test("inputs of other shapes, and one row while training, are refused in words", () => {
  const layer = new BatchNorm1d({ numFeatures: 2 });
  expect(() => layer.forward(tensor([1, 2]))).toThrow(
    "BatchNorm1d: the input [2] must be [batch, .., numFeatures = 2].",
  );
  expect(() => layer.forward(tensor([1, 2], [1, 2]))).toThrow(
    "BatchNorm1d: one row has no variance: while training a batch needs two or more.",
  );
  expect(() => new BatchNorm1d({ numFeatures: 2, momentum: 2 })).toThrow(
    "BatchNorm1d: momentum must be a number from 0 to 1, or null, but it is 2.",
  );
});
