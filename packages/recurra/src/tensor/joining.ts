// concat and stack: several tensors side by side in one.

import { ShapeError } from "../core/errors.ts";
import { refuseValue } from "../core/option-rules.ts";
import { copyStrided } from "./layout.ts";
import { describeShape, dimensionOf, type Shape, sameShape, stridesOf } from "./shape.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/** Tensors joined along the dimension `dim`; every other dimension must agree. Throws ShapeError CONCAT_SHAPES or LIST_EMPTY. */
export function concat(list: readonly Tensor[], dim: number): Tensor {
  requireSome("concat", list);
  const first = list[0].shape;
  const d = dimensionOf("concat", dim, first);
  let total = 0;
  for (const part of list) {
    if (part.shape.length !== first.length || part.shape.some((n, i) => i !== d && n !== first[i])) {
      throw new ShapeError(
        "CONCAT_SHAPES",
        "concat",
        `the shapes ${describeShape(first)} and ${describeShape(part.shape)} must agree except in dimension ${d}`,
      );
    }
    total += part.shape[d];
  }
  const shape = first.map((n, i) => (i === d ? total : n));
  return join(
    "concat",
    list,
    shape,
    d,
    list.map((part) => part.shape),
  );
}

/** Tensors of one shape as indices 0, 1, 2.. of a new dimension `dim`. Throws ShapeError STACK_SHAPES or LIST_EMPTY. */
export function stack(list: readonly Tensor[], dim = 0): Tensor {
  requireSome("stack", list);
  const first = list[0].shape;
  const d = dimensionOf("stack", dim, first, 1);
  for (const part of list) {
    if (!sameShape(part.shape, first)) {
      throw new ShapeError(
        "STACK_SHAPES",
        "stack",
        `all shapes must be equal, but found ${describeShape(first)} and ${describeShape(part.shape)}`,
      );
    }
  }
  const one = [...first.slice(0, d), 1, ...first.slice(d)];
  const shape = one.map((n, i) => (i === d ? list.length : n));
  return join(
    "stack",
    list,
    shape,
    d,
    list.map(() => one),
  );
}

/** `walks[i]` is the shape of part i as a block of the result. */
function join(name: string, list: readonly Tensor[], shape: Shape, dim: number, walks: readonly Shape[]): Tensor {
  const parts = [...list];
  const outStrides = stridesOf(shape);
  const out = allocateTensor(shape, name);
  let offset = out.pointer();
  for (let i = 0; i < parts.length; i++) {
    copyStrided(offset, parts[i].pointer(), walks[i], outStrides, stridesOf(walks[i]), false);
    offset += walks[i][dim] * outStrides[dim] * 4;
  }
  record(
    name,
    parts,
    [out],
    () => {
      let g = out.gradPointer();
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i];
        if (part.requiresGrad) {
          const accumulate = !part.takeFreshGrad();
          copyStrided(part.gradPointer(), g, walks[i], stridesOf(walks[i]), outStrides, accumulate);
        }
        g += walks[i][dim] * outStrides[dim] * 4;
      }
    },
    dim,
  );
  return out;
}

function requireSome(name: string, list: readonly Tensor[]): void {
  if (!Array.isArray(list)) throw refuseValue(name, "list", "a list of tensors", list);
  if (list.length === 0) throw new ShapeError("LIST_EMPTY", name, "the list is empty; give at least one tensor");
  for (const part of list) requireTensor(name, "each in the list", part);
}
