// softmax and logSoftmax. The kernels work on rows; another dimension is brought to the end and back.
import { kernels } from "../kernels/wasm/engine.ts";
import { dimensionOf } from "./shape.ts";
import { transpose } from "./shaping.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/** exp(x) / sum(exp(x)) along `dim`. Gradient: y (g - sum(g y)). Throws ShapeError DIMENSION_OUT_OF_RANGE. */
export function softmax(x: Tensor, dim = -1): Tensor {
  return along("softmax", x, dim, "softmaxRows", "softmaxGradient");
}

/** x - log(sum(exp(x))) along `dim`. Gradient: g - exp(y) sum(g). Throws ShapeError DIMENSION_OUT_OF_RANGE. */
export function logSoftmax(x: Tensor, dim = -1): Tensor {
  return along("logSoftmax", x, dim, "logSoftmaxRows", "logSoftmaxGradient");
}

type Rows = "softmaxRows" | "logSoftmaxRows";
type Gradient = "softmaxGradient" | "logSoftmaxGradient";

function along(name: string, x: Tensor, dim: number, value: Rows, gradient: Gradient): Tensor {
  requireTensor(name, "x", x);
  const d = dimensionOf(name, dim, x.shape);
  const end = x.shape.length - 1;
  if (d === end) return alongLast(name, x, value, gradient);
  return transpose(alongLast(name, transpose(x, d, end), value, gradient), d, end);
}

function alongLast(name: string, x: Tensor, value: Rows, gradient: Gradient): Tensor {
  const n = x.shape[x.shape.length - 1];
  const rows = x.size / n;
  const out = allocateTensor(x.shape, name);
  kernels()[value](out.pointer(), x.pointer(), rows, n);
  record(name, [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels()[gradient](x.gradPointer(), g, out.pointer(), rows, n, accumulate);
  });
  return out;
}
