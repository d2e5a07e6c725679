// A small fitted model, and what it forecasts, for the tests of commands that read model files.

import { Forecaster, type ForecastRow, Series, writeForecaster } from "recurra";
import { daily } from "./command.fixture.ts";

export interface FittedModel {
  readonly bytes: Uint8Array;
  /** What the model says after `rows` of the series that it was fitted on. */
  readonly forecast: (rows: number) => ForecastRow[];
}

/** Fitted for two epochs on 60 days from 2024-01-01: two rows ahead, from the last four of the column "Value". */
export async function fittedModel(): Promise<FittedModel> {
  const series = Series.fromCsv(daily(60), { name: "data.csv" });
  const forecaster = new Forecaster({
    target: "Value",
    horizon: 2,
    lookback: 4,
    hiddenSize: 4,
    epochs: 2,
    untrained: false,
    linear: false,
    seed: 3,
  });
  for await (const _ of forecaster.fit(series, { validation: 0.3 })) {
    // The epochs are the fit.
  }
  return { bytes: writeForecaster(forecaster), forecast: (rows) => forecaster.predict(series.slice(0, rows)) };
}
