import { ShapeError } from "../../core/errors.ts";
import { COUNT, checkOptions, flag, type OptionRules } from "../../core/option-rules.ts";
import { describeShape, matmul, requireTensor, reshape, softmax, type Tensor, tanh } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { type AttentionMask, checkMask, maskedScores } from "./attention.ts";
import { Linear } from "./linear.ts";

/** Options of AdditiveAttention. */
export interface AdditiveAttentionOptions {
  /** Q, features of what asks: a decoder's state. */
  queryDim: number;
  /** E, features of what is looked at: an encoder's outputs. Default: as `queryDim`. */
  memoryDim?: number;
  /** N, units of the score. Default: as `queryDim`. */
  hiddenDim?: number;
  /** Whether the three maps have biases; off unless set, as in the paper. */
  bias?: boolean;
}

const RULES: OptionRules<AdditiveAttentionOptions> = {
  queryDim: COUNT,
  memoryDim: COUNT,
  hiddenDim: COUNT,
  bias: flag,
};

/**
 * Attention whose score is a small network: each query looks at all steps of a memory.
 *
 *   e = v . tanh(W_a q + U_a m)        a = softmax(e + mask)        y = the sum of a m
 *
 * Shapes: query [B, L, Q], memory [B, S, E] -> [B, L, E]; Wa.weight [N, Q], Ua.weight [N, E], Va.weight [1, N]. Initial values as Linear's.
 * Throws OptionError for sizes that are not whole numbers above 0, ShapeError ATTENTION_INPUT for inputs of other shapes.
 * Source: Bahdanau, Cho and Bengio 2015, arXiv:1409.0473; Wa, Ua and Va are the names of PyTorch's tutorial, whose maps have biases.
 */
export class AdditiveAttention extends Module {
  override readonly repeatable = true;
  readonly queryDim: number;
  readonly memoryDim: number;
  readonly hiddenDim: number;
  readonly bias: boolean;
  readonly Wa: Linear;
  readonly Ua: Linear;
  readonly Va: Linear;

  constructor(options: AdditiveAttentionOptions) {
    super();
    checkOptions("AdditiveAttention", options, RULES, ["queryDim"]);
    const { queryDim, memoryDim = queryDim, hiddenDim = queryDim, bias = false } = options;
    this.queryDim = queryDim;
    this.memoryDim = memoryDim;
    this.hiddenDim = hiddenDim;
    this.bias = bias;
    const inputs = [queryDim, memoryDim, hiddenDim];
    const sizes = inputs.map((size, i) => linearSize(size, i === 2 ? 1 : hiddenDim, bias));
    requireRoom("AdditiveAttention", sizes, ["hiddenDim", "queryDim", "memoryDim"]);
    this.Wa = new Linear({ inFeatures: queryDim, outFeatures: hiddenDim, bias });
    this.Ua = new Linear({ inFeatures: memoryDim, outFeatures: hiddenDim, bias });
    this.Va = new Linear({ inFeatures: hiddenDim, outFeatures: 1, bias });
  }

  /** What each query found. Without a memory, of a sequence to itself. */
  forward(query: Tensor, memory: Tensor = query, mask: AttentionMask = {}): Tensor {
    return matmul(this.weights(query, memory, mask), memory);
  }

  /** How much each query looks at each step, [B, L, S]: they sum up to 1. */
  weights(query: Tensor, memory: Tensor = query, mask: AttentionMask = {}): Tensor {
    this.#require("query", query, this.queryDim, query);
    this.#require("memory", memory, this.memoryDim, query);
    return this.#weightsOver(memory, mask)(query);
  }

  /** What makes outputs of queries, for a decoder that asks step by step: what hangs on the memory alone is computed once. */
  over(memory: Tensor, mask: AttentionMask = {}): (query: Tensor) => Tensor {
    this.#require("memory", memory, this.memoryDim, memory);
    const weights = this.#weightsOver(memory, mask);
    return (query) => {
      this.#require("query", query, this.queryDim, memory);
      return matmul(weights(query), memory);
    };
  }

  #weightsOver(memory: Tensor, mask: AttentionMask): (query: Tensor) => Tensor {
    checkMask("AdditiveAttention", mask);
    const [batch, steps] = memory.shape;
    const offered = reshape(this.Ua.forward(memory), [batch, 1, steps, this.hiddenDim]);
    return (query) => {
      const queries = query.shape[1];
      const asked = reshape(this.Wa.forward(query), [batch, queries, 1, this.hiddenDim]);
      const scores = reshape(this.Va.forward(tanh(asked.add(offered))), [batch, queries, steps]);
      return softmax(maskedScores(scores, mask), -1);
    };
  }

  #require(name: string, given: Tensor, features: number, other: Tensor): void {
    requireTensor("AdditiveAttention", name, given);
    const { shape } = given;
    if (shape.length === 3 && shape[2] === features && shape[0] === other.shape[0]) return;
    throw new ShapeError(
      "ATTENTION_INPUT",
      "AdditiveAttention",
      `the ${name} ${describeShape(shape)} must be [batch, time, ${features}], with the query's batch`,
      { found: shape },
    );
  }
}
