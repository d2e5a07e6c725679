// Functions of one value. The gradients of tanh, sigmoid, relu and exp are read off the output, which is kept.
import { kernels } from "../kernels/wasm/engine.ts";
import { scratch } from "./step.ts";
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

/**
 * log(1 + e^x): relative error < 1e-6. Gradient: g sigmoid(x).
 *
 *   max(x, 0) + log(1 + e^-|x|)
 */
export function softplus(x: Tensor): Tensor {
  requireTensor("softplus", "x", x);
  const out = allocateTensor(x.shape, "softplus");
  const n = out.size;
  const [y, px, positive] = [out.pointer(), x.pointer(), scratch(n * 4)];
  const k = kernels();
  const e = absolute(px, n);
  k.mulScalar(e, e, -1, n, 0);
  k.expArray(e, e, n);
  logOnePlus(y, e, n);
  k.reluArray(positive, px, n);
  k.addInto(y, positive, n);
  record("softplus", [x], [out], () => {
    const slope = scratch(n * 4);
    kernels().sigmoidArray(slope, px, n);
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().mulArrays(x.gradPointer(), out.gradPointer(), slope, n, accumulate);
  });
  return out;
}

/**
 * The inverse hyperbolic sine of |x| < 1e19: about x near 0, about the logarithm of 2|x| with x's sign far from it; relative error < 1e-6.
 * Gradient: g / sqrt(1 + x^2), within 1e-5 relative.
 *
 *   sign(x) log(1 + |x| + x^2 / (1 + s)),  s = sqrt(1 + x^2)
 */
export function asinh(x: Tensor): Tensor {
  requireTensor("asinh", "x", x);
  const out = allocateTensor(x.shape, "asinh");
  const n = out.size;
  const [y, px] = [out.pointer(), x.pointer()];
  const [s, t] = [scratch(n * 4), scratch(n * 4)];
  const k = kernels();
  const size = absolute(px, n);
  k.mulArrays(s, px, px, n, 0);
  k.addScalar(s, s, 1, n);
  k.logArray(s, s, n);
  k.mulScalar(s, s, 0.5, n, 0);
  k.expArray(s, s, n);
  k.addScalar(t, s, 1, n);
  k.divArrays(t, size, t, n, 0);
  k.mulArrays(t, t, size, n, 0);
  k.addInto(t, size, n);
  logOnePlus(y, t, n);
  // The sign, which is 0 at 0.
  k.addScalar(t, size, 1e-37, n);
  k.divArrays(t, px, t, n, 0);
  k.mulArrays(y, y, t, n, 0);
  record("asinh", [x], [out], () => {
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().divArrays(x.gradPointer(), out.gradPointer(), s, n, accumulate);
  });
  return out;
}

/** |x| of n numbers, in step memory. */
function absolute(x: number, n: number): number {
  const [size, positive] = [scratch(n * 4), scratch(n * 4)];
  const k = kernels();
  k.mulScalar(size, x, -1, n, 0);
  k.reluArray(size, size, n);
  k.reluArray(positive, x, n);
  k.addInto(size, positive, n);
  return size;
}

/** out = log(1 + e) for n numbers e from 0, precise where they are small: what the sum 1 + e lost is added over it. */
function logOnePlus(out: number, e: number, n: number): void {
  const [sum, lost] = [scratch(n * 4), scratch(n * 4)];
  const k = kernels();
  k.addScalar(sum, e, 1, n);
  k.addScalar(lost, sum, -1, n);
  k.subArrays(lost, e, lost, n);
  k.divArrays(lost, lost, sum, n, 0);
  k.logArray(out, sum, n);
  k.addInto(out, lost, n);
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
