// recurra/forecast-network: what a Forecaster is inside, for those who write it in another form, as @recurra/onnx does.

export type { ColumnScale, WindowNormaliser } from "./forecast/windows/window-normaliser.ts";
export { ForecastNetwork, type ForecastNetworkOptions } from "./nn/networks/forecast-network.ts";
export { SegmentNetwork, type SegmentNetworkOptions } from "./nn/networks/segment-network.ts";
export { Seq2SeqNetwork, type Seq2SeqNetworkOptions } from "./nn/networks/seq2seq-network.ts";
