export { setThreadScript } from "../threads/index.ts";
export type { Epoch, TrainingResult } from "./epoch.ts";
export type { Metric, MetricValue, ModelMetric, RowMetric } from "./metrics.ts";
export type { Batch, TrainOptions, TrainStep } from "./options.ts";
export { Predictor, type PredictorOptions } from "./predictor.ts";
export { train } from "./train.ts";
export type { CheckpointOptions, EndedTraining, TrainingState } from "./training-state.ts";
export { readTrainingState, type StoredTrainingState, writeTrainingState } from "./training-state-file.ts";
