// Whole numbers as rows that are 1 at one place.

import { ShapeError } from "../core/errors.ts";
import { COUNT, requireOption } from "../core/option-rules.ts";
import { f32, writeFloats } from "../kernels/wasm/engine.ts";
import { EQUAL, moreKernels } from "../kernels/wasm/more-kernels.ts";
import {
  allocateTensor,
  announce,
  describeShape,
  expandTo,
  requireTensor,
  reshape,
  scratch,
  type Tensor,
  viewTensor,
} from "../tensor/index.ts";

/**
 * [..] whole numbers from 0 to classes - 1 -> [.., classes]: out[.., k] is 1 where the number is k, else 0. No gradient.
 * Throws ShapeError INDEX_OUT_OF_RANGE for a number that is no class; a plan looks at no numbers, and there such a row is 0 throughout.
 * Source: torch.nn.functional.one_hot.
 */
export function oneHot(index: Tensor, classes: number): Tensor {
  requireTensor("oneHot", "the index", index);
  requireOption("oneHot", "classes", COUNT, classes);
  const start = index.pointer() >>> 2;
  const wrong = f32()
    .subarray(start, start + index.size)
    .findIndex((value) => !Number.isInteger(value) || value < 0 || value >= classes);
  if (wrong >= 0) {
    throw new ShapeError(
      "INDEX_OUT_OF_RANGE",
      "oneHot",
      `number ${wrong} of the index ${describeShape(index.shape)} is ${f32()[start + wrong]}; it must be a whole number from 0 to ${classes - 1}`,
    );
  }
  const shape = [...index.shape, classes];
  const numbers = scratch(classes * 4);
  writeFloats(
    numbers,
    Float32Array.from({ length: classes }, (_, k) => k),
  );
  const given = expandTo(reshape(index, [...index.shape, 1]), shape);
  const wanted = expandTo(viewTensor([classes], "oneHot", numbers), shape);
  const out = allocateTensor(shape, "oneHot");
  moreKernels().compareArrays(out.pointer(), given, wanted, out.size, EQUAL);
  announce("oneHot", [index], [out], classes);
  return out;
}
