export * from "./core/errors.ts";
export * as portableMath from "./core/math.ts";
export { Generator, manualSeed, withSeed } from "./core/random.ts";
export * from "./data/index.ts";
export * from "./evaluation/index.ts";
export * from "./experiment/index.ts";
export * from "./forecast/index.ts";
export {
  type Dtype,
  readSafetensors,
  type SafetensorsFile,
  type StoredTensor,
  writeSafetensors,
} from "./format/safetensors.ts";
export { fastSupported, type Mode, withMode } from "./kernels/wasm/engine.ts";
export { nativeSupported } from "./kernels/wasm/native-mode.ts";
export * from "./model/index.ts";
export * from "./nn/index.ts";
export * from "./optim/index.ts";
export {
  add,
  concat,
  div,
  dropout,
  exp,
  gather,
  log,
  logSoftmax,
  type MemoryUse,
  matmul,
  mean,
  memoryUse,
  mul,
  neg,
  noGrad,
  ones,
  Parameter,
  relu,
  reshape,
  type Shape,
  scope,
  select,
  setStepMemoryLimit,
  sigmoid,
  slice,
  softmax,
  stack,
  sub,
  sum,
  Tensor,
  type TensorOptions,
  tanh,
  tensor,
  transpose,
  zeros,
} from "./tensor/index.ts";
export * from "./training/index.ts";
