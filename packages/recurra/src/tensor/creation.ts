// Leaves: tensors whose numbers stay on the JavaScript side and are copied in when a step first uses them.

import { checkOptions, flag } from "../core/option-rules.ts";
import { Tensor } from "./methods.ts";
import { type NestedNumbers, readNested } from "./nested.ts";
import { requireFill, requireShape, type Shape, sizeOf } from "./shape.ts";
import { nowhere } from "./step.ts";

/** How a leaf is made. */
export interface TensorOptions {
  /** Whether backward() computes its gradient; off unless set. */
  requiresGrad?: boolean;
}

/**
 * A leaf with a copy of `data`, rounded to float32. `shape` defaults to that of nested lists, else to one dimension.
 * Throws ShapeError TENSOR_SIZE when the data does not fill the shape, TENSOR_RAGGED for nested lists of unequal lengths,
 * TENSOR_VALUE for what is neither a number nor a list, SHAPE_INVALID for a shape that is none.
 */
export function tensor(
  data: ArrayLike<number> | NestedNumbers | number,
  shape?: Shape,
  options: TensorOptions = {},
): Tensor {
  const { values, shape: own } = isArrayOfNumbers(data)
    ? { values: Float32Array.from(data), shape: [data.length] }
    : readNested(data);
  const target = shape === undefined ? own : shape;
  requireShape("tensor", target);
  requireFill("tensor", values, target);
  return adopt(values, target, options);
}

/** A leaf of zeros. Throws ShapeError SHAPE_INVALID for a dimension that is no whole number above 0. */
export function zeros(shape: Shape, options: TensorOptions = {}): Tensor {
  requireShape("zeros", shape);
  return adopt(new Float32Array(sizeOf(shape)), shape, options);
}

/** A leaf of ones. Throws ShapeError SHAPE_INVALID for a dimension that is no whole number above 0. */
export function ones(shape: Shape, options: TensorOptions = {}): Tensor {
  requireShape("ones", shape);
  return adopt(new Float32Array(sizeOf(shape)).fill(1), shape, options);
}

/** A leaf over `data` itself, which the caller gives away. */
export function adopt(data: Float32Array, shape: Shape, options: TensorOptions = {}): Tensor {
  checkOptions("tensor", options, { requiresGrad: flag });
  return new Tensor([...shape], data.length, "leaf", "tensor", nowhere, 0, data, options.requiresGrad === true);
}

/** What can hold nothing else, such as a typed array; lists of JavaScript are read entry by entry. */
function isArrayOfNumbers(data: unknown): data is ArrayLike<number> {
  return typeof data === "object" && data !== null && !Array.isArray(data) && "length" in data;
}
