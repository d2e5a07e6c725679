import { checkOptions, DROPPED } from "../../core/option-rules.ts";
import { dropout, requireTensor, type Tensor } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";

/**
 * Drops each element with probability p while training and divides the others by 1 - p; passes x on in eval().
 *
 * Shapes: any -> the same. Throws OptionError unless 0 <= p < 1.
 */
export class Dropout extends Module {
  override readonly repeatable = true;
  readonly p: number;

  constructor(options: { p?: number } = {}) {
    super();
    checkOptions("Dropout", options, { p: DROPPED });
    this.p = options.p ?? 0.5;
  }

  /** x with dropout while training, x itself otherwise. */
  forward(x: Tensor): Tensor {
    requireTensor("Dropout", "x", x);
    return this.training ? dropout(x, this.p) : x;
  }
}
