import { ShapeError } from "../../core/errors.ts";
import { made, type OptionRule, requireOption } from "../../core/option-rules.ts";
import {
  describeShape,
  relu,
  requireTensor,
  reshape,
  sameShape,
  sub,
  type Tensor,
  tensor,
} from "../../tensor/index.ts";

const QUANTILES: OptionRule<readonly number[]> = /* @__PURE__ */ made(
  "a list of one or more numbers between 0 and 1 that rise",
  (value): value is readonly number[] =>
    Array.isArray(value) && value.length > 0 && value.every((q, i) => q > (value[i - 1] ?? 0) && q < 1),
);

/**
 * The quantile (pinball) loss of several quantiles: the mean over all forecasts and quantiles q of
 *
 *   q (y - x) where the target y is above the forecast x, (1 - q) (x - y) elsewhere
 *
 * It is lowest where the share q of targets lies below x. Of one quantile 0.5 it is half of `l1Loss`.
 * Shapes: prediction [.., Q], one forecast for each of the quantiles, which rise; target [..].
 * Throws OptionError for quantiles that are none or do not rise, ShapeError LOSS_SHAPES for shapes that do not fit.
 * Source: Koenker and Bassett 1978; as QuantileLoss of pytorch-forecasting, with the mean.
 */
export function quantileLoss(prediction: Tensor, target: Tensor, quantiles: readonly number[]): Tensor {
  requireTensor("quantileLoss", "the prediction", prediction);
  requireTensor("quantileLoss", "the target", target);
  requireOption("quantileLoss", "quantiles", QUANTILES, quantiles);
  const count = quantiles.length;
  if (!sameShape(prediction.shape, [...target.shape, count])) {
    throw new ShapeError(
      "LOSS_SHAPES",
      "quantileLoss",
      `the prediction ${describeShape(prediction.shape)} must have the shape of the target ${describeShape(target.shape)} and, last, the ${count} quantiles`,
      { found: prediction.shape, remedies: ["reshape one of them"] },
    );
  }
  const above = sub(reshape(target, [...target.shape, 1]), prediction);
  const low = relu(above).mul(tensor([...quantiles]));
  const high = relu(above.neg()).mul(tensor(quantiles.map((q) => 1 - q)));
  return low.add(high).mean();
}
