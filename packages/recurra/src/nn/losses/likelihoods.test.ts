import { describe, expect, test } from "vitest";
import * as reference from "../../kernels/reference/likelihoods.ts";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { expectOperation, numbers } from "../../tensor/gradients.conformance.ts";
import { Parameter, type Tensor, tensor } from "../../tensor/index.ts";
import { Plan } from "../../tensor/plan.ts";
import { cosineEmbeddingLoss } from "./cosine.ts";
import { crossEntropyLoss } from "./cross-entropy.ts";
import { ctcLoss } from "./ctc.ts";
import { gaussianNllLoss, klDivLoss, negativeBinomialNllLoss, poissonNllLoss } from "./distributions.ts";

const counts = Float64Array.of(0, 1, 2, 9, 30);
const shares = Float64Array.of(0.2, 0, 0.5, 0.1, 0.2);
const pairs = [1, -1, -1, 1];

describe.each(modes)("on %s kernels", (mode) => {
  test("each loss and its gradients equal float64 within 1e-5", () => {
    withMode(mode, () => {
      const at = (values: Float64Array): Tensor => tensor(values);
      expectOperation({
        shapes: [[5], [5], [5]],
        run: (x, y, v) => gaussianNllLoss(x, y, v),
        formula: (x, y, v) => [reference.gaussianNllLoss(x, y, v)],
        low: 0.3,
      });
      expectOperation({
        shapes: [[5]],
        run: (x) => poissonNllLoss(x, at(counts)),
        formula: (x) => [reference.poissonNllLoss(x, counts)],
      });
      expectOperation({
        shapes: [[5, 2]],
        run: (x) => negativeBinomialNllLoss(x, at(counts)),
        formula: (x) => [reference.negativeBinomialNllLoss(x, counts)],
        low: 0.1,
        high: 9,
      });
      expectOperation({
        shapes: [[5]],
        run: (x) => klDivLoss(x, at(shares)),
        formula: (x) => [reference.klDivLoss(x, shares)],
      });
      expectOperation({
        shapes: [
          [4, 3],
          [4, 3],
        ],
        run: (a, b) => cosineEmbeddingLoss(a, b, tensor(pairs), { margin: -0.9 }),
        formula: (a, b) => [reference.cosineEmbeddingLoss(a, b, pairs, -0.9)],
      });
    });
  });

  test.each([[[1, 2]], [[1, 1]], [[2]], [[]], [[2, 1, 2]]])(
    "ctcLoss of the target %j is that of all ways to write it, within 1e-5, gradients too",
    (target) => {
      withMode(mode, () => {
        // A target of no numbers has the shape [1, 1], and the length 0.
        const targets = tensor(target.length > 0 ? target : [1], [1, Math.max(1, target.length)]);
        expectOperation({
          shapes: [[1, 5, 3]],
          run: (x) => ctcLoss(x, targets, { targetLengths: [target.length] }),
          formula: (x) => [reference.ctcLoss(x, 3, target) / Math.max(1, target.length)],
        });
      });
    },
  );
});

test("ctcLoss of what cannot be written is infinite, or nothing where that is asked for, and leaves no gradient", () => {
  const run = (zeroInfinity: boolean): [number, number[]] => {
    const x = tensor(numbers(6, 1), [1, 2, 3], { requiresGrad: true });
    const loss = ctcLoss(x, tensor([[1, 1]]), { zeroInfinity });
    loss.backward();
    return [loss.item(), [...x.grad!]];
  };
  expect(run(false)).toEqual([Number.POSITIVE_INFINITY, [0, 0, 0, 0, 0, 0].map(() => expect.closeTo(0))]);
  expect(run(true)).toEqual([0, [0, 0, 0, 0, 0, 0].map(() => expect.closeTo(0))]);
  const never = tensor([-Infinity, -Infinity, -Infinity], [1, 1, 3]);
  expect(ctcLoss(never, tensor([[1]])).item()).toBe(Number.POSITIVE_INFINITY);
});

test("ctcLoss is finite where every way is far from likely, and exact there", () => {
  const x = new Float32Array(30).fill(-150);
  for (let t = 0; t < 10; t++) x[3 * t + 2] = 0;
  // Blank or 1 at each of 10 steps, each at e^-150; 1 is written once: 55 ways.
  const loss = ctcLoss(tensor(x, [1, 10, 3]), tensor([[1]])).item();
  expect(loss).toBeCloseTo(1500 - Math.log(55), 2);
});

test("in a plan ctcLoss and crossEntropyLoss with options give what the tape gives for other numbers", () => {
  const weight = new Parameter([1, -1, 0.5], [3]);
  const body = ([x, y]: readonly Tensor[]): Tensor =>
    ctcLoss(x.mul(weight).logSoftmax(), y).add(
      crossEntropyLoss(x.reshape([4, 3]), y.reshape([4]), { labelSmoothing: 0.1, ignoreIndex: 1 }),
    );
  const targets = tensor([1, 2, 2, 1], [2, 2]);
  const plan = new Plan({ inputs: [tensor(numbers(12, 1), [2, 2, 3]), targets], seed: 0, body });
  const other = numbers(12, 2);
  plan.run([other, [2, 1, 1, 2]]);
  const expected = body([tensor(other, [2, 2, 3]), tensor([2, 1, 1, 2], [2, 2])]).item();
  expect(plan.output()[0]).toBe(expected);
  plan.dispose();
});

test("what does not fit is refused in words", () => {
  const x = tensor(numbers(12, 1), [2, 2, 3]);
  const y = tensor([1, 2, 2, 1], [2, 2]);
  const refused: [() => unknown, string][] = [
    [() => ctcLoss(x, tensor([1, 2])), "ctcLoss: logProbs [2, 2, 3] and targets [2] must be [B, T, C] and [B, S]"],
    [() => ctcLoss(x, tensor([1, 2, 3, 1], [2, 2])), "ctcLoss: target 0 of sequence 1 is 3"],
    [
      () => ctcLoss(x, tensor([1, 2, 0, 1], [2, 2])),
      "target 0 of sequence 1 is 0; it must be a whole number from 0 to 2, and not the blank, 0",
    ],
    [() => ctcLoss(x, y, { blank: 3 }), "ctcLoss: the blank is 3, of 3 classes"],
    [() => ctcLoss(x, y, { inputLengths: [2] }), "ctcLoss: inputLengths has 1 numbers, and there are 2 sequences"],
    [
      () => ctcLoss(x, y, { targetLengths: [1, 3] }),
      "number 1 of targetLengths is 3; it must be a whole number from 0 to 2",
    ],
    [
      () => gaussianNllLoss(x, x, y),
      "gaussianNllLoss: the prediction [2, 2, 3] and the variance [2, 2] must have the same shape",
    ],
    [() => poissonNllLoss(x, y), "poissonNllLoss: the prediction [2, 2, 3] and the target [2, 2]"],
    [() => negativeBinomialNllLoss(x, y), "and, last, mean and dispersion"],
    [
      () => cosineEmbeddingLoss(y, y, y),
      "cosineEmbeddingLoss: the target [2, 2] must have a number for each pair, [2]",
    ],
    [() => crossEntropyLoss(y, [0, 1], { weight: [1] }), "a list of 2 numbers, one for each class"],
    [() => crossEntropyLoss(y, [0, 5], { ignoreIndex: -100 }), "the class of row 1 is 5"],
  ];
  for (const [run, message] of refused) expect(run).toThrow(message);
});
