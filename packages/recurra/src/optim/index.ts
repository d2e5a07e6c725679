export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export { clipFactor, clipGradNorm, gradientNorm } from "./clip.ts";
export { Optimizer, type OptimizerState, type StepOptions } from "./optimizer.ts";
export { SGD, type SgdOptions } from "./sgd.ts";
