// What the library shows of tensors.
export { exp, log, relu, sigmoid, tanh } from "./activations.ts";
export { add, div, mul, neg, sub } from "./arithmetic.ts";
export { ones, type TensorOptions, tensor, zeros } from "./creation.ts";
export { dropout } from "./dropout.ts";
export { gather } from "./gather.ts";
export { concat, stack } from "./joining.ts";
export { matmul } from "./matmul.ts";
export { Parameter } from "./parameter.ts";
export { mean, sum } from "./reductions.ts";
export { noGrad, scope } from "./scope.ts";
export type { Shape } from "./shape.ts";
export { reshape, select, slice, transpose } from "./shaping.ts";
export { logSoftmax, softmax } from "./softmax.ts";
export { setStepMemoryLimit } from "./step.ts";
export { Tensor } from "./tensor.ts";
