// Negative log-likelihoods of distributions, and the distance between two. Each is the mean over all elements.
import { OptionError, ShapeError } from "../../core/errors.ts";
import { checkOptions, flag, type OptionRules, POSITIVE, word } from "../../core/option-rules.ts";
import { clamp, gt, lgamma, where } from "../../operations/index.ts";
import { describeShape, exp, log, requireTensor, sameShape, select, type Tensor } from "../../tensor/index.ts";
import { refuseTargetGradient } from "./losses.ts";
import { meanOverSamples } from "./mean-over-samples.ts";

/** Options of gaussianNllLoss. */
export interface GaussianNllOptions {
  /** Whether the constant log(2 pi) / 2 is part of it; off unless set. */
  full?: boolean;
  /** What the variance counts at least, so that the loss is bounded; 1e-6 unless set. */
  eps?: number;
}

const GAUSSIAN: OptionRules<GaussianNllOptions> = { full: flag, eps: POSITIVE };
const HALF_LOG_2_PI = 0.9189385332046727;

/**
 * The mean of -log p(target) under normal distributions, each with a mean and a variance v of its own:
 *
 *   (log v + (y - x)^2 / v) / 2
 *
 * Shapes: prediction, target and variance are equal. A variance below `eps` counts as `eps`, and gets no gradient.
 * Throws ShapeError LOSS_SHAPES, OptionError OPTION_VALUE. Source: torch.nn.GaussianNLLLoss.
 */
export function gaussianNllLoss(
  prediction: Tensor,
  target: Tensor,
  variance: Tensor,
  options: GaussianNllOptions = {},
): Tensor {
  checkOptions("gaussianNllLoss", options, GAUSSIAN);
  const { full = false, eps = 1e-6 } = options;
  requireSame("gaussianNllLoss", { prediction, target, variance });
  const spread = clamp(variance, eps);
  const distance = target.sub(prediction);
  const loss = log(spread).add(distance.mul(distance).div(spread)).mul(0.5).mean();
  return full ? loss.add(HALF_LOG_2_PI) : loss;
}

/** Options of poissonNllLoss. */
export interface PoissonNllOptions {
  /** Whether the prediction is the logarithm of the rate; on unless set. */
  logInput?: boolean;
  /** Whether Stirling's approximation of log y!, which no prediction changes, is part of it; off unless set. */
  full?: boolean;
  /** What is added to a rate before its logarithm is taken; 1e-8 unless set. */
  eps?: number;
}

const POISSON: OptionRules<PoissonNllOptions> = { logInput: flag, full: flag, eps: POSITIVE };

/**
 * The mean of -log p(target) under Poisson distributions, for counts:
 *
 *   e^x - y x        x - y log(x + eps) without logInput        + y log y - y + log(2 pi y) / 2 where y > 1, with full
 *
 * Throws ShapeError LOSS_SHAPES unless the shapes are equal, OptionError OPTION_VALUE, LOSS_TARGET_GRADIENT.
 * Source: torch.nn.PoissonNLLLoss.
 */
export const poissonNllLoss: (prediction: Tensor, target: Tensor, options?: PoissonNllOptions) => Tensor =
  /* @__PURE__ */ meanOverSamples((prediction: Tensor, target: Tensor, options: PoissonNllOptions = {}) => {
    checkOptions("poissonNllLoss", options, POISSON);
    const { logInput = true, full = false, eps = 1e-8 } = options;
    refuseTargetGradient("poissonNllLoss", target);
    requireSame("poissonNllLoss", { prediction, target });
    const loss = logInput
      ? exp(prediction).sub(target.mul(prediction))
      : prediction.sub(target.mul(log(prediction.add(eps))));
    if (!full) return loss.mean();
    const several = gt(target, 1);
    const count = where(several, target, 1);
    const stirling = count
      .mul(log(count))
      .sub(count)
      .add(log(count.mul(2 * Math.PI)).mul(0.5));
    return loss.add(where(several, stirling, 0)).mean();
  });

