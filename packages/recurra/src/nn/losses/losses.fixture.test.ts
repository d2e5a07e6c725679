import { describe, expect, test } from "vitest";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { asinh, type Tensor, tensor } from "../../tensor/index.ts";
import { Softplus } from "../layers/activations.ts";
import { NonCrossing, StudentT } from "../layers/heads.ts";
import { errorOfLargest, type FixtureCase, readFixture } from "../recurrent/pytorch.conformance.ts";
import { crossEntropyLoss } from "./cross-entropy.ts";
import { bceWithLogitsLoss, huberLoss, l1Loss, mseLoss } from "./losses.ts";
import { quantileLoss } from "./quantile.ts";
import { studentTNllLoss } from "./student-t-nll.ts";

type LossCase = FixtureCase<{ delta?: number }>;

const losses: Record<string, (x: Tensor, y: Tensor, one: LossCase) => Tensor> = {
  l1: l1Loss,
  mse: mseLoss,
  "huber 1": (x, y, one) => huberLoss(x, y, one.settings.delta),
  "huber 0.3": (x, y, one) => huberLoss(x, y, one.settings.delta),
  bce: bceWithLogitsLoss,
  "cross-entropy": (x, y) => crossEntropyLoss(x, y),
  "log-softmax": (x, y) => x.logSoftmax(-1).mul(y).sum(),
  "log-softmax dim 0": (x, y) => x.logSoftmax(0).mul(y).sum(),
  softmax: (x, y) => x.softmax(-1).mul(y).sum(),
};

type HeadCase = FixtureCase<{ quantiles: number[] }>;

const heads: Record<string, (x: Tensor, y: Tensor, one: HeadCase) => Tensor> = {
  softplus: (x, y) => new Softplus().forward(x).mul(y).sum(),
  asinh: (x, y) => asinh(x).mul(y).sum(),
  rising: (x, y) => new NonCrossing().forward(x).mul(y).sum(),
  quantile: (x, y, { settings }) => quantileLoss(x, y, settings.quantiles),
  "quantile of rising": (x, y, { settings }) => quantileLoss(new NonCrossing().forward(x), y, settings.quantiles),
  "student parameters": (x, y) => new StudentT().forward(x).mul(y).sum(),
  student: (x, y) => studentTNllLoss(new StudentT().forward(x), y),
  "student, far": studentTNllLoss,
  "student, nearly normal": studentTNllLoss,
};

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<{ quantiles: number[] }>("heads").map((one) => [one.name, one] as const))(
    "the value of %s is PyTorch's within 5e-6 relative, its gradient within 1e-5 of the largest entry of its kind",
    (name, one) => {
      withMode(mode, () => {
        const { shape } = one.tensors.get("x")!;
        const x = tensor(one.numbers("x"), shape, { requiresGrad: true });
        const y = tensor(one.numbers("target"), one.tensors.get("target")!.shape);
        const loss = heads[name]!(x, y, one);
        loss.backward();
        expect(errorOfLargest([loss.item()], one.numbers("loss"))).toBeLessThan(5e-6);
        const last = shape.at(-1)!;
        for (let k = 0; k < last; k++) {
          const kind = (all: Float32Array): Float32Array => all.filter((_, i) => i % last === k);
          expect(errorOfLargest(kind(x.grad!), kind(one.numbers("grad.x"))), `${k}`).toBeLessThan(1e-5);
        }
      });
    },
  );
});

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<{ delta?: number }>("losses").map((one) => [one.name, one] as const))(
    "the value of %s is PyTorch's within 1e-6 relative, its gradient within 2e-6 of the largest entry",
    (name, one) => {
      withMode(mode, () => {
        const x = tensor(one.numbers("x"), [5, 7], { requiresGrad: true });
        const y = tensor(one.numbers("target"), one.tensors.get("target")!.shape);
        const loss = losses[name]!(x, y, one);
        loss.backward();
        expect(errorOfLargest([loss.item()], one.numbers("loss"))).toBeLessThan(1e-6);
        expect(errorOfLargest(x.grad!, one.numbers("grad.x"))).toBeLessThan(2e-6);
      });
    },
  );
});
