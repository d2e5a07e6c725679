export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export { clipFactor, clipGradNorm, gradientNorm } from "./clip.ts";
export { Optimiser, type OptimiserState, type StepOptions } from "./optimiser.ts";
export { SGD, type SgdOptions } from "./sgd.ts";
