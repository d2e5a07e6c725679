import { StateError } from "../core/errors.ts";
import { NUMBERS, requireArguments } from "../core/option-rules.ts";
import { Generator } from "../core/random.ts";
import type { Series } from "../data/series/series.ts";
import { SERIES } from "../data/table/series-rule.ts";
import { type Forecastable, toWindowForecaster, type WindowForecaster } from "./forecastable.ts";

/** What the audit looked at. */
export interface LeakageAudit {
  readonly model: string;
  /** Rows at which the model stood. */
  readonly origins: number[];
  /** Forecast values compared. */
  readonly compared: number;
}

/**
 * Proves that forecasts do not look ahead: for each origin, every number column is overwritten from that row on with
 * wild values, and the forecasts made there must stay the same to the bit. Of the columns in `model.future` the rows of the forecast stay:
 * they are known ahead.
 *
 * Throws StateError naming the first forecast that changed.
 */
export function auditLeakage(given: Forecastable, series: Series, origins: ArrayLike<number>): LeakageAudit {
  requireArguments("auditLeakage", { series: SERIES, origins: NUMBERS }, series, origins);
  const model = toWindowForecaster("auditLeakage", given);
  const rows = Array.from(origins);
  for (const origin of rows) {
    const before = model.predictAt(series, Uint32Array.of(origin));
    const after = model.predictAt(overwrite(series, origin, model), Uint32Array.of(origin));
    const step = before.findIndex((value, i) => !Object.is(value, after[i]));
    if (step >= 0 || before.length !== after.length) {
      throw new StateError(
        "FORECAST_LEAK",
        "auditLeakage",
        `the ${model.name}'s forecast from ${series.times.label(origin)}, step ${step + 1}, is ${before[step]}, but ${after[step]} when the rows from ${series.times.label(origin)} on are overwritten: it looks ahead`,
        { remedies: [["let ", { call: "predictAt" }, " read rows before the origin only"]] },
      );
    }
  }
  return { model: model.name, origins: rows, compared: rows.length * model.horizon };
}

/** The series with other values from `origin` on: finite, of both signs, and far from those that stand there. */
function overwrite(series: Series, origin: number, { future = [], horizon }: WindowForecaster): Series {
  const random = new Generator(origin).stream("audit");
  const columns = new Map(
    series.columns.map((name, c) => [
      name,
      series
        .column(name)
        .map((value, row) =>
          row < (future.includes(name) ? origin + horizon : origin)
            ? value
            : (1 + Math.abs(value || 0)) * 20 * (random.uniform(c * series.length + row) - 0.5),
        ),
    ]),
  );
  return series.withColumns(columns);
}
