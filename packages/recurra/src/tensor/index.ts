// What the rooms above may use. The first block is the library's face (src/index.ts passes it on by name); the second is for
// operations that are written outside this folder, such as recurrent layers.

export { announce, type WatchedTensor, type Watcher, watched, watchOperations } from "../watch/watch.ts";
export { asinh, exp, log, relu, sigmoid, softplus, tanh } from "./activations.ts";
export { add, div, mul, neg, sub } from "./arithmetic.ts";
export { addReducedGradient, expandTo } from "./broadcast.ts";
export { adopt, ones, type TensorOptions, tensor, zeros } from "./creation.ts";
export { drawDecisions } from "./draw.ts";
export { dropout } from "./dropout.ts";
export { gather } from "./gather.ts";
export { concat, stack } from "./joining.ts";
export { copyStrided } from "./layout.ts";
export { matmul } from "./matmul.ts";
export { type MemoryUse, memoryUse } from "./memory-use.ts";
export { Tensor } from "./methods.ts";
export type { Reservation } from "./parameter.ts";
export { Parameter } from "./parameter.ts";
export { type MemoryRange, Plan, type PlanData } from "./plan.ts";
export { mean, reducedShape, sum } from "./reductions.ts";
export { noGrad, scope } from "./scope.ts";
export type { Shape } from "./shape.ts";
export {
  aroundDimension,
  broadcastShapes,
  describeShape,
  dimensionOf,
  requireShape,
  sameShape,
  sizeOf,
  stridesOf,
} from "./shape.ts";
export { reshape, select, slice, transpose } from "./shaping.ts";
export { logSoftmax, softmax } from "./softmax.ts";
export { forever, scratch, setStepMemoryLimit } from "./step.ts";
export { record } from "./tape.ts";
export { allocateTensor, requireTensor, viewTensor } from "./tensor.ts";
