import type { Tensor } from "../tensor/index.ts";

/** Inputs and targets whose first dimension is the sample. */
export interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
}
