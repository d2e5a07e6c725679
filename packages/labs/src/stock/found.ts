// All that a run of the stock lab found.
import type { CodeBlock } from "@recurra/report";
import { rmse } from "recurra/evaluation";
import type { AgainstPersistence } from "../prices/against-persistence.ts";
import type { StockData } from "./data.ts";
import type { Protocol } from "./forecast.ts";
import type { StockSettings } from "./settings.ts";

/** Predictions of the test days by the network and by naive forecasts, as prices. */
export interface Paths {
  readonly network: Float64Array;
  /** The last known price, repeated. */
  readonly held: Float64Array;
  /** The line through the first and the last known price, continued. */
  readonly drift: Float64Array;
}

/** All that a run found. */
export interface StockFound {
  readonly settings: StockSettings;
  readonly data: StockData;
  readonly name: string;
  readonly parameters: number;
  /** The network as it prints itself. */
  readonly printed: CodeBlock;
  readonly trainLosses: readonly number[];
  readonly paths: Readonly<Record<Protocol, Paths>>;
  readonly oneDay: AgainstPersistence;
}

/** RMSE in units of the price, MSE in normalised ones. */
type Errors = { readonly rmse: number; readonly mse: number };

/** The errors of the network and of the naive forecasts that know as much. */
export function measureErrors({ data, paths }: StockFound, protocol: Protocol): Record<keyof Paths, Errors> {
  const truth = data.actual.slice(data.testRow);
  const errors = (predicted: Float64Array): Errors => {
    const error = rmse(truth, predicted);
    return { rmse: error, mse: (error / data.scale.scale) * (error / data.scale.scale) };
  };
  const { network, held, drift } = paths[protocol];
  return { network: errors(network), held: errors(held), drift: errors(drift) };
}
