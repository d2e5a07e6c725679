// softmax and logSoftmax. The kernels work on rows; another dimension is brought to the end and back.
import { kernels } from "../kernels/wasm/engine.ts";
import { dimensionOf } from "./shape.ts";
import { transpose } from "./shaping.ts";
import { record } from "./tape.ts";
import { allocateTensor, type Tensor } from "./tensor.ts";

/** exp(x) / sum(exp(x)) along `dim`. Gradient: y (g - sum(g y)). Throws ShapeError DIMENSION_OUT_OF_RANGE. */
export function softmax(x: Tensor, dim = -1): Tensor {
  return along("softmax", x, dim, softmaxLast);
}

/** x - log(sum(exp(x))) along `dim`. Gradient: g - exp(y) sum(g). Throws ShapeError DIMENSION_OUT_OF_RANGE. */
export function logSoftmax(x: Tensor, dim = -1): Tensor {
  return along("logSoftmax", x, dim, logSoftmaxLast);
}

function along(name: string, x: Tensor, dim: number, last: (x: Tensor) => Tensor): Tensor {
  const d = dimensionOf(name, dim, x.shape);
  const end = x.shape.length - 1;
  return d === end ? last(x) : transpose(last(transpose(x, d, end)), d, end);
}

function softmaxLast(x: Tensor): Tensor {
  const n = x.shape[x.shape.length - 1];
  const rows = x.size / n;
  const out = allocateTensor(x.shape, "softmax");
  kernels().softmaxRows(out.pointer(), x.pointer(), rows, n);
  record("softmax", [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().softmaxGradient(x.gradPointer(), g, out.pointer(), rows, n, accumulate);
  });
  return out;
}

function logSoftmaxLast(x: Tensor): Tensor {
  const n = x.shape[x.shape.length - 1];
  const rows = x.size / n;
  const out = allocateTensor(x.shape, "logSoftmax");
  kernels().logSoftmaxRows(out.pointer(), x.pointer(), rows, n);
  record("logSoftmax", [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().logSoftmaxGradient(x.gradPointer(), g, out.pointer(), rows, n, accumulate);
  });
  return out;
}
