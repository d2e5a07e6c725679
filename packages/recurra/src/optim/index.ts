export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export { AveragedModel, type AveragedModelOptions } from "./averaged-model.ts";
export { clipFactor, clipGradNorm, gradientNorm } from "./clip.ts";
export { Optimizer, type OptimizerState, type StepOptions } from "./optimizer.ts";
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
