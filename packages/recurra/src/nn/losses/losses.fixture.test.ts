import { describe, expect, test } from "vitest";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { errorOfLargest, type FixtureCase, readFixture } from "../recurrent/pytorch.conformance.ts";
import { crossEntropyLoss } from "./cross-entropy.ts";
import { bceWithLogitsLoss, huberLoss, l1Loss, mseLoss } from "./losses.ts";

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
