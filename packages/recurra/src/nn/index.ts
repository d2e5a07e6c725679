export {
  type Architecture,
  type EncoderDecoderArchitecture,
  type ForecastNetworkArchitecture,
  type LayerArchitecture,
  layersOf,
  parameterShapes,
  type RecurrentArchitecture,
  type SeasonNetworkArchitecture,
  type SegmentNetworkArchitecture,
  type Seq2SeqNetworkArchitecture,
  type SequentialArchitecture,
} from "./form/architecture.ts";
export { isModuleClass, type ModuleClass } from "./form/module-kinds.ts";
export { architectureOf, moduleOf } from "./form/module-of.ts";
export type { OwnArchitecture } from "./form/own-architecture.ts";
export { ReLU, Sigmoid, Softplus, Tanh } from "./layers/activations.ts";
export { AdditiveAttention, type AdditiveAttentionOptions } from "./layers/additive-attention.ts";
export {
  type AttentionMask,
  type AttentionOptions,
  MultiheadAttention,
  type MultiheadAttentionOptions,
  scaledDotProductAttention,
} from "./layers/attention.ts";
export { BatchNorm1d, type BatchNorm1dOptions } from "./layers/batch-norm.ts";
export { Conv1d, type Conv1dOptions, type ConvPadding } from "./layers/conv1d.ts";
export { Dropout } from "./layers/dropout.ts";
export { Dropout1d } from "./layers/dropout1d.ts";
export { Embedding, type EmbeddingOptions } from "./layers/embedding.ts";
export { GELU, LeakyReLU, SiLU } from "./layers/gated.ts";
export { NonCrossing, StudentT } from "./layers/heads.ts";
export { LayerNorm, type LayerNormOptions } from "./layers/layer-norm.ts";
export { Linear, type LinearOptions } from "./layers/linear.ts";
export { LuongAttention, type LuongAttentionOptions } from "./layers/luong-attention.ts";
export { type CosineSimilarityOptions, cosineEmbeddingLoss, cosineSimilarity } from "./losses/cosine.ts";
export { type CrossEntropyOptions, crossEntropyLoss } from "./losses/cross-entropy.ts";
export { type CtcOptions, ctcLoss } from "./losses/ctc.ts";
export {
  type GaussianNllOptions,
  gaussianNllLoss,
  type KlDivOptions,
  klDivLoss,
  negativeBinomialNllLoss,
  type PoissonNllOptions,
  poissonNllLoss,
} from "./losses/distributions.ts";
export { bceWithLogitsLoss, huberLoss, l1Loss, mseLoss } from "./losses/losses.ts";
export { isMeanOverSamples, meanOverSamples } from "./losses/mean-over-samples.ts";
export { quantileLoss } from "./losses/quantile.ts";
export { studentTNllLoss } from "./losses/student-t-nll.ts";
export { Module } from "./module/module.ts";
export { type NamePrefixes, stateDictOf, storedTensors } from "./module/stored-state.ts";
export { withEvaluation } from "./module/with-evaluation.ts";
export { type DecodeOptions, EncoderDecoder, type EncoderDecoderOptions } from "./networks/encoder-decoder.ts";
export { type SamplingCurve, type ScheduledSamplingOptions, scheduledSampling } from "./networks/scheduled-sampling.ts";
export { type Layer, type SequenceLayer, Sequential } from "./networks/sequential.ts";
export { Bidirectional, type BidirectionalOptions } from "./recurrent/bidirectional.ts";
export {
  type CellFacts,
  type CellTypes,
  cellFacts,
  cellNameOf,
  type RecurrentNetwork,
  recurrentNetwork,
} from "./recurrent/cells.ts";
export { GRU, type GRUOptions } from "./recurrent/gru.ts";
export { GRUCell, type GRUCellOptions } from "./recurrent/gru-cell.ts";
export type { NetworkState } from "./recurrent/held-state.ts";
export { LastStep } from "./recurrent/last-step.ts";
export { LSTM } from "./recurrent/lstm.ts";
export { LSTMCell, type MemoryState } from "./recurrent/lstm-cell.ts";
export { MinGRU } from "./recurrent/mingru.ts";
export type { CellState, HiddenState, RecurrentOptions, SequenceOptions } from "./recurrent/recurrent.ts";
export {
  RecurrentOf,
  type RecurrentOfOptions,
  type StepOptions,
  type UnrollOptions,
  type Zoneout,
} from "./recurrent/recurrent-of.ts";
export { type DirectionTrace, RecurrentTrace } from "./recurrent/recurrent-trace.ts";
export { RNN, type RNNOptions } from "./recurrent/rnn.ts";
export { RNNCell, type RNNCellOptions } from "./recurrent/rnn-cell.ts";
export { type NormalisedState, SLSTM, type SLSTMOptions } from "./recurrent/slstm.ts";
export type { CellModule, StepCellOptions, StepState } from "./recurrent/step-cell.ts";
export { Stepper, type StepperOptions, type StepperState } from "./recurrent/stepper.ts";
