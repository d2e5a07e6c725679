// The network is in nn/; what still looks for it here finds it.
export { ForecastNetwork, type ForecastNetworkOptions } from "../nn/forecast-network.ts";
