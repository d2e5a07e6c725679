export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export { clipGradNorm } from "./clip.ts";
export { Optimiser, type OptimiserState } from "./optimiser.ts";
export { SGD, type SgdOptions } from "./sgd.ts";
