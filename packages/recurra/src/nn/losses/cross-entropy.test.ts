import { expect, test } from "vitest";
import { expectOperation, tails } from "../../tensor/gradients.conformance.ts";
import { tensor } from "../../tensor/index.ts";
import { crossEntropyLoss } from "./cross-entropy.ts";

test("crossEntropyLoss and its gradient at every tail of classes", () => {
  for (const n of tails) {
    const classes = [0, n - 1, n >> 1];
    expectOperation({
      shapes: [[3, n]],
      run: (x) => crossEntropyLoss(x, classes),
      formula: (x) => {
        let loss = 0;
        for (let r = 0; r < 3; r++) {
          let sum = 0;
          for (let i = 0; i < n; i++) sum += Math.exp(x[r * n + i]);
          loss += (Math.log(sum) - x[r * n + classes[r]]) / 3;
        }
        return [loss];
      },
    });
  }
});

test("classes may be a tensor, one for each row of any leading dimensions", () => {
  const logits = tensor([1, 2, 3, 4, 0, 1, 5, 2], [2, 2, 2]);
  const classes = [0, 1, 1, 0];
  const loss = crossEntropyLoss(logits, tensor(classes, [2, 2])).item();
  expect(loss).toBe(crossEntropyLoss(logits.reshape([4, 2]), classes).item());
});

test("classes that are not there are named", () => {
  const logits = tensor(new Float32Array(6), [2, 3]);
  expect(() => crossEntropyLoss(logits, [0, 3])).toThrow(
    "crossEntropyLoss: the class of row 1 is 3; it must be a whole number from 0 to 2.",
  );
  expect(() => crossEntropyLoss(logits, [0])).toThrow(
    "crossEntropyLoss: 1 class for the logits [2, 3], which have 2 rows. Give one for each row.",
  );
});
