import { ShapeError } from "../../core/errors.ts";
import { describeShape, log, requireTensor, sameShape, select, type Tensor } from "../../tensor/index.ts";
import { meanOverSamples } from "./mean-over-samples.ts";

/**
 * The mean of -log p(target) under Student's t distribution, whose tails take values far from the middle more calmly than a normal one.
 *
 *   -log Gamma((v + 1) / 2) + log Gamma(v / 2) + log(v pi) / 2 + log s + (v + 1) / 2 log(1 + ((y - m) / s)^2 / v)
 *
 * with v degrees of freedom, m the middle, s the scale. Within 1e-5 for v from 1 to 1,000.
 * Shapes: prediction [.., 3], as `StudentT` gives it: v >= 1, m, s > 0; target [..]. What is out of range is not refused, because that
 * would read all of it in JavaScript.
 * Throws ShapeError LOSS_SHAPES for shapes that do not fit.
 * Source: torch.distributions.StudentT.log_prob.
 */
export const studentTNllLoss: (prediction: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (prediction, target) => {
    requireTensor("studentTNllLoss", "the prediction", prediction);
    requireTensor("studentTNllLoss", "the target", target);
    if (!sameShape(prediction.shape, [...target.shape, 3])) {
      throw new ShapeError(
        "LOSS_SHAPES",
        "studentTNllLoss",
        `the prediction ${describeShape(prediction.shape)} must have the shape of the target ${describeShape(target.shape)} and, last, df, loc and scale`,
        { found: prediction.shape, remedies: ["reshape one of them"] },
      );
    }
    const [df, loc, scale] = [0, 1, 2].map((i) => select(prediction, -1, i));
    const z = target.sub(loc).div(scale);
    const tail = logOnePlus(z.mul(z).div(df)).mul(df.add(1).mul(0.5));
    const spread = log(scale).add(log(df.mul(Math.PI)).mul(0.5));
    return spread
      .add(tail)
      .sub(logGammaStep(df.mul(0.5)))
      .mean();
  },
);

/**
 * log Gamma(x + 1/2) - log Gamma(x) for x >= 1/2, from operations alone: three steps of Gamma(x + 1) = x Gamma(x) lead to z = x + 3, and
 * from there log(z) / 2 - 1 / (8 z) + 1 / (192 z^3) - 1 / (640 z^5) leaves less than 1e-7.
 */
function logGammaStep(x: Tensor): Tensor {
  const z = x.add(3);
  const over = z.mul(z);
  const series = over
    .mul(over)
    .mul(-1 / 8)
    .add(over.mul(1 / 192))
    .sub(1 / 640)
    .div(over.mul(over).mul(z));
  const steps = [0, 1, 2].map((i) => log(x.add(i + 0.5).div(x.add(i))));
  return steps.reduce((sum, step) => sum.sub(step), log(z).mul(0.5).add(series));
}

/** log(1 + t), precise where t is small: what the sum 1 + t lost is added over it. */
function logOnePlus(t: Tensor): Tensor {
  const sum = t.add(1);
  return log(sum).add(t.sub(sum.add(-1)).div(sum));
}
