import { ShapeError } from "../../core/errors.ts";
import { COUNT, checkOptions, either, flag, made, type OptionRules, POSITIVE } from "../../core/option-rules.ts";
import { moreKernels } from "../../kernels/wasm/more-kernels.ts";
import {
  allocateTensor,
  describeShape,
  Parameter,
  record,
  requireTensor,
  type Shape,
  scratch,
  sizeOf,
  type Tensor,
} from "../../tensor/index.ts";
import { Module } from "../module/module.ts";
import { requireRoom } from "../module/room.ts";
import { requireWeight } from "./packed-weight.ts";

/** Options of LayerNorm. */
export interface LayerNormOptions {
  /** The last dimensions, over which each row is normalised; a number for the last alone. */
  normalizedShape: number | Shape;
  /** Added to the variance; 1e-5 unless set. */
  eps?: number;
  /** Whether the result is multiplied by a weight, and a bias added; on unless set. */
  elementwiseAffine?: boolean;
  /** Whether there is a bias beside the weight; on unless set. */
  bias?: boolean;
}

const RULES: OptionRules<LayerNormOptions> = {
  normalizedShape: /* @__PURE__ */ either(
    COUNT,
    /* @__PURE__ */ made(
      "a list of one or more whole numbers from 1",
      (value): value is Shape => Array.isArray(value) && value.length > 0 && value.every(COUNT.fits),
    ),
  ),
  eps: POSITIVE,
  elementwiseAffine: flag,
  bias: flag,
};

/**
 * Layer normalisation, one node of the tape: each row of the last dimensions less its mean, over its standard deviation.
 *
 *   y = (x - E[x]) / sqrt(Var[x] + eps) * weight + bias
 *
 * Mean and variance (which divides by the size of a row) are taken in float64.
 * Shapes: x [.., ...normalizedShape] -> the same; weight and bias normalizedShape. Initial values: 1 and 0.
 * Throws OptionError for sizes that are not whole numbers above 0 and unknown options, ShapeError LAYER_NORM_INPUT when x does not end so.
 * Source: Ba, Kiros and Hinton 2016, arXiv:1607.06450; torch.nn.LayerNorm.
 */
export class LayerNorm extends Module {
  override readonly repeatable = true;
  readonly normalizedShape: Shape;
  readonly eps: number;
  readonly elementwiseAffine: boolean;
  readonly weight: Parameter | undefined;
  readonly bias: Parameter | undefined;

  constructor(options: LayerNormOptions) {
    super();
    checkOptions("LayerNorm", options, RULES, ["normalizedShape"]);
    const { normalizedShape, eps = 1e-5, elementwiseAffine = true, bias = true } = options;
    this.normalizedShape = typeof normalizedShape === "number" ? [normalizedShape] : [...normalizedShape];
    this.eps = eps;
    this.elementwiseAffine = elementwiseAffine;
    const size = sizeOf(this.normalizedShape);
    requireRoom("LayerNorm", [{ weights: elementwiseAffine ? 2 * size : 0, parameters: 2 }], ["normalizedShape"]);
    if (!elementwiseAffine) return;
    this.weight = new Parameter(new Float32Array(size).fill(1), this.normalizedShape);
    if (bias) this.bias = new Parameter(new Float32Array(size), this.normalizedShape);
  }

  /** (x - E[x]) / sqrt(Var[x] + eps) * weight + bias. */
  forward(x: Tensor): Tensor {
    requireTensor("LayerNorm", "x", x);
    const { normalizedShape, weight, bias } = this;
    const end = x.shape.slice(x.shape.length - normalizedShape.length);
    if (x.shape.length < normalizedShape.length || end.some((size, i) => size !== normalizedShape[i])) {
      throw new ShapeError(
        "LAYER_NORM_INPUT",
        "LayerNorm",
        `the input ${describeShape(x.shape)} must end in normalizedShape = ${describeShape(normalizedShape)}`,
        { found: x.shape },
      );
    }
    if (weight) requireWeight("LayerNorm", "weight", weight, normalizedShape);
    if (bias) requireWeight("LayerNorm", "bias", bias, normalizedShape);
    const n = sizeOf(normalizedShape);
    const rows = x.size / n;
    const out = allocateTensor(x.shape, "LayerNorm");
    const [normal, saved] = [scratch(x.size * 4), scratch(rows * 4)];
    const w = weight?.pointer() ?? 0;
    moreKernels().layerNorm(out.pointer(), normal, saved, x.pointer(), w, bias?.pointer() ?? 0, rows, n, this.eps);
    record(
      "LayerNorm",
      [x, ...(weight ? [weight] : []), ...(bias ? [bias] : [])],
      [out],
      () => {
        const accumulate = x.requiresGrad && !x.takeFreshGrad() ? 1 : 0;
        const dx = x.requiresGrad ? x.gradPointer() : 0;
        const g = out.gradPointer();
        const [dw, db] = [weight?.gradPointer() ?? 0, bias?.gradPointer() ?? 0];
        moreKernels().layerNormGradient(dx, dw, db, g, normal, saved, w, rows, n, accumulate);
      },
      normalizedShape.length,
      this.eps,
    );
    return out;
  }
}
