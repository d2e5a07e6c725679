export { Adagrad, type AdagradOptions } from "./adagrad.ts";
export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export { AveragedModel, type AveragedModelOptions } from "./averaged-model.ts";
export { clipFactor, clipGradNorm, gradientNorm } from "./clip.ts";
export { NAdam, type NAdamOptions } from "./nadam.ts";
export { type OneCycleLROptions, oneCycleLR } from "./one-cycle.ts";
export { Optimizer, type OptimizerState, type StepOptions } from "./optimizer.ts";
export type { Optimized, ParameterGroup } from "./parameter-groups.ts";
export { RMSprop, type RMSpropOptions } from "./rmsprop.ts";
export {
  type CosineAnnealingLROptions,
  cosineAnnealingLR,
  exponentialLR,
  type LinearLROptions,
  linearLR,
  type ReduceLROnPlateauOptions,
  reduceLROnPlateau,
  type Schedule,
  type SequentialLROptions,
  type StepLROptions,
  sequentialLR,
  stepLR,
} from "./schedules.ts";
export { SGD, type SgdOptions } from "./sgd.ts";
