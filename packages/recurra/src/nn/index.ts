export { ReLU, Sigmoid, Tanh } from "./activations.ts";
export {
  type Architecture,
  type EncoderDecoderArchitecture,
  type ForecastNetworkArchitecture,
  type LayerArchitecture,
  layersOf,
  parameterShapes,
  type RecurrentArchitecture,
  type SequentialArchitecture,
} from "./architecture.ts";
export { crossEntropyLoss } from "./cross-entropy.ts";
export { Dropout } from "./dropout.ts";
export { type DecodeOptions, EncoderDecoder, type EncoderDecoderOptions } from "./encoder-decoder.ts";
export { GRU, type GRUOptions } from "./gru.ts";
export type { NetworkState } from "./held-state.ts";
export { LastStep } from "./last-step.ts";
export { Linear, type LinearOptions } from "./linear.ts";
export { bceWithLogitsLoss, huberLoss, l1Loss, mseLoss } from "./losses.ts";
export { LSTM } from "./lstm.ts";
export { Module } from "./module.ts";
export { architectureOf, moduleOf } from "./module-of.ts";
export type { CellState, HiddenState, RecurrentOptions, SequenceOptions } from "./recurrent.ts";
export { type DirectionTrace, RecurrentTrace } from "./recurrent-trace.ts";
export { RNN, type RNNOptions } from "./rnn.ts";
export { type Layer, type SequenceLayer, Sequential } from "./sequential.ts";
export type { Stepper, StepperOptions, StepperState } from "./stepper.ts";
export { type NamePrefixes, stateDictOf, storedTensors } from "./stored-state.ts";
