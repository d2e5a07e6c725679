import { ShapeError } from "../../core/errors.ts";
import { COUNT, checkOptions, type OptionRules } from "../../core/option-rules.ts";
import {
  concat,
  describeShape,
  matmul,
  requireTensor,
  softmax,
  type Tensor,
  tanh,
  transpose,
} from "../../tensor/index.ts";
import { Module } from "../module/module.ts";
import { linearSize, type NetworkSize, requireRoom } from "../module/room.ts";
import { type AttentionMask, checkMask, maskedScores } from "./attention.ts";
import { Linear } from "./linear.ts";

/** Options of LuongAttention. */
export interface LuongAttentionOptions {
  /** H, features of what asks: a decoder's outputs. */
  queryDim: number;
  /** E, features of what is looked at: an encoder's outputs. Default: as `queryDim`. */
  memoryDim?: number;
}

const RULES: OptionRules<LuongAttentionOptions> = { queryDim: COUNT, memoryDim: COUNT };

/** The sizes of its two matrices. */
export function luongSizes(queryDim: number, memoryDim: number): NetworkSize[] {
  return [linearSize(memoryDim, queryDim, false), linearSize(memoryDim + queryDim, queryDim, false)];
}

/**
 * Global attention with the general score: each step of a decoder looks at all steps of an encoder, and what it found is joined to its output.
 *
 *   a = softmax(h W_a m^T)        y = tanh(W_c [a m | h])        for the output h of a step, and the encoder's outputs m
 *
 * Shapes: query h [B, L, H], memory m [B, S, E] -> [B, L, H]; score.weight W_a^T [H, E], combine.weight W_c [H, E + H]; no biases.
 * Initial values: both as Linear's. Throws ShapeError ATTENTION_INPUT for inputs of other shapes.
 * Source: Luong et al. 2015, arXiv:1508.04025, equations 3, 5 and 8.
 */
export class LuongAttention extends Module {
  override readonly repeatable = true;
  readonly queryDim: number;
  readonly memoryDim: number;
  readonly score: Linear;
  readonly combine: Linear;

  constructor(options: LuongAttentionOptions) {
    super();
    checkOptions("LuongAttention", options, RULES, ["queryDim"]);
    const { queryDim, memoryDim = queryDim } = options;
    this.queryDim = queryDim;
    this.memoryDim = memoryDim;
    requireRoom("LuongAttention", luongSizes(queryDim, memoryDim), ["queryDim", "memoryDim"]);
    this.score = new Linear({ inFeatures: memoryDim, outFeatures: queryDim, bias: false });
    this.combine = new Linear({ inFeatures: memoryDim + queryDim, outFeatures: queryDim, bias: false });
  }

  /** Without a memory, of a sequence to itself. `attnMask` is spread over [B, L, S]. */
  forward(query: Tensor, memory: Tensor = query, mask: AttentionMask = {}): Tensor {
    this.#require("query", query, this.queryDim, query);
    this.#require("memory", memory, this.memoryDim, query);
    return this.over(memory, mask)(query);
  }

  /** What makes outputs of queries, for a decoder that asks step by step: what hangs on the memory alone is computed once. */
  over(memory: Tensor, mask: AttentionMask = {}): (query: Tensor) => Tensor {
    checkMask("LuongAttention", mask);
    this.#require("memory", memory, this.memoryDim, memory);
    const keys = transpose(this.score.forward(memory), 1, 2);
    return (query) => {
      this.#require("query", query, this.queryDim, memory);
      const weights = softmax(maskedScores(matmul(query, keys), mask), -1);
      return tanh(this.combine.forward(concat([matmul(weights, memory), query], 2)));
    };
  }

  #require(name: string, given: Tensor, features: number, other: Tensor): void {
    requireTensor("LuongAttention", name, given);
    const { shape } = given;
    if (shape.length === 3 && shape[2] === features && shape[0] === other.shape[0]) return;
    throw new ShapeError(
      "ATTENTION_INPUT",
      "LuongAttention",
      `the ${name} ${describeShape(shape)} must be [batch, time, ${features}], with the query's batch`,
      { found: shape },
    );
  }
}
