// The operations as methods of Tensor. Operations make tensors, so the class itself cannot import them: it is declared in tensor.ts
// without them, and completed here, where both are known.
//
// A module that changes the class when it is loaded would be a side effect: bundlers keep it in every page, or, told that the
// package has none, drop it where it is needed. So the completed class is a value, made by a call that is marked as pure, and whatever
// makes tensors from nothing (creation.ts, parameter.ts) takes the class from here: a page has the methods exactly when it has tensors.
import { checkOptions, flag, object } from "../core/option-rules.ts";
import { exp, log, relu, sigmoid, tanh } from "./activations.ts";
import { add, div, mul, neg, sub } from "./arithmetic.ts";
import { dropout } from "./dropout.ts";
import { gather } from "./gather.ts";
import { matmul } from "./matmul.ts";
import { mean, sum } from "./reductions.ts";
import type { Shape } from "./shape.ts";
import { reshape, select, slice, transpose } from "./shaping.ts";
import { logSoftmax, softmax } from "./softmax.ts";
import { runBackward } from "./tape.ts";
import { Tensor as BareTensor, requireTensor } from "./tensor.ts";

/** The operations that a tensor has as methods. */
interface TensorMethods {
  /**
   * Computes the gradients of this number with respect to every parameter and leaf that requires one, adds them to what
   * is there, and ends the step: all its tensors are released, but this one keeps its value.
   *
   * `retain: true` keeps the step and its graph. `gradient` (of this tensor's shape) starts from something other than a
   * single number. Throws StateError BACKWARD_NO_GRAPH, BACKWARD_ACROSS_SCOPES or TENSOR_RELEASED, PARAMETER_CHANGED when
   * an optimizer stepped in between, ShapeError BACKWARD_NOT_SCALAR.
   */
  backward(options?: { retain?: boolean; gradient?: Tensor }): void;
  /** this + other, broadcasting. */
  add(other: Tensor | number): Tensor;
  /** this - other, broadcasting. */
  sub(other: Tensor | number): Tensor;
  /** this * other, element by element, broadcasting. */
  mul(other: Tensor | number): Tensor;
  /** this / other, element by element, broadcasting. */
  div(other: Tensor | number): Tensor;
  /** -this. */
  neg(): Tensor;
  /** Matrix product over the last two dimensions; the others are batches and broadcast. */
  matmul(other: Tensor): Tensor;
  /** Hyperbolic tangent of each element. */
  tanh(): Tensor;
  /** 1 / (1 + exp(-x)) of each element. */
  sigmoid(): Tensor;
  /** max(x, 0) of each element. */
  relu(): Tensor;
  /** e to the power of each element. */
  exp(): Tensor;
  /** Natural logarithm of each element. */
  log(): Tensor;
  /** exp(x) / sum(exp(x)) along `dim`, the last unless given. */
  softmax(dim?: number): Tensor;
  /** x - log(sum(exp(x))) along `dim`, the last unless given. */
  logSoftmax(dim?: number): Tensor;
  /** The sum over `dim`, or over everything; the dimension goes away unless `keepDim`. */
  sum(dim?: number, keepDim?: boolean): Tensor;
  /** The mean over `dim`, or over everything; the dimension goes away unless `keepDim`. */
  mean(dim?: number, keepDim?: boolean): Tensor;
  /** The same numbers in another shape; one dimension may be -1. */
  reshape(shape: Shape): Tensor;
  /** Two dimensions exchanged. */
  transpose(dim0: number, dim1: number): Tensor;
  /** Index `index` of dimension `dim`, which goes away; negative ones count from the end. */
  select(dim: number, index: number): Tensor;
  /** Time step t of [B, T, ...], giving [B, ...]; step(-1) is the last. */
  step(t: number): Tensor;
  /** Indices start to end (not included) of dimension `dim`; negative ones count from the end. */
  slice(dim: number, start: number, end?: number): Tensor;
  /** out[i, j] = this[index[i, j], j] for dim 0, and so on; out has the shape of `index`. */
  gather(dim: number, index: Tensor): Tensor;
  /** Each element dropped with probability p, the others divided by 1 - p. */
  dropout(p: number): Tensor;
}

declare module "./tensor.ts" {
  interface Tensor extends TensorMethods {}
}

/** Each method as a function of the tensor and the method's own arguments, of which there are at most three. */
const BACKWARD = { retain: flag, gradient: object<BareTensor>("a tensor") };

const operations: {
  readonly [K in keyof TensorMethods]: (
    x: Tensor,
    ...rest: Parameters<TensorMethods[K]>
  ) => ReturnType<TensorMethods[K]>;
} = {
  backward: (x, options = {}) => {
    checkOptions("backward", options, BACKWARD);
    const { retain = false, gradient } = options;
    if (gradient !== undefined) requireTensor("backward", "gradient", gradient);
    runBackward(x, gradient, retain);
  },
  add,
  sub,
  mul,
  div,
  neg,
  matmul,
  tanh,
  sigmoid,
  relu,
  exp,
  log,
  softmax,
  logSoftmax,
  sum,
  mean,
  reshape,
  transpose,
  select,
  step: (x, t) => select(x, 1, t),
  slice,
  gather,
  dropout,
};

/** Not enumerable, as methods of a class are. */
function addMethods(bare: typeof BareTensor): typeof BareTensor {
  for (const [name, operation] of Object.entries<(x: Tensor, ...rest: never[]) => unknown>(operations)) {
    // Named arguments, because gathering and spreading a list takes longer; what is undefined is left to its default.
    const value = function (this: Tensor, first: never, second: never, third: never): unknown {
      return operation(this, first, second, third);
    };
    Object.defineProperty(bare.prototype, name, { value, writable: true, configurable: true });
  }
  return bare;
}

/** The class with its operations. */
export const Tensor: typeof BareTensor = /* @__PURE__ */ addMethods(BareTensor);
export type Tensor = BareTensor;
