import { OptionError, ShapeError } from "../../core/errors.ts";
import { COUNT, checkOptions, type OptionRules, whole } from "../../core/option-rules.ts";
import { f32, kernels } from "../../kernels/wasm/engine.ts";
import {
  allocateTensor,
  describeShape,
  type Parameter,
  record,
  requireTensor,
  type Tensor,
} from "../../tensor/index.ts";
import { normalParameter } from "../module/initialisers.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { TableRows } from "./noted-rows.ts";
import { requireWeight } from "./packed-weight.ts";

/** Options of Embedding. */
export interface EmbeddingOptions {
  /** Rows of the table; at most 16,777,216, up to which float32 has every whole number. */
  numEmbeddings: number;
  /** Numbers of a row. */
  embeddingDim: number;
  /** A row that begins at zero and gets no gradient, so that it stays there: for what is no category. -1, unless set: none. */
  paddingIdx?: number;
}

/** Float32 has every whole number up to this one. */
export const MOST_EMBEDDINGS = 16_777_216;

/** Numbers of a table from which it is noted which rows have a gradient: to clear a smaller one takes no longer. */
const NOTED = 16_384;

const RULES: OptionRules<EmbeddingOptions> = {
  numEmbeddings: /* @__PURE__ */ whole(1, MOST_EMBEDDINGS),
  embeddingDim: COUNT,
  paddingIdx: /* @__PURE__ */ whole(-1),
};

/**
 * A row of numbers for each category, learnt: one node of the tape.
 *
 *   y[i] = weight[index[i]]
 *
 * Gradient: that of y[i] added to row index[i], i ascending. Of a large table the rows that were read are noted: the next pass clears these
 * alone, and SGD without momentum and weight decay moves these alone, with the bits of moving all. Other optimizers move every row, as they
 * do in PyTorch unless `sparse=True`, which Adam refuses and SparseAdam computes differently: there a row stands still while it is not read.
 * Shapes: index [..], whole numbers from 0 to numEmbeddings - 1, -> [.., embeddingDim]; weight [numEmbeddings, embeddingDim].
 * Initial values: the standard normal distribution, as in PyTorch; row paddingIdx is zero.
 * Throws OptionError for sizes that are not whole numbers above 0, a paddingIdx that is no row, and unknown options; ShapeError
 * EMBEDDING_INDEX for an index without a row. A plan looks at no numbers: there such an index gives NaN, and `train()` stops at the loss.
 * Source: torch.nn.Embedding.
 */
export class Embedding extends Module {
  override readonly repeatable = true;
  readonly numEmbeddings: number;
  readonly embeddingDim: number;
  readonly paddingIdx: number;
  /** May be that of another layer: tied weights. */
  weight: Parameter;

  constructor(options: EmbeddingOptions) {
    super();
    checkOptions("Embedding", options, RULES, ["numEmbeddings", "embeddingDim"]);
    const { numEmbeddings, embeddingDim, paddingIdx = -1 } = options;
    if (paddingIdx >= numEmbeddings) {
      throw new OptionError("OPTION_VALUE", "Embedding", [
        { option: "paddingIdx" },
        ` is ${paddingIdx}, but the rows are 0 to ${numEmbeddings - 1}`,
      ]);
    }
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.paddingIdx = paddingIdx;
    requireRoom("Embedding", [linearSize(numEmbeddings, embeddingDim, false)], ["numEmbeddings", "embeddingDim"]);
    this.weight = normalParameter([numEmbeddings, embeddingDim]);
    if (paddingIdx >= 0) this.weight.write(new Float32Array(embeddingDim), paddingIdx * embeddingDim);
  }

  /** y[i] = weight[index[i]]. */
  forward(index: Tensor): Tensor {
    requireTensor("Embedding", "the index", index);
    const { weight, numEmbeddings, embeddingDim, paddingIdx } = this;
    requireWeight("Embedding", "weight", weight, [numEmbeddings, embeddingDim]);
    const at = index.pointer();
    this.#check(index, at >>> 2);
    const n = index.size;
    const out = allocateTensor([...index.shape, embeddingDim], "Embedding");
    kernels().embeddingRows(out.pointer(), weight.pointer(), at, n, embeddingDim, numEmbeddings);
    record(
      "Embedding",
      [weight],
      [out],
      () => {
        const g = out.gradPointer();
        kernels().embeddingGradient(this.#gradient(at, n), g, at, n, embeddingDim, numEmbeddings, paddingIdx);
      },
      index,
    );
    return out;
  }

  /** Where to add the gradient of the rows at n numbers; those of a large table are noted. */
  #gradient(at: number, n: number): number {
    const { weight, numEmbeddings, embeddingDim, paddingIdx } = this;
    if (weight.size < NOTED) return weight.gradPointer();
    // Of the table, which modules may share.
    const known = weight.rows instanceof TableRows ? weight.rows : undefined;
    const rows =
      known ?? new TableRows(numEmbeddings, embeddingDim, weight.reserve(TableRows.bytes(numEmbeddings)).pointer);
    weight.rows = rows;
    if (weight.openGrad()) rows.clear(weight.readGrad());
    // Somebody wrote anywhere before there were notes: nothing is known of it, and in no run of a plan.
    else if (known === undefined) rows.spoil();
    // The list is empty memory until it is cleared, and says nothing while others may have written.
    if (rows.exact) rows.note(at, n, paddingIdx);
    return weight.readGrad();
  }

  /** @internal A stepper is told how many features a step has, and an Embedding takes none: throws OptionError STEPPER_LAYERS. */
  stepperLayers(): never {
    throw new OptionError(
      "STEPPER_LAYERS",
      "stepper",
      "the layer Embedding takes numbers of rows, and a stepper steps of features",
      { remedies: ["step the layers behind it, with rows of its weight as features"] },
    );
  }

  /** What is refused here decides nothing of what is computed, so it may be left out where a plan is run again. */
  #check(index: Tensor, start: number): void {
    const most = this.numEmbeddings - 1;
    const wrong = f32()
      .subarray(start, start + index.size)
      .findIndex((value) => !Number.isInteger(value) || value < 0 || value > most);
    if (wrong < 0) return;
    throw new ShapeError(
      "EMBEDDING_INDEX",
      "Embedding",
      `number ${wrong} of the index ${describeShape(index.shape)} is ${f32()[start + wrong]}; it must be a whole number from 0 to ${most}`,
    );
  }
}
