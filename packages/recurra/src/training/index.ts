export type { Epoch, TrainingResult } from "./epoch.ts";
export type { Batch, TrainOptions } from "./options.ts";
export { train } from "./train.ts";
