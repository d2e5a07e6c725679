// Losses by PyTorch's definitions, with the mean over all elements. Each is one node: the total is added in float64, and
// the gradient is computed straight from prediction and target.

import { OptionError, ShapeError } from "../../core/errors.ts";
import { POSITIVE, requireOption } from "../../core/option-rules.ts";
import { kernels } from "../../kernels/wasm/engine.ts";
import { moreKernels } from "../../kernels/wasm/more-kernels.ts";
import { allocateTensor, describeShape, record, requireTensor, sameShape, type Tensor } from "../../tensor/index.ts";
import { meanOverSamples } from "./mean-over-samples.ts";

/** The kernels of a loss: its value at an address, of n predictions at x and targets at y; and its slopes, times the number at g. */
interface LossKernels {
  readonly value: (out: number, x: number, y: number, n: number) => void;
  readonly slopes: (at: number, x: number, y: number, n: number, g: number, sign: number, accumulate: number) => void;
}

/** mean(|prediction - target|). Throws ShapeError LOSS_SHAPES unless the shapes are equal. */
export const l1Loss: (prediction: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (prediction, target) => {
    const { l1Loss: value, l1Gradient: slopes } = kernels();
    return elementLoss("l1Loss", prediction, target, { value, slopes });
  },
);

/** mean((prediction - target)^2). Throws ShapeError LOSS_SHAPES unless the shapes are equal. */
export const mseLoss: (prediction: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (prediction, target) => {
    const { mseLoss: value, mseGradient: slopes } = kernels();
    return elementLoss("mseLoss", prediction, target, { value, slopes });
  },
);

/**
 * mean of d^2 / 2 where |d| < delta and of delta (|d| - delta / 2) elsewhere, d = prediction - target.
 * Throws ShapeError LOSS_SHAPES unless the shapes are equal, OptionError unless delta is above 0.
 */
export const huberLoss: (prediction: Tensor, target: Tensor, delta?: number) => Tensor =
  /* @__PURE__ */ meanOverSamples((prediction: Tensor, target: Tensor, delta = 1) => {
    requireOption("huberLoss", "delta", POSITIVE, delta);
    return elementLoss("huberLoss", prediction, target, {
      value: (out, x, y, n) => kernels().huberLoss(out, x, y, n, delta),
      slopes: (at, x, y, n, ...rest) => kernels().huberGradient(at, x, y, n, delta, ...rest),
    });
  });

/**
 * mean of -y log(p) - (1 - y) log(1 - p) with p = sigmoid(logits) and targets y from 0 to 1; does not overflow.
 * Targets outside are not refused, because that would read them all in JavaScript: their loss may be negative. The target takes no gradient.
 * Throws ShapeError LOSS_SHAPES unless the shapes are equal.
 */
export const bceWithLogitsLoss: (logits: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (logits, target) => {
    refuseTargetGradient("bceWithLogitsLoss", target);
    return elementLoss("bceWithLogitsLoss", logits, target, {
      value: (...at) => moreKernels().bceLoss(...at),
      slopes: (...at) => moreKernels().bceGradient(...at),
    });
  },
);

function elementLoss(name: string, prediction: Tensor, target: Tensor, { value, slopes }: LossKernels): Tensor {
  requireTensor(name, "the prediction", prediction);
  requireTensor(name, "the target", target);
  if (!sameShape(prediction.shape, target.shape)) {
    throw new ShapeError(
      "LOSS_SHAPES",
      name,
      `the prediction ${describeShape(prediction.shape)} and the target ${describeShape(target.shape)} must have the same shape`,
      {
        found: target.shape,
        context: "Broadcasting here would average over pairs that do not belong together",
        remedies: ["reshape one of them"],
      },
    );
  }
  const n = prediction.size;
  const x = prediction.pointer();
  const y = target.pointer();
  const out = allocateTensor([], name);
  value(out.pointer(), x, y, n);
  record(name, [prediction, target], [out], () => {
    const g = out.gradPointer();
    addGradient(prediction, g, 1);
    // These losses depend on the difference alone, but for the one whose target takes no gradient.
    addGradient(target, g, -1);
  });
  return out;

  function addGradient(to: Tensor, g: number, sign: number): void {
    if (!to.requiresGrad) return;
    const accumulate = to.takeFreshGrad() ? 0 : 1;
    slopes(to.gradPointer(), x, y, n, g, sign, accumulate);
  }
}

/** Throws OptionError LOSS_TARGET_GRADIENT for a target that requires a gradient. */
export function refuseTargetGradient(name: string, target: Tensor): void {
  requireTensor(name, "the target", target);
  if (target.requiresGrad) {
    throw new OptionError(
      "LOSS_TARGET_GRADIENT",
      name,
      "the target requires a gradient, which this loss does not give",
      { remedies: [["pass ", { call: "target.detach()" }]] },
    );
  }
}
