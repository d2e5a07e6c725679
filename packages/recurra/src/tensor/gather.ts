// gather: numbers picked by index along one dimension, as in PyTorch.
import { ShapeError } from "../core/errors.ts";
import { f32, i32, kernels } from "../kernels/wasm/engine.ts";
import { refuseInPlan } from "../kernels/wasm/recorder.ts";
import { describeShape, dimensionOf, stridesOf } from "./shape.ts";
import { scratch } from "./step.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/**
 * out[i, j] = x[index[i, j], j] for dim 0, x[i, index[i, j]] for dim 1, and so on; out has the shape of `index`.
 * `index` holds whole numbers, has the rank of x, and is nowhere larger than x except along `dim`.
 * Gradient: g added where it came from, in ascending order. Throws ShapeError GATHER_SHAPES or GATHER_INDEX.
 */
export function gather(x: Tensor, dim: number, index: Tensor): Tensor {
  requireTensor("gather", "x", x);
  requireTensor("gather", "index", index);
  const d = dimensionOf("gather", dim, x.shape);
  if (index.shape.length !== x.shape.length || index.shape.some((n, i) => i !== d && n > x.shape[i])) {
    throw new ShapeError(
      "GATHER_SHAPES",
      "gather",
      `the index ${describeShape(index.shape)} does not fit the tensor ${describeShape(x.shape)}: it needs the same number of dimensions, none larger except dimension ${d}`,
    );
  }
  const from = x.pointer();
  const at = positions(x, d, index);
  const out = allocateTensor(index.shape, "gather");
  kernels().gatherArray(out.pointer(), from, at, out.size);
  record(
    "gather",
    [x],
    [out],
    () => {
      kernels().scatterAdd(x.gradPointer(), out.gradPointer(), at, out.size);
    },
    d,
    index,
  );
  return out;
}

/** Where each picked number lies in x, in elements, as 32-bit integers in step memory. */
function positions(x: Tensor, dim: number, index: Tensor): number {
  refuseInPlan("gather reads numbers in JavaScript");
  const source = index.pointer() >>> 2;
  const at = scratch(index.size * 4);
  const values = f32();
  const target = i32();
  const strides = stridesOf(x.shape);
  const counter = new Array<number>(index.shape.length).fill(0);
  let base = 0;
  for (let i = 0; i < index.size; i++) {
    const value = values[source + i];
    if (!Number.isInteger(value) || value < 0 || value >= x.shape[dim]) {
      throw new ShapeError(
        "GATHER_INDEX",
        "gather",
        `the index holds ${value} at [${counter.join(", ")}], but dimension ${dim} of ${describeShape(x.shape)} has the indices 0 to ${x.shape[dim] - 1}`,
      );
    }
    target[(at >>> 2) + i] = base + value * strides[dim];
    for (let k = counter.length - 1; k >= 0; k--) {
      counter[k]++;
      if (k !== dim) base += strides[k];
      if (counter[k] < index.shape[k]) break;
      if (k !== dim) base -= index.shape[k] * strides[k];
      counter[k] = 0;
    }
  }
  return at;
}
