// The walk-forward backtest: the model stands at one row after another of a part of the series that it was not fitted
// on, forecasts the rows that follow, and is scored beside naive methods that stand at the same rows.
import { OptionError, StateError } from "../core/errors.ts";
import {
  callback,
  checkOptions,
  either,
  exactly,
  type OptionRules,
  object,
  requireOption,
  text,
  whole,
} from "../core/option-rules.ts";
import type { Phrase } from "../core/phrase.ts";
import type { Series } from "../data/series/series.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import type { BacktestReport } from "./backtest-report.ts";
import { type Forecastable, toWindowForecaster, type WindowForecaster } from "./forecastable.ts";
import { conformalCoverage, conformalIntervals, intervalScale } from "./intervals/conformal.ts";
import { naiveForecasts, naiveMethods } from "./rivals/naive.ts";
import { LEVEL } from "./scores/binomial.ts";
import { naiveScale } from "./scores/metrics.ts";
import { score } from "./scores/score.ts";
import { detectLag } from "./verdict/lag.ts";
import { dieboldMariano } from "./verdict/significance.ts";
import { bestNaive, verdict } from "./verdict/verdict.ts";

export interface BacktestOptions {
  /** Where the first forecast row stands: a date or time of the series, or a row number. Rows before it are history. */
  from: string | number;
  /** Rows from one window to the next. With less than the horizon, windows overlap; the test of significance knows. */
  stride?: number;
  /** The model keeps the weights it has. */
  refit?: "never";
  /** Share of truths that the intervals are to hold. */
  level?: number;
  /** Rows in one season; without it the model's, then the one that the time index suggests. */
  season?: number;
  signal?: AbortSignal;
  /** Called after each block of windows. */
  onProgress?: (done: number, total: number) => void;
}

const RULES: OptionRules<BacktestOptions> = {
  from: either(text("a date or time of the series"), whole(0)),
  stride: whole(1),
  refit: exactly("never"),
  level: LEVEL,
  season: whole(2),
  signal: object("an AbortSignal"),
  onProgress: callback(),
};

/** Windows forecast between two turns of the event loop. */
const blockSize = 16;

/**
 * Scores a model on every window whose first forecast row is `from`, `from + stride`, ... and whose last is in the
 * series, beside naive forecasts of the same windows. The MASE scale and the drift line see rows before `from` and
 * before each window; nothing sees a row that it forecasts.
 *
 * Throws StateError when `from` is not after the rows that the model was fitted on, OptionError when no window fits or
 * an option cannot be used, DataError for missing cells and for cells that were filled from a row after the forecast; rejects with the signal's reason when it is aborted.
 */
export async function backtest(given: Forecastable, series: Series, options: BacktestOptions): Promise<BacktestReport> {
  checkOptions("backtest", options, RULES, ["from"]);
  const model = toWindowForecaster("backtest", given);
  const { stride = 1, level = 0.9, signal } = options;
  series.requireClean([model.target]);
  const values = series.column(model.target);
  const from = firstRow(model, series, options.from);
  refuseSeenRows(model, series, from);
  series.requireNoLookahead(from, series.length, [model.target, ...(model.inputs ?? series.columns)]);
  const season = seasonFor(model, series, options.season, from);
  const { horizon } = model;
  const origins = Uint32Array.from(
    { length: Math.floor((series.length - horizon - from) / stride) + 1 },
    (_, i) => from + i * stride,
  );

  const predicted = await forecastInBlocks(model, series, origins, signal, options.onProgress);
  const actual = Float64Array.from(predicted, (_, at) => values[origins[Math.floor(at / horizon)] + (at % horizon)]);
  const last = Float64Array.from(origins, (origin) => values[origin - 1]);
  const naive = Object.fromEntries(
    Object.entries(naiveMethods(season)).map(([name, method]) => [
      name,
      naiveForecasts(method, values, origins, horizon),
    ]),
  );

  const windows = { horizon, actual, last, scale: naiveScale(values.subarray(0, from), season ?? 1) };
  const scores = [
    score(model.name, "model", windows, predicted),
    ...Object.entries(naive).map(([name, forecasts]) => score(name, "naive", windows, forecasts)),
  ];
  const against = bestNaive(scores).name;
  const significance = dieboldMariano(actual, predicted, naive[against], { horizon, stride, against });
  const lag = detectLag(values, origins, predicted, { horizon, stride, name: model.name });
  const errors = { horizon, origins, last, actual, predicted, ...(model.bounds && { bounds: model.bounds }) };
  const finalOrigin = origins[origins.length - 1];
  const scale = intervalScale(values.subarray(0, finalOrigin));
  return {
    target: model.target,
    horizon,
    ...(season === undefined ? {} : { season }),
    windows: {
      count: origins.length,
      stride,
      from: series.times.label(from),
      to: series.times.label(finalOrigin + horizon - 1),
    },
    scores,
    coverage: conformalCoverage(errors, level, scale),
    intervals: conformalIntervals(errors, level, scale),
    lag,
    significance,
    verdict: verdict(scores, significance, lag, origins.length, repeats(predicted, last, horizon)),
    origins,
    actual,
    predicted,
    naive,
  };
}

const FROM = { option: "from" } as const;

