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
export {
  type AttentionMask,
  type AttentionOptions,
  MultiheadAttention,
  type MultiheadAttentionOptions,
  scaledDotProductAttention,
} from "./layers/attention.ts";
export { Dropout } from "./layers/dropout.ts";
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
export { type DecodeOptions, EncoderDecoder, type EncoderDecoderOptions } from "./networks/encoder-decoder.ts";
export { type SamplingCurve, type ScheduledSamplingOptions, scheduledSampling } from "./networks/scheduled-sampling.ts";
export { type Layer, type SequenceLayer, Sequential } from "./networks/sequential.ts";
export {
  type CellFacts,
  type CellTypes,
  cellFacts,
  cellNameOf,
  type RecurrentNetwork,
  recurrentNetwork,
} from "./recurrent/cells.ts";
export { GRU, type GRUOptions } from "./recurrent/gru.ts";
export type { NetworkState } from "./recurrent/held-state.ts";
export { LastStep } from "./recurrent/last-step.ts";
export { LSTM } from "./recurrent/lstm.ts";
export { MinGRU } from "./recurrent/mingru.ts";
export type { CellState, HiddenState, RecurrentOptions, SequenceOptions } from "./recurrent/recurrent.ts";
export { type DirectionTrace, RecurrentTrace } from "./recurrent/recurrent-trace.ts";
export { RNN, type RNNOptions } from "./recurrent/rnn.ts";
export { type NormalisedState, SLSTM, type SLSTMOptions } from "./recurrent/slstm.ts";
export { Stepper, type StepperOptions, type StepperState } from "./recurrent/stepper.ts";
