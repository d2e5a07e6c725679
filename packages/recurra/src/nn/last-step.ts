import { ShapeError } from "../core/errors.ts";
import { describeShape, reshape, select, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";

/**
 * The last time step of a sequence: between a recurrent network and the layers that turn its last output into a forecast.
 *
 * Shapes: x [B, T, F] -> [B, F]. Throws ShapeError LAST_STEP_INPUT for other shapes.
 */
export class LastStep extends Module {
  override readonly repeatable = true;

  forward(x: Tensor): Tensor {
    if (x.shape.length !== 3) {
      throw new ShapeError(
        "LAST_STEP_INPUT",
        `LastStep: got x ${describeShape(x.shape)}, expected [B, T, F] (batch, time, features).`,
      );
    }
    const [batch, time, features] = x.shape;
    return time === 1 ? reshape(x, [batch, features]) : select(x, 1, -1);
  }
}
