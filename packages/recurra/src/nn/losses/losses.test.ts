import { expect, test } from "vitest";
import { expectClose, expectOperation, numbers, tails } from "../../tensor/gradients.conformance.ts";
import { tensor } from "../../tensor/index.ts";
import { crossEntropyLoss } from "./cross-entropy.ts";
import { bceWithLogitsLoss, huberLoss, l1Loss, mseLoss } from "./losses.ts";

function mean(values: Float64Array): number[] {
  return [values.reduce((a, b) => a + b) / values.length];
}

test("l1Loss, mseLoss and huberLoss with their gradients, for prediction and target, at every tail", () => {
  for (const n of tails) {
    const shapes = [[n], [n]];
    expectOperation({ shapes, run: l1Loss, formula: (x, y) => mean(x.map((v, i) => Math.abs(v - y[i]))) });
    expectOperation({ shapes, run: mseLoss, formula: (x, y) => mean(x.map((v, i) => (v - y[i]) ** 2)) });
    for (const delta of [0.5, 1, 2]) {
      expectOperation({
        shapes,
        run: (x, y) => huberLoss(x, y, delta),
        formula: (x, y) =>
          mean(
            x.map((v, i) => {
              const d = Math.abs(v - y[i]);
              return d < delta ? (d * d) / 2 : delta * (d - delta / 2);
            }),
          ),
      });
    }
  }
});

test("bceWithLogitsLoss with its gradient at every tail", () => {
  for (const n of tails) {
    const y = numbers(n, 7, 0, 1);
    expectOperation({
      shapes: [[n]],
      run: (x) => bceWithLogitsLoss(x, tensor(y)),
      formula: (x) => mean(x.map((v, i) => Math.log(1 + Math.exp(v)) - v * y[i])),
      low: -6,
      high: 6,
    });
  }
});

test("bceWithLogitsLoss is precise and steady for sure predictions", () => {
  expectClose([bceWithLogitsLoss(tensor([20]), tensor([1])).item() * 1e9], [Math.log1p(Math.exp(-20)) * 1e9], "sure");
  expect(bceWithLogitsLoss(tensor([-1000]), tensor([0])).item()).toBe(0);
  expect(bceWithLogitsLoss(tensor([-1000]), tensor([1])).item()).toBe(1000);
});

test("the gradient of l1Loss is 0 where prediction and target agree", () => {
  const x = tensor([1, 2, 3, 4, 5], [5], { requiresGrad: true });
  l1Loss(x, tensor([1, 1, 3, 5, 5])).backward();
  expectClose(x.grad!, [0, 0.2, 0, -0.2, 0], "gradient");
});

test("the incoming gradient scales the loss' own", () => {
  expectOperation({
    shapes: [[5], [5]],
    run: (x, y) => mseLoss(x, y).mul(3).exp(),
    formula: (x, y) => [Math.exp(3 * mean(x.map((v, i) => (v - y[i]) ** 2))[0])],
    low: -0.3,
    high: 0.3,
  });
});

test("a prediction that holds NaN gives NaN, in the loss and in its gradient", () => {
  for (const loss of [l1Loss, mseLoss, huberLoss, bceWithLogitsLoss]) {
    for (const at of [0, 4]) {
      const values = new Float32Array(5);
      values[at] = Number.NaN;
      const x = tensor(values, [5], { requiresGrad: true });
      const y = loss(x, tensor(new Float32Array(5)));
      expect(y.item()).toBeNaN();
      y.backward();
      expect([...x.grad!].map(Number.isNaN)).toEqual([0, 1, 2, 3, 4].map((i) => i === at));
    }
  }
});

test("different shapes are refused rather than broadcast", () => {
  expect(() => mseLoss(tensor([1, 2], [2, 1]), tensor([1, 2]))).toThrow(
    "mseLoss: the prediction [2, 1] and the target [2] must have the same shape.",
  );
  expect(() => huberLoss(tensor([1]), tensor([1]), 0)).toThrow(
    "huberLoss: delta must be a number above 0, but it is 0.",
  );
  expect(() => bceWithLogitsLoss(tensor([1]), tensor([1], [1], { requiresGrad: true }))).toThrow(
    "bceWithLogitsLoss: the target requires a gradient, which this loss does not give. Pass target.detach().",
  );
});

test("a loss of lists, or of nothing, says which of the two is no tensor", () => {
  const x = tensor([1, 2]);
  const list = [1, 2] as never;
  expect(() => mseLoss(x, list)).toThrow(
    "mseLoss: the target must be a tensor, but it is a list of 2. Pass tensor(...)",
  );
  expect(() => mseLoss(list, x)).toThrow("mseLoss: the prediction must be a tensor, but it is a list of 2.");
  expect(() => bceWithLogitsLoss(x, undefined as never)).toThrow(
    "bceWithLogitsLoss: the target must be a tensor, but it is undefined.",
  );
  expect(() => crossEntropyLoss(list, [0])).toThrow("crossEntropyLoss: the logits must be a tensor");
  expect(() => crossEntropyLoss(tensor([[1, 2]]), null as never)).toThrow(
    "crossEntropyLoss: the target must be a tensor, but it is null.",
  );
});
