import type { Series } from "../data/series/series.ts";

/**
 * What the backtest asks of a model: a forecast of `horizon` rows of one column from the rows before it. Any object
 * of this shape can be scored, whether it is a recurrent network or a line of arithmetic.
 */
export interface Forecastable {
  /** How reports call the model, for example "LSTM". */
  readonly name: string;
  /** The column that is forecast. */
  readonly target: string;
  /** The columns that it reads; all of the series' columns when left out. */
  readonly inputs?: readonly string[];
  /** How many rows before the forecast the model needs. */
  readonly lookback: number;
  /** How many rows a forecast has. */
  readonly horizon: number;
  /** Rows in one season, when the model knows it: the seasonal naive forecast is then scored too. */
  readonly season?: number;
  /** First and last time (UTC ms, or row number where the series has no times) that the fit saw, validation included. */
  readonly fittedRows?: { readonly from: number; readonly to: number };
  /**
   * Forecasts in the units of the target for the windows whose first forecast row is `origins[i]`; step s of window i
   * stands at `i * horizon + s`. It may read rows before `origins[i]` only: {@link auditLeakage} proves that it does.
   */
  predictAt(series: Series, origins: Uint32Array): Float64Array;
}
