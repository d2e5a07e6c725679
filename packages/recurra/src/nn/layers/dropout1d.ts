import { ShapeError } from "../../core/errors.ts";
import { checkOptions, DROPPED } from "../../core/option-rules.ts";
import { describeShape, dropout, ones, requireTensor, type Tensor } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";

/**
 * Drops whole features of a sequence while training: the same ones at all of its steps, with probability p; the others are divided by
 * 1 - p. Passes x on in eval(). Between recurrent layers, that is variational dropout; RecurrentOf has that of states.
 *
 * Shapes: [B, T, F] -> the same. Throws OptionError unless 0 <= p < 1, ShapeError DROPOUT_INPUT for other shapes.
 * Source: torch.nn.Dropout1d, which has time last; Gal and Ghahramani 2016, arXiv:1512.05287.
 */
export class Dropout1d extends Module {
  override readonly repeatable = true;
  readonly p: number;

  constructor(options: { p?: number } = {}) {
    super();
    checkOptions("Dropout1d", options, { p: DROPPED });
    this.p = options.p ?? 0.5;
  }

  /** x times a mask for each sequence while training, x itself otherwise. */
  forward(x: Tensor): Tensor {
    requireTensor("Dropout1d", "x", x);
    const [batch, , features] = x.shape;
    if (x.shape.length !== 3) {
      throw new ShapeError(
        "DROPOUT_INPUT",
        "Dropout1d",
        `the input ${describeShape(x.shape)} must be [batch, time, features]`,
        {
          found: x.shape,
        },
      );
    }
    if (!this.training || this.p === 0) return x;
    return x.mul(dropout(ones([batch, 1, features]), this.p));
  }
}
