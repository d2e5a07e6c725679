export type { Epoch, TrainingResult } from "./epoch.ts";
export type { Batch, Optimizer, TrainOptions } from "./options.ts";
export { train } from "./train.ts";
