// Functions of one value. The gradients of tanh, sigmoid, relu and exp are read off the output, which is kept.
import { kernels } from "../kernels/wasm/engine.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/** Hyperbolic tangent: absolute error < 2e-7. Gradient: g (1 - y^2). */
export function tanh(x: Tensor): Tensor {
  return mapValues("tanh", x, "tanhArray", "tanhGradient");
}

/** 1 / (1 + exp(-x)): absolute error < 2e-7. Gradient: g y (1 - y). */
export function sigmoid(x: Tensor): Tensor {
  return mapValues("sigmoid", x, "sigmoidArray", "sigmoidGradient");
}

/** max(x, 0). Gradient: g where y > 0. */
export function relu(x: Tensor): Tensor {
  return mapValues("relu", x, "reluArray", "reluGradient");
}

/** e^x: < 2 ulp. Gradient: g y. */
export function exp(x: Tensor): Tensor {
  return mapValues("exp", x, "expArray", "mulArrays");
}

/** Natural logarithm: < 2 ulp; -Infinity at 0, NaN below. Gradient: g / x. */
export function log(x: Tensor): Tensor {
  return mapValues("log", x, "logArray", "divArrays");
}

/** `gradient` takes the gradient of the output and the output itself; that of the logarithm divides by the input. */
function mapValues(
  name: string,
  x: Tensor,
  value: "tanhArray" | "sigmoidArray" | "reluArray" | "expArray" | "logArray",
  gradient: "tanhGradient" | "sigmoidGradient" | "reluGradient" | "mulArrays" | "divArrays",
): Tensor {
  requireTensor(name, "x", x);
  const out = allocateTensor(x.shape, name);
  kernels()[value](out.pointer(), x.pointer(), out.size);
  const read = gradient === "divArrays" ? x : out;
  record(name, [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels()[gradient](x.gradPointer(), g, read.pointer(), out.size, accumulate);
  });
  return out;
}
