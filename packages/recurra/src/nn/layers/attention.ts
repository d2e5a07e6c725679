import { OptionError, ShapeError } from "../../core/errors.ts";
import { COUNT, checkOptions, DROPPED, flag, type OptionRules, object, POSITIVE } from "../../core/option-rules.ts";
import { maskedFill } from "../../operations/index.ts";
import {
  announce,
  describeShape,
  dropout,
  matmul,
  Parameter,
  requireTensor,
  reshape,
  slice,
  softmax,
  type Tensor,
  tensor,
  transpose,
} from "../../tensor/index.ts";
import { uniformParameter } from "../module/initialisers.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { Linear } from "./linear.ts";

/** What attention may look at. */
export interface AttentionMask {
  /** Added to the scores before the softmax, spread over [.., L, S]: -Infinity where a query must not look. */
  attnMask?: Tensor;
  /** Whether query i looks at keys 0 to i alone; off unless set. */
  isCausal?: boolean;
  /** A mask [B, S] of keys that no query of a sequence looks at, such as padding: `eq(x, 0)`. Where all are, the result is NaN. */
  keyPaddingMask?: Tensor;
}

/** Options of scaledDotProductAttention. */
export interface AttentionOptions extends AttentionMask {
  /** The probability with which a weight is dropped; 0 unless set. */
  dropoutP?: number;
  /** What the scores are multiplied by; 1 / sqrt(E) unless set. */
  scale?: number;
}

/** What may be said of a mask. */
export const MASK: OptionRules<AttentionMask> = {
  attnMask: /* @__PURE__ */ object("a tensor"),
  isCausal: flag,
  keyPaddingMask: /* @__PURE__ */ object("a tensor"),
};
const RULES: OptionRules<AttentionOptions> = { ...MASK, dropoutP: DROPPED, scale: POSITIVE };

/**
 * Values averaged by how well their keys fit a query.
 *
 *   softmax(query key^T scale + mask) value
 *
 * Shapes: query [.., L, E], key [.., S, E], value [.., S, V] -> [.., L, V].
 * Throws OptionError for options that are none, ShapeError MATMUL_SHAPES or SHAPES_DIFFER for shapes that do not fit.
 * Source: Vaswani et al. 2017, arXiv:1706.03762; torch.nn.functional.scaled_dot_product_attention.
 */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: AttentionOptions = {},
): Tensor {
  for (const [name, one] of Object.entries({ query, key, value })) {
    requireTensor("scaledDotProductAttention", name, one);
  }
  checkOptions("scaledDotProductAttention", options, RULES);
  const { dropoutP = 0, scale = 1 / Math.sqrt(query.shape[query.shape.length - 1]) } = options;
  const weights = softmax(maskedScores(matmul(query, transpose(key, -2, -1)).mul(scale), options), -1);
  return matmul(dropoutP > 0 ? dropout(weights, dropoutP) : weights, value);
}

/** Scores [.., L, S] with -Infinity where nothing is to be looked at. Throws ShapeError ATTENTION_INPUT for a mask of keys of another shape. */
export function maskedScores(scores: Tensor, { attnMask, isCausal, keyPaddingMask }: AttentionMask): Tensor {
  const { shape } = scores;
  let masked = attnMask ? scores.add(attnMask) : scores;
  if (isCausal) masked = masked.add(causalMask(shape.at(-2)!, shape.at(-1)!));
  if (!keyPaddingMask) return masked;
  requireTensor("attention", "the keyPaddingMask", keyPaddingMask);
  const [batch, keys] = keyPaddingMask.shape;
  if (keyPaddingMask.shape.length !== 2 || batch !== shape[0] || keys !== shape.at(-1) || shape.length < 3) {
    throw new ShapeError(
      "ATTENTION_INPUT",
      "attention",
      `the keyPaddingMask ${describeShape(keyPaddingMask.shape)} must be [batch, keys] of scores ${describeShape(shape)}`,
      { found: keyPaddingMask.shape },
    );
  }
  const spread = [batch, ...new Array<number>(shape.length - 2).fill(1), keys];
  return maskedFill(masked, reshape(keyPaddingMask, spread), Number.NEGATIVE_INFINITY);
}

/** [L, S]: 0 for keys 0 to i of query i, -Infinity for later ones. */
function causalMask(queries: number, keys: number): Tensor {
  const mask = new Float32Array(queries * keys);
  for (let i = 0; i < queries; i++) {
    if (i + 1 < keys) mask.fill(Number.NEGATIVE_INFINITY, i * keys + i + 1, (i + 1) * keys);
  }
  const leaf = tensor(mask, [queries, keys]);
  announce("causalMask", [], [leaf]);
  return leaf;
}

