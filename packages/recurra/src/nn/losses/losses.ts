// Losses by PyTorch's definitions, with the mean over all elements. Each is one node: the total is added in float64, and
// the gradient is computed straight from prediction and target.

import { OptionError, ShapeError } from "../../core/errors.ts";
import { POSITIVE, requireOption } from "../../core/option-rules.ts";
import { kernels } from "../../kernels/wasm/engine.ts";
import { allocateTensor, describeShape, record, requireTensor, sameShape, type Tensor } from "../../tensor/index.ts";
import { meanOverSamples } from "./mean-over-samples.ts";

/** mean(|prediction - target|). Throws ShapeError LOSS_SHAPES unless the shapes are equal. */
export const l1Loss: (prediction: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (prediction, target) => elementLoss("l1Loss", prediction, target, "l1Loss", "l1Gradient"),
);

/** mean((prediction - target)^2). Throws ShapeError LOSS_SHAPES unless the shapes are equal. */
export const mseLoss: (prediction: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (prediction, target) => elementLoss("mseLoss", prediction, target, "mseLoss", "mseGradient"),
);

/**
 * mean of d^2 / 2 where |d| < delta and of delta (|d| - delta / 2) elsewhere, d = prediction - target.
 * Throws ShapeError LOSS_SHAPES unless the shapes are equal, OptionError unless delta is above 0.
 */
export const huberLoss: (prediction: Tensor, target: Tensor, delta?: number) => Tensor =
  /* @__PURE__ */ meanOverSamples((prediction: Tensor, target: Tensor, delta = 1) => {
    requireOption("huberLoss", "delta", POSITIVE, delta);
    return elementLoss("huberLoss", prediction, target, "huberLoss", "huberGradient", delta);
  });

/**
 * mean of -y log(p) - (1 - y) log(1 - p) with p = sigmoid(logits) and targets y from 0 to 1; does not overflow.
 * Targets outside are not refused, because that would read them all in JavaScript: their loss may be negative. The target takes no gradient.
 * Throws ShapeError LOSS_SHAPES unless the shapes are equal.
 */
export const bceWithLogitsLoss: (logits: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (logits, target) => {
    refuseTargetGradient("bceWithLogitsLoss", target);
    return elementLoss("bceWithLogitsLoss", logits, target, "bceLoss", "bceGradient");
  },
);

/** `delta` is that of the Huber loss alone. */
function elementLoss(
  name: string,
  prediction: Tensor,
  target: Tensor,
  value: "l1Loss" | "mseLoss" | "bceLoss" | "huberLoss",
  gradient: "l1Gradient" | "mseGradient" | "bceGradient" | "huberGradient",
  delta = 0,
): Tensor {
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
  if (value === "huberLoss") kernels().huberLoss(out.pointer(), x, y, n, delta);
  else kernels()[value](out.pointer(), x, y, n);
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
    const at = to.gradPointer();
    if (gradient === "huberGradient") kernels().huberGradient(at, x, y, n, delta, g, sign, accumulate);
    else kernels()[gradient](at, x, y, n, g, sign, accumulate);
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
