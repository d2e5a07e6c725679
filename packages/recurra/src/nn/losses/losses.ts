// Losses by PyTorch's definitions, with the mean over all elements. Each is one node: the total is added in float64, and
// the gradient is computed straight from prediction and target.

import { OptionError, ShapeError } from "../../core/errors.ts";
import { POSITIVE, requireOption } from "../../core/option-rules.ts";
import { kernels } from "../../kernels/wasm/engine.ts";
import { allocateTensor, describeShape, record, sameShape, type Tensor } from "../../tensor/index.ts";

/** mean(|prediction - target|). Throws ShapeError LOSS_SHAPES unless the shapes are equal. */
export function l1Loss(prediction: Tensor, target: Tensor): Tensor {
  return elementLoss(
    "l1Loss",
    prediction,
    target,
    (out, x, y, n) => kernels().l1Loss(out, x, y, n),
    (out, x, y, n, g, sign, accumulate) => kernels().l1Gradient(out, x, y, n, g, sign, accumulate),
  );
}

/** mean((prediction - target)^2). Throws ShapeError LOSS_SHAPES unless the shapes are equal. */
export function mseLoss(prediction: Tensor, target: Tensor): Tensor {
  return elementLoss(
    "mseLoss",
    prediction,
    target,
    (out, x, y, n) => kernels().mseLoss(out, x, y, n),
    (out, x, y, n, g, sign, accumulate) => kernels().mseGradient(out, x, y, n, g, sign, accumulate),
  );
}

/**
 * mean of d^2 / 2 where |d| < delta and of delta (|d| - delta / 2) elsewhere, d = prediction - target.
 * Throws ShapeError LOSS_SHAPES unless the shapes are equal, OptionError unless delta is above 0.
 */
export function huberLoss(prediction: Tensor, target: Tensor, delta = 1): Tensor {
  requireOption("huberLoss", "delta", POSITIVE, delta);
  return elementLoss(
    "huberLoss",
    prediction,
    target,
    (out, x, y, n) => kernels().huberLoss(out, x, y, n, delta),
    (out, x, y, n, g, sign, accumulate) => kernels().huberGradient(out, x, y, n, delta, g, sign, accumulate),
  );
}

/**
 * mean of -y log(p) - (1 - y) log(1 - p) with p = sigmoid(logits) and targets y from 0 to 1; does not overflow.
 * The target takes no gradient. Throws ShapeError LOSS_SHAPES unless the shapes are equal.
 */
export function bceWithLogitsLoss(logits: Tensor, target: Tensor): Tensor {
  refuseTargetGradient("bceWithLogitsLoss", target);
  return elementLoss(
    "bceWithLogitsLoss",
    logits,
    target,
    (out, x, y, n) => kernels().bceLoss(out, x, y, n),
    (out, x, y, n, g, sign, accumulate) => kernels().bceGradient(out, x, y, n, g, sign, accumulate),
  );
}

type Value = (out: number, x: number, y: number, n: number) => void;
type Gradient = (out: number, x: number, y: number, n: number, g: number, sign: number, accumulate: number) => void;

function elementLoss(name: string, prediction: Tensor, target: Tensor, value: Value, gradient: Gradient): Tensor {
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
    if (prediction.requiresGrad) {
      const accumulate = prediction.takeFreshGrad() ? 0 : 1;
      gradient(prediction.gradPointer(), x, y, n, g, 1, accumulate);
    }
    // These losses depend on the difference alone.
    if (target.requiresGrad) {
      const accumulate = target.takeFreshGrad() ? 0 : 1;
      gradient(target.gradPointer(), x, y, n, g, -1, accumulate);
    }
  });
  return out;
}

/** Throws OptionError LOSS_TARGET_GRADIENT for a target that requires a gradient. */
export function refuseTargetGradient(name: string, target: Tensor): void {
  if (target.requiresGrad) {
    throw new OptionError(
      "LOSS_TARGET_GRADIENT",
      name,
      "the target requires a gradient, which this loss does not give",
      { remedies: [["pass ", { call: "target.detach()" }]] },
    );
  }
}