function startAt(series: Series, row: number, side: "earlier" | "later"): Phrase {
  return ["start with ", { ...FROM, value: series.times.label(row) }, ` or ${side}`];
}

/** The row of `from`, with room before it for the model's input and after it for one forecast. */
function firstRow(model: WindowForecaster, series: Series, from: string | number): number {
  const row = typeof from === "number" ? from : series.rowAt(from);
  const needed = Math.max(1, model.lookback);
  const room = `the ${model.name} needs ${counted(needed, "row")} before its forecast of ${grouped(model.horizon)}`;
  if (series.length < needed + model.horizon) {
    throw new OptionError(
      "BACKTEST_TOO_SHORT",
      "backtest",
      `${room}, but the series has ${counted(series.length, "row")} in all`,
      {
        found: series.length,
        remedies: ["give more rows", ["shorten the ", { option: "lookback" }, " or ", { option: "horizon" }]],
      },
    );
  }
  const [earliest, latest] = [needed, series.length - model.horizon];
  if (row < earliest) {
    throw new OptionError(
      "BACKTEST_FROM_EARLY",
      "backtest",
      [`${room}, but `, FROM, ` ${from} leaves ${grouped(row)}`],
      {
        found: from,
        remedies: [startAt(series, earliest, "later")],
      },
    );
  }
  if (row > latest) {
    throw new OptionError(
      "BACKTEST_FROM_LATE",
      "backtest",
      [
        FROM,
        ` ${from} leaves ${counted(Math.max(0, series.length - row), "row")} to forecast, but one window of the ${model.name} forecasts ${model.horizon}`,
      ],
      { found: from, remedies: [startAt(series, latest, "earlier")] },
    );
  }
  return row;
}

function refuseSeenRows(model: WindowForecaster, series: Series, from: number): void {
  const fitted = model.fittedRows;
  if (fitted === undefined || series.times.at(from) > fitted.to) return;
  let next = from;
  while (next < series.length && series.times.at(next) <= fitted.to) next++;
  const show = (time: number): string => series.times.format(time);
  const later: Phrase[] = next < series.length ? [startAt(series, next, "later")] : [];
  throw new StateError(
    "BACKTEST_SEEN",
    "backtest",
    [
      FROM,
      ` ${series.times.label(from)} lies inside the rows that the ${model.name} was fitted on (${show(fitted.from)} to ${show(fitted.to)})`,
    ],
    {
      found: series.times.label(from),
      context: "Scores on rows that a model has seen say nothing",
      remedies: [...later, `fit it on the rows before ${series.times.label(from)} only`],
    },
  );
}

/** A season that was asked for must fit into the history; one that the time index suggests is dropped if it does not. */
function seasonFor(
  model: WindowForecaster,
  series: Series,
  asked: number | undefined,
  from: number,
): number | undefined {
  const season = asked ?? model.season;
  if (season === undefined) {
    const suggested = series.times.seasonLength();
    return suggested !== undefined && suggested < from ? suggested : undefined;
  }
  requireOption("backtest", "season", RULES.season, season);
  if (season >= from) {
    throw new OptionError(
      "BACKTEST_SEASON_LONG",
      "backtest",
      `a season of ${season} rows needs ${season + 1} rows before the first forecast, found ${from}`,
      { found: season, remedies: ["start later", ["leave the ", { option: "season" }, " out"]] },
    );
  }
  return season;
}

async function forecastInBlocks(
  model: WindowForecaster,
  series: Series,
  origins: Uint32Array,
  signal: AbortSignal | undefined,
  onProgress: BacktestOptions["onProgress"],
): Promise<Float64Array> {
  const predicted = new Float64Array(origins.length * model.horizon);
  for (let start = 0; start < origins.length; start += blockSize) {
    signal?.throwIfAborted();
    const block = origins.slice(start, start + blockSize);
    const forecasts = model.predictAt(series, block);
    requireForecasts(model, series, block, forecasts);
    predicted.set(forecasts, start * model.horizon);
    onProgress?.(start + block.length, origins.length);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return predicted;
}

function requireForecasts(model: WindowForecaster, series: Series, block: Uint32Array, forecasts: Float64Array): void {
  const wanted = block.length * model.horizon;
  if (forecasts.length !== wanted) {
    throw new StateError(
      "BACKTEST_FORECAST_SIZE",
      "backtest",
      `the ${model.name} gave ${forecasts.length} values for ${block.length} windows of ${model.horizon} steps, expected ${wanted}`,
      { found: forecasts.length },
    );
  }
  const at = forecasts.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const origin = block[Math.floor(at / model.horizon)];
  throw new StateError(
    "BACKTEST_NOT_FINITE",
    "backtest",
    `the ${model.name}'s forecast from ${series.times.label(origin)}, step ${(at % model.horizon) + 1}, is ${forecasts[at]}`,
    { found: forecasts[at], remedies: ["give finite forecasts: a network is fitted again on finite rows"] },
  );
}

/** Whether every forecast is the last known value, up to float32 rounding. */
function repeats(predicted: Float64Array, last: Float64Array, horizon: number): boolean {
  return predicted.every((value, at) => {
    const known = last[Math.floor(at / horizon)];
    return Math.abs(value - known) <= 1e-6 * Math.abs(known);
  });
}
