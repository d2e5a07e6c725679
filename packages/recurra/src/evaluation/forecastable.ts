import { OptionError } from "../core/errors.ts";
import { callback, type OptionRule, text, whole } from "../core/option-rules.ts";
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

const PARTS: Readonly<Record<string, OptionRule<unknown>>> = {
  name: text("how reports call it"),
  target: text("the column that it forecasts"),
  horizon: whole(1),
  lookback: whole(0),
  predictAt: callback("a function (series, origins) that gives its forecasts"),
};

/** Throws OptionError FORECASTABLE, naming the part, for an object that cannot be asked for forecasts. */
export function requireForecastable(subject: string, model: Forecastable): void {
  const names = Object.keys(PARTS);
  for (const [name, { wanted, fits }] of Object.entries(PARTS)) {
    const found: unknown = (model as Partial<Forecastable> | null | undefined)?.[name as keyof Forecastable];
    if (fits(found)) continue;
    const problem = `${found === undefined ? "the model has no" : "the model's"} ${name}${found === undefined ? "," : " must be"} ${wanted}`;
    throw new OptionError("FORECASTABLE", subject, problem, {
      found,
      context: `A model to forecast with has ${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`,
    });
  }
}
