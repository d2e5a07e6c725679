// A right call of everything that a program can call, by its name; the things that methods are called on; and what is left out, with why.
import { dataCalls } from "./calls-data.ts";
import { forecastCalls } from "./calls-forecasts.ts";
import { networkCalls } from "./calls-networks.ts";
import type { Entries } from "./library.ts";
import type { Things } from "./things.ts";

export type { Things };
export type Calls = Readonly<Record<string, () => unknown[]>>;

export function makeCalls(things: Things, lib: Entries): Calls {
  return { ...networkCalls(things, lib), ...dataCalls(things, lib), ...forecastCalls(things, lib) };
}

/** What an instance's methods are called on, by its class. */
export const THING_OF: Readonly<Record<string, string>> = {
  ...{
    Tensor: "x",
    Parameter: "parameter",
    RNN: "rnn",
    LSTM: "lstm",
    GRU: "recurrent",
    Linear: "network",
    Module: "network",
  },
  ...{
    Series: "series",
    TrainingSeries: "training",
    SeriesSet: "set",
    AveragedModel: "averaged",
    Optimizer: "adam",
    Scaler: "scaler",
    MinMaxScaler: "minMax",
    RobustScaler: "robust",
    StandardScaler: "scaler",
    SGD: "sgd",
    Adam: "adam",
    AdamW: "adam",
    ZeroShot: "shot",
    SeasonView: "view",
    RecurrentTrace: "trace",
    GlobalForecaster: "both",
    MemberForecaster: "member",
    TimeIndex: "times",
    Windows: "windows",
  },
};
