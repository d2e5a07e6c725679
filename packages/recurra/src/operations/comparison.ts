// eq, ne, lt, le, gt and ge, element by element, with broadcasting: masks of 1 and 0, through which no gradient goes.
import { EQUAL, LESS, LESS_EQUAL, moreKernels, UNEQUAL } from "../kernels/wasm/more-kernels.ts";
import { allocateTensor, announce, type Tensor } from "../tensor/index.ts";
import { addressOf, type Operand, shapeOfOperands } from "./operand.ts";

/** 1 where a = b, else 0. Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR where neither operand is a tensor. */
export function eq(a: Operand, b: Operand): Tensor {
  return compare("eq", a, b, EQUAL);
}

/** 1 where a and b differ, else 0; NaN differs from all. Throws as eq does. */
export function ne(a: Operand, b: Operand): Tensor {
  return compare("ne", a, b, UNEQUAL);
}

/** 1 where a < b, else 0. Throws as eq does. */
export function lt(a: Operand, b: Operand): Tensor {
  return compare("lt", a, b, LESS);
}

/** 1 where a <= b, else 0. Throws as eq does. */
export function le(a: Operand, b: Operand): Tensor {
  return compare("le", a, b, LESS_EQUAL);
}

/** 1 where a > b, else 0. Throws as eq does. */
export function gt(a: Operand, b: Operand): Tensor {
  return compare("gt", b, a, LESS);
}

/** 1 where a >= b, else 0. Throws as eq does. */
export function ge(a: Operand, b: Operand): Tensor {
  return compare("ge", b, a, LESS_EQUAL);
}

function compare(name: string, a: Operand, b: Operand, kind: number): Tensor {
  const shape = shapeOfOperands(name, { a, b });
  const left = addressOf(a, shape);
  const right = addressOf(b, shape);
  const out = allocateTensor(shape, name);
  moreKernels().compareArrays(out.pointer(), left, right, out.size, kind);
  announce(name, [], [out], [a, b]);
  return out;
}
