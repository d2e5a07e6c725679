/** What forecasts a target from its own rows by a rule that needs no epochs, beside a network that is trained on them, or without one. */
export interface ForecastPath {
  readonly horizon: number;
  /** Rows that a forecast reads, the last one among them. */
  readonly lookback: number;
  /** Whether it reads the columns that are known ahead. */
  readonly looksAhead: boolean;
  /** Whether it is the last value, or that with a drift: nothing in it was fitted. */
  readonly isSimple: boolean;
  /** Forecasts [n * horizon] of the rows from each origin on; reads the `lookback` values before it alone, and columns that are known ahead. */
  forecast(values: Float64Array, origins: ArrayLike<number>, ahead?: readonly Float64Array[]): Float64Array;
}
