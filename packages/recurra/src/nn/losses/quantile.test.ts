import { expect, test } from "vitest";
import { expectOperation, numbers, tails } from "../../tensor/gradients.conformance.ts";
import { tensor } from "../../tensor/index.ts";
import { l1Loss } from "./losses.ts";
import { quantileLoss } from "./quantile.ts";
import { studentTNllLoss } from "./student-t-nll.ts";

test("quantileLoss and its gradients, for prediction and target, at every tail of quantiles", () => {
  for (const n of tails) {
    const quantiles = Array.from({ length: n }, (_, k) => (k + 1) / (n + 1));
    expectOperation({
      shapes: [
        [3, 2, n],
        [3, 2],
      ],
      run: (x, y) => quantileLoss(x, y, quantiles),
      formula: (x, y) => {
        let sum = 0;
        for (const [i, v] of x.entries()) {
          const d = y[Math.floor(i / n)] - v;
          sum += Math.max(quantiles[i % n] * d, (quantiles[i % n] - 1) * d) / x.length;
        }
        return [sum];
      },
    });
  }
});

test("of one quantile in the middle it is half of the absolute error", () => {
  const [x, y] = [numbers(9, 1), numbers(9, 2)];
  const loss = quantileLoss(tensor(x, [9, 1]), tensor(y), [0.5]).item();
  expect(loss).toBeCloseTo(l1Loss(tensor(x), tensor(y)).item() / 2, 6);
});

test("the best constant forecast is the quantile", () => {
  const target = tensor(Float32Array.from({ length: 101 }, (_, i) => i));
  const at = (q: number): number => quantileLoss(tensor(new Float32Array(101).fill(q), [101, 1]), target, [0.8]).item();
  expect(at(80)).toBeLessThan(at(79));
  expect(at(80)).toBeLessThan(at(81));
});

test("shapes that do not fit and quantiles that do not rise are refused", () => {
  const [x, y] = [tensor([[1, 2]]), tensor([1])];
  expect(() => quantileLoss(x, y, [0.1, 0.5, 0.9])).toThrow(
    "quantileLoss: the prediction [1, 2] must have the shape of the target [1] and, last, the 3 quantiles. Reshape one of them.",
  );
  for (const quantiles of [[], [0, 0.5], [0.5, 0.5], [0.9, 1], 0.5 as never]) {
    expect(() => quantileLoss(x, y, quantiles)).toThrow("a list of one or more numbers between 0 and 1 that rise");
  }
  expect(() => studentTNllLoss(x, y)).toThrow(
    "studentTNllLoss: the prediction [1, 2] must have the shape of the target [1] and, last, df, loc and scale.",
  );
});