/**
 * The mean of -log p(target) under negative binomial distributions, for counts that vary more than a Poisson distribution lets them: of
 * the mean m and the dispersion a, whose variance is m + a m^2. With n = 1 / a:
 *
 *   log Gamma(n) + log Gamma(y + 1) - log Gamma(n + y) + n log(1 + a m) + y log(1 + n / m)
 *
 * Shapes: prediction [.., 2], m > 0 and a > 0, such as a Softplus gives them; target [..], whole numbers from 0. What is out of range is
 * not refused, because that would read all of it in JavaScript.
 * Throws ShapeError LOSS_SHAPES, OptionError LOSS_TARGET_GRADIENT.
 * Source: Salinas et al. 2020, DeepAR; torch.distributions.NegativeBinomial with total_count n and logits log(a m).
 */
export const negativeBinomialNllLoss: (prediction: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (prediction, target) => {
    requireTensor("negativeBinomialNllLoss", "the prediction", prediction);
    refuseTargetGradient("negativeBinomialNllLoss", target);
    if (!sameShape(prediction.shape, [...target.shape, 2])) {
      throw new ShapeError(
        "LOSS_SHAPES",
        "negativeBinomialNllLoss",
        `the prediction ${describeShape(prediction.shape)} must have the shape of the target ${describeShape(target.shape)} and, last, mean and dispersion`,
        { found: prediction.shape, remedies: ["reshape one of them"] },
      );
    }
    const [mean, dispersion] = [select(prediction, -1, 0), select(prediction, -1, 1)];
    const ratio = dispersion.mul(mean);
    const count = dispersion.mul(0).add(1).div(dispersion);
    const ways = lgamma(count)
      .add(lgamma(target.add(1)))
      .sub(lgamma(count.add(target)));
    const spread = log(ratio.add(1));
    return ways
      .add(count.mul(spread))
      .add(target.mul(spread.sub(log(ratio))))
      .mean();
  },
);

/** Options of klDivLoss. */
export interface KlDivOptions {
  /** Whether the target has logarithms too; off unless set. */
  logTarget?: boolean;
  /** "mean" over all elements, unless set, or "batchmean": the sum over the samples, which is the divergence itself. */
  reduction?: "mean" | "batchmean";
}

const KL: OptionRules<KlDivOptions> = { logTarget: flag, reduction: /* @__PURE__ */ word("mean", "batchmean") };

/**
 * The Kullback-Leibler divergence of the prediction, whose logarithms are given, from the target:
 *
 *   y (log y - x), 0 where y is 0        e^y (y - x) with logTarget
 *
 * Throws ShapeError LOSS_SHAPES unless the shapes are equal, OptionError OPTION_VALUE, LOSS_TARGET_GRADIENT.
 * Source: torch.nn.KLDivLoss.
 */
export const klDivLoss: (prediction: Tensor, target: Tensor, options?: KlDivOptions) => Tensor =
  /* @__PURE__ */ meanOverSamples((prediction: Tensor, target: Tensor, options: KlDivOptions = {}) => {
    checkOptions("klDivLoss", options, KL);
    const { logTarget = false, reduction = "mean" } = options;
    refuseTargetGradient("klDivLoss", target);
    requireSame("klDivLoss", { prediction, target });
    const some = logTarget ? undefined : gt(target, 0);
    const logarithm = some ? log(where(some, target, 1)) : target;
    const loss = (some ? target : exp(target)).mul(logarithm.sub(prediction));
    if (reduction === "mean") return loss.mean();
    if (prediction.shape.length === 0)
      throw new OptionError("OPTION_VALUE", "klDivLoss", "a single number is no batch");
    return loss.sum().div(prediction.shape[0]);
  });

/** Throws unless all have one shape. */
function requireSame(name: string, parts: Readonly<Record<string, Tensor>>): void {
  const [[first, one], ...rest] = Object.entries(parts);
  requireTensor(name, `the ${first}`, one);
  for (const [what, other] of rest) {
    requireTensor(name, `the ${what}`, other);
    if (sameShape(one.shape, other.shape)) continue;
    throw new ShapeError(
      "LOSS_SHAPES",
      name,
      `the ${first} ${describeShape(one.shape)} and the ${what} ${describeShape(other.shape)} must have the same shape`,
      { found: other.shape, remedies: ["reshape one of them"] },
    );
  }
}
