// recurra/forecast-network: what a Forecaster is inside, for those who write it in another form, as @recurra/onnx does.
export { ForecastNetwork, type ForecastNetworkOptions } from "./nn/forecast-network.ts";
export type { ColumnScale, WindowNormaliser } from "./tasks/window-normaliser.ts";