/** Options of MultiheadAttention. */
export interface MultiheadAttentionOptions {
  /** Features of queries, keys, values and of the output. */
  embedDim: number;
  /** Heads, each with embedDim / numHeads features. */
  numHeads: number;
  /** The probability with which a weight is dropped while training; 0 unless set. */
  dropout?: number;
  /** Whether the projections have biases; on unless set. */
  bias?: boolean;
}

/**
 * Attention of several heads: projections of query, key and value are cut into heads, each attends by itself, and what they
 * give is joined and projected again. Of one tensor, it is self-attention.
 *
 *   [q | k | v] = [query | key | value] in_proj_weight^T + in_proj_bias        y = join(attention(q_h, k_h, v_h)) W_out^T + b_out
 *
 * Shapes: query [B, L, E], key and value [B, S, E] -> [B, L, E]; in_proj_weight [3E, E], in_proj_bias [3E], out_proj.weight [E, E],
 * out_proj.bias [E].
 * Initial values: in_proj_weight U(-sqrt(6 / 4E), sqrt(6 / 4E)), out_proj.weight as Linear's, biases 0, as in PyTorch.
 * Throws OptionError where numHeads does not divide embedDim, ShapeError ATTENTION_INPUT for inputs of other shapes.
 * Source: torch.nn.MultiheadAttention with batch_first=True, without the averaged weights.
 */
export class MultiheadAttention extends Module {
  override readonly repeatable = true;
  readonly embedDim: number;
  readonly numHeads: number;
  readonly dropout: number;
  readonly in_proj_weight: Parameter;
  readonly in_proj_bias: Parameter | undefined;
  readonly out_proj: Linear;

  constructor(options: MultiheadAttentionOptions) {
    super();
    const rules: OptionRules<MultiheadAttentionOptions> = {
      embedDim: COUNT,
      numHeads: COUNT,
      dropout: DROPPED,
      bias: flag,
    };
    checkOptions("MultiheadAttention", options, rules, ["embedDim", "numHeads"]);
    const { embedDim, numHeads, dropout: p = 0, bias = true } = options;
    if (embedDim % numHeads !== 0) {
      throw new OptionError("OPTION_VALUE", "MultiheadAttention", [
        { option: "numHeads" },
        ` ${numHeads} does not divide `,
        { option: "embedDim" },
        ` ${embedDim}`,
      ]);
    }
    const parts = [linearSize(embedDim, 3 * embedDim, bias), linearSize(embedDim, embedDim, bias)];
    requireRoom("MultiheadAttention", parts, ["embedDim"]);
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    this.dropout = p;
    this.in_proj_weight = uniformParameter([3 * embedDim, embedDim], Math.sqrt(6 / (4 * embedDim)));
    this.in_proj_bias = bias ? new Parameter(new Float32Array(3 * embedDim), [3 * embedDim]) : undefined;
    this.out_proj = new Linear({ inFeatures: embedDim, outFeatures: embedDim, bias });
    if (this.out_proj.bias) this.out_proj.bias.value = new Float32Array(embedDim);
  }

  /** Each query's average of the values; of one tensor, self-attention. */
  forward(query: Tensor, key: Tensor = query, value: Tensor = key, mask: AttentionMask = {}): Tensor {
    checkOptions("MultiheadAttention", mask, MASK);
    const { embedDim } = this;
    for (const [name, one] of Object.entries({ query, key, value })) {
      requireTensor("MultiheadAttention", name, one);
      const [batch, , features] = one.shape;
      if (one.shape.length === 3 && features === embedDim && batch === query.shape[0]) continue;
      throw new ShapeError(
        "ATTENTION_INPUT",
        "MultiheadAttention",
        `the ${name} ${describeShape(one.shape)} must be [batch, time, ${embedDim}], with the query's batch`,
        { found: one.shape },
      );
    }
    const dropoutP = this.training ? this.dropout : 0;
    const heads = [query, key, value].map((x, part) => this.#heads(x, part));
    const attended = scaledDotProductAttention(heads[0], heads[1], heads[2], { ...mask, dropoutP });
    const [batch, , time] = attended.shape;
    return this.out_proj.forward(reshape(transpose(attended, 1, 2), [batch, time, embedDim]));
  }

  /** One third of the projection, cut into heads: [B, T, E] -> [B, heads, T, E / heads]. */
  #heads(x: Tensor, part: number): Tensor {
    const { embedDim, numHeads, in_proj_weight, in_proj_bias } = this;
    const own = (parameter: Tensor): Tensor => slice(parameter, 0, part * embedDim, (part + 1) * embedDim);
    const product = matmul(x, transpose(own(in_proj_weight), 0, 1));
    const projected = in_proj_bias ? product.add(own(in_proj_bias)) : product;
    const [batch, time] = x.shape;
    return transpose(reshape(projected, [batch, time, numHeads, embedDim / numHeads]), 1, 2);
  }
}
