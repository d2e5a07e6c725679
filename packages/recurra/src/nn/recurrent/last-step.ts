import { ShapeError } from "../../core/errors.ts";
import { checkOptions, flag } from "../../core/option-rules.ts";
import { concat, describeShape, requireTensor, reshape, select, slice, type Tensor } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";

/**
 * The last time step of a sequence: between a recurrent network and the layers that turn its last output into a forecast.
 * After a bidirectional network, `bidirectional` takes from each direction the step at which it has read everything: of the first
 * half of the features the last step, of the second half the first step.
 *
 * Shapes: x [B, T, F] -> [B, F]. Throws ShapeError LAST_STEP_INPUT for other shapes, and for an odd F where there are two directions.
 */
export class LastStep extends Module {
  override readonly repeatable = true;
  readonly bidirectional: boolean;

  constructor(options: { bidirectional?: boolean } = {}) {
    super();
    checkOptions("LastStep", options, { bidirectional: flag });
    this.bidirectional = options.bidirectional ?? false;
  }

  forward(x: Tensor): Tensor {
    requireTensor("LastStep", "x", x);
    const [batch, time, features] = x.shape;
    if (x.shape.length !== 3 || (this.bidirectional && features % 2 === 1)) {
      throw new ShapeError(
        "LAST_STEP_INPUT",
        "LastStep",
        `got x ${describeShape(x.shape)}, expected [B, T, F] (batch, time, features${this.bidirectional ? ", an even number" : ""})`,
      );
    }
    if (time === 1) return reshape(x, [batch, features]);
    if (!this.bidirectional) return select(x, 1, -1);
    const half = features / 2;
    return concat([slice(select(x, 1, -1), 1, 0, half), slice(select(x, 1, 0), 1, half, features)], 1);
  }
}
