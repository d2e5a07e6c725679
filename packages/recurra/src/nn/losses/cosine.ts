// The angle between vectors.
import { ShapeError } from "../../core/errors.ts";
import { checkOptions, NUMBER, number, type OptionRules, POSITIVE } from "../../core/option-rules.ts";
import { clamp, gt, sqrt, where } from "../../operations/index.ts";
import { describeShape, relu, requireTensor, sameShape, type Tensor } from "../../tensor/index.ts";

/** Options of cosineSimilarity. */
export interface CosineSimilarityOptions {
  /** The dimension of the vectors; the last unless set. */
  dim?: number;
  /** What each length counts at least; 1e-8 unless set. */
  eps?: number;
}

const SIMILARITY: OptionRules<CosineSimilarityOptions> = { dim: NUMBER, eps: POSITIVE };

/**
 * The cosine of the angle between the vectors of two tensors of one shape: a . b / (max(|a|, eps) max(|b|, eps)); `dim` goes away.
 * Throws ShapeError LOSS_SHAPES, DIMENSION_OUT_OF_RANGE, OptionError OPTION_VALUE. Source: torch.nn.CosineSimilarity.
 */
export function cosineSimilarity(a: Tensor, b: Tensor, options: CosineSimilarityOptions = {}): Tensor {
  checkOptions("cosineSimilarity", options, SIMILARITY);
  const { dim = -1, eps = 1e-8 } = options;
  requireTensor("cosineSimilarity", "a", a);
  requireTensor("cosineSimilarity", "b", b);
  if (!sameShape(a.shape, b.shape)) {
    throw new ShapeError(
      "LOSS_SHAPES",
      "cosineSimilarity",
      `the shapes ${describeShape(a.shape)} and ${describeShape(b.shape)} must be the same`,
      { found: b.shape },
    );
  }
  // Below eps^2 the root would have no slope to give.
  const length = (x: Tensor): Tensor => sqrt(clamp(x.mul(x).sum(dim), eps * eps));
  return a
    .mul(b)
    .sum(dim)
    .div(length(a).mul(length(b)));
}

/**
 * For pairs that belong together (target 1) 1 - cos, for others (target -1) max(0, cos - margin): the mean over the pairs.
 * Shapes: a and b [B, F], target [B]. `margin` from -1 to 1, 0 unless given.
 * Throws ShapeError LOSS_SHAPES, OptionError OPTION_VALUE. Source: torch.nn.CosineEmbeddingLoss.
 */
export function cosineEmbeddingLoss(a: Tensor, b: Tensor, target: Tensor, options: { margin?: number } = {}): Tensor {
  checkOptions("cosineEmbeddingLoss", options, { margin: number({ least: -1, most: 1 }) });
  requireTensor("cosineEmbeddingLoss", "the target", target);
  const cosine = cosineSimilarity(a, b);
  if (!sameShape(cosine.shape, target.shape)) {
    throw new ShapeError(
      "LOSS_SHAPES",
      "cosineEmbeddingLoss",
      `the target ${describeShape(target.shape)} must have a number for each pair, ${describeShape(cosine.shape)}`,
      { found: target.shape },
    );
  }
  return where(gt(target, 0), cosine.neg().add(1), relu(cosine.sub(options.margin ?? 0))).mean();
}
