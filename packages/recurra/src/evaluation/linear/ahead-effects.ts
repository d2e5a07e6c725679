// What columns that are known ahead add to a linear forecast: an effect for each, taken off the past before the forecast and put on again
// at the rows to come.
//
//   r_t = y_t - sum_k beta_k z_(k,t)        forecast_h = r_t + sum_a W_(a,h) (r_(t-a) - r_t) + sum_k beta_k z_(k,t+h)
//
// For given W the forecast is linear in beta: its error is that of y less sum_k beta_k times the error of the same forecast of z_k. So beta
// is a least squares regression of the errors of y on those of z, with a ridge, over windows; and W is fitted again on r.
//
// Source: Cochrane and Orcutt 1949, doi:10.1080/01621459.1949.10483290, for errors that a linear forecast tells.

import { factorCholesky, solveLower, solveUpper } from "../estimation/cholesky.ts";
import { type Standardised, standardise } from "../estimation/standardise.ts";
import { forecastLinear, type LinearForecast } from "./linear-forecast.ts";

/** Of the squares of a standardised column, the part that holds effects down where columns tell the same. */
const RIDGE = 0.01;
/** Multiply-adds of the forecasts that effects are fitted on. */
const MOST_WORK = 1e8;

/** The columns, all of whose cells are known, standardised over the rows of a series. */
export class AheadEffects {
  readonly #columns: readonly Float64Array[];
  readonly #units: readonly number[];

  constructor(columns: readonly Float64Array[]) {
    const standardised = columns.map((column) => standardise(column, 0, column.length) as Standardised);
    this.#units = standardised.map(({ scale }) => scale);
    this.#columns = standardised.map(({ values }) => values);
  }

  /**
   * The effects by which a forecast errs least over the windows that end at the rows `last`, ascending, in units of the standardised
   * columns; of very many windows every so many-th counts, at least every row of a target once.
   */
  fit(seen: Float64Array, last: readonly number[], horizon: number, forecast: LinearForecast): Float64Array {
    const count = this.#columns.length;
    const most = Math.max(1, Math.floor(MOST_WORK / ((count + 1) * horizon * forecast.lookback)));
    const every = Math.max(1, Math.min(horizon, Math.ceil(last.length / most)));
    const errors = [...this.#columns, seen].map((values) => errorsOf(values, last, every, horizon, forecast));
    const own = errors[count];
    const right = Float64Array.from({ length: count }, (_, k) => product(errors[k], own));
    const factor = new Float64Array(count * count);
    for (let k = 0; k < count; k++) {
      for (let j = 0; j < count; j++) factor[k * count + j] = product(errors[k], errors[j]);
      factor[k * count + k] += RIDGE * own.length;
    }
    const kept = factorCholesky(factor, count);
    solveLower(factor, kept, count, right, 1);
    solveUpper(factor, kept, count, right, 1);
    return right;
  }

  /** sum_k effects_k z_k of each row. */
  sum(effects: Float64Array): Float64Array {
    const sums = new Float64Array(this.#columns[0].length);
    this.#columns.forEach((column, k) => {
      for (let row = 0; row < sums.length; row++) sums[row] += effects[k] * column[row];
    });
    return sums;
  }

  /** Effects in the units of the columns as they are given. */
  inUnits(effects: Float64Array): Float64Array {
    return effects.map((effect, k) => effect / this.#units[k]);
  }
}

/** The errors of a forecast, less their mean, one after the other. */
function errorsOf(
  values: Float64Array,
  last: readonly number[],
  every: number,
  horizon: number,
  forecast: LinearForecast,
): Float64Array {
  const out = new Float64Array(horizon);
  const errors = new Float64Array(Math.ceil(last.length / every) * horizon);
  let at = 0;
  let sum = 0;
  for (let i = (last.length - 1) % every; i < last.length; i += every) {
    forecastLinear(values, last[i], forecast, out);
    for (let h = 0; h < horizon; h++, at++) {
      errors[at] = values[last[i] + 1 + h] - out[h];
      sum += errors[at];
    }
  }
  const mean = sum / at;
  return errors.map((error) => error - mean);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
