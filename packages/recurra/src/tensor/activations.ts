// Functions of one value. The gradients of tanh, sigmoid, relu and exp are read off the output, which is kept.
import { kernels } from "../kernels/wasm/engine.ts";
import { record } from "./tape.ts";
import { allocateTensor, type Tensor } from "./tensor.ts";

/** Hyperbolic tangent: absolute error < 2e-7. Gradient: g (1 - y^2). */
export function tanh(x: Tensor): Tensor {
  const out = allocateTensor(x.shape, "tanh");
  kernels().tanhArray(out.pointer(), x.pointer(), out.size);
  record("tanh", [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().tanhGradient(x.gradPointer(), g, out.pointer(), out.size, accumulate);
  });
  return out;
}

/** 1 / (1 + exp(-x)): absolute error < 2e-7. Gradient: g y (1 - y). */
export function sigmoid(x: Tensor): Tensor {
  const out = allocateTensor(x.shape, "sigmoid");
  kernels().sigmoidArray(out.pointer(), x.pointer(), out.size);
  record("sigmoid", [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().sigmoidGradient(x.gradPointer(), g, out.pointer(), out.size, accumulate);
  });
  return out;
}

/** max(x, 0). Gradient: g where y > 0. */
export function relu(x: Tensor): Tensor {
  const out = allocateTensor(x.shape, "relu");
  kernels().reluArray(out.pointer(), x.pointer(), out.size);
  record("relu", [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().reluGradient(x.gradPointer(), g, out.pointer(), out.size, accumulate);
  });
  return out;
}

/** e^x: < 2 ulp. Gradient: g y. */
export function exp(x: Tensor): Tensor {
  const out = allocateTensor(x.shape, "exp");
  kernels().expArray(out.pointer(), x.pointer(), out.size);
  record("exp", [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().mulArrays(x.gradPointer(), g, out.pointer(), out.size, accumulate);
  });
  return out;
}

/** Natural logarithm: < 2 ulp; -Infinity at 0, NaN below. Gradient: g / x. */
export function log(x: Tensor): Tensor {
  const out = allocateTensor(x.shape, "log");
  kernels().logArray(out.pointer(), x.pointer(), out.size);
  record("log", [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().divArrays(x.gradPointer(), g, x.pointer(), out.size, accumulate);
  });
  return out;
}
