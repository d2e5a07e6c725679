// recurra: what a program of ten lines needs. All else is a room's: recurra/nn, recurra/evaluation, recurra/data, ...
export {
  DataError,
  FormatError,
  OptionError,
  RecurraError,
  ShapeError,
  StateError,
  TrainingError,
} from "./core/errors.ts";
export { manualSeed, withSeed } from "./core/random.ts";
export { type CsvOptions, decodeText, Series } from "./data/index.ts";
export { type BacktestReport, backtest, type Forecastable } from "./evaluation/index.ts";
export {
  Experiment,
  type ExperimentEvent,
  type ExperimentOptions,
  type ExperimentResult,
  type ExperimentSettings,
  experiment,
  predictNext,
  readSettings,
} from "./experiment/index.ts";
export {
  Forecaster,
  type ForecasterOptions,
  type ForecasterParts,
  type ForecastRow,
  readForecaster,
  writeForecaster,
} from "./forecast/index.ts";
export { type Mode, withMode } from "./kernels/wasm/engine.ts";
export { Model } from "./model/index.ts";
export {
  bceWithLogitsLoss,
  crossEntropyLoss,
  Dropout,
  EncoderDecoder,
  GRU,
  huberLoss,
  LastStep,
  Linear,
  LSTM,
  l1Loss,
  MinGRU,
  Module,
  mseLoss,
  ReLU,
  RNN,
  Sequential,
  Sigmoid,
  SLSTM,
  Stepper,
  Tanh,
} from "./nn/index.ts";
export { Adam, AdamW, clipGradNorm, SGD } from "./optim/index.ts";
export {
  concat,
  noGrad,
  ones,
  Parameter,
  type Shape,
  scope,
  stack,
  Tensor,
  tensor,
  zeros,
} from "./tensor/index.ts";
export {
  type Batch,
  type Epoch,
  Predictor,
  type TrainingState,
  type TrainOptions,
  train,
} from "./training/index.ts";
