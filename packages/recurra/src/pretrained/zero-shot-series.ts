// Forecasts of series that nothing was trained on.

import { DataError } from "../core/errors.ts";
import { requireArguments } from "../core/option-rules.ts";
import type { Series, SeriesSet } from "../data/index.ts";
import { SET } from "../data/many/set-rule.ts";
import { SERIES } from "../data/table/series-rule.ts";
import type { ForecastRow } from "../forecast/forecast-row.ts";
import type { SeasonNetwork } from "../nn/networks/season-network.ts";
import { NETWORK } from "../zero-shot/network-rule.ts";
import { quantileBetween } from "../zero-shot/quantiles.ts";
import type { WeighedLook } from "../zero-shot/weigh-looks.ts";
import { type KnownRows, knownRows, within } from "./known-rows.ts";
import { type HistoryForecast, ManyHistories } from "./many-histories.ts";
import { resolveZeroShot, type ZeroShotOptions, type ZeroShotSettings } from "./zero-shot-options.ts";

/** A forecast that nothing was trained for. */
export interface ZeroShotForecast {
  readonly rows: readonly ForecastRow[];
  /** The ways in which the rows were seen, the largest share first. */
  readonly looks: readonly WeighedLook[];
  /** What a reader should know of the rows that were read, a sentence each. */
  readonly notes: readonly string[];
}

/** The forecast of one series of a set. */
export interface SeriesZeroShot extends ZeroShotForecast {
  readonly id: string;
  readonly key: readonly string[];
  /** Why there are no rows; undefined where there are. */
  readonly problem: DataError | undefined;
}

/** Series whose forecasts are made at once. */
const BATCH = 64;

/**
 * Forecasts the rows after the last one of a series by a network that was trained before: the mean of its forecasts in the ways to see the rows
 * (seasons or none, values or logarithms) that suit them, as forecasts of their own last rows tell, with intervals between its
 * quantiles that the same forecasts correct. Only rows behind the last gap are read, the last 16 seasons of them.
 *
 *     const { rows } = zeroShot(loadPretrained(), series, { target: "sales", horizon: 14 });
 *
 * The same rows give the same bits on every machine.
 * Throws OptionError for options that cannot be used, and DataError: of the column as `Series.column`, TIMES_UNORDERED, FORECAST_CELL where
 * the last cell is missing, FORECAST_ROWS for fewer than four rows behind the last gap.
 */
export function zeroShot(network: SeasonNetwork, series: Series, options: ZeroShotOptions): ZeroShotForecast {
  requireArguments("zeroShot", { network: NETWORK, series: SERIES }, network, series);
  const settings = resolveZeroShot(options);
  const known = knownRows(series, settings);
  const [found] = new ManyHistories(network).forecast([known], settings.horizon, settings.levels);
  return forecastOf(series, settings, known, found);
}

/**
 * The forecasts of all series of a set, as `zeroShot` makes them of each, in its order: many of them go through the network together, so that a
 * series costs a few milliseconds. A series that cannot be forecast has a `problem` in place of rows.
 *
 * Throws OptionError for options that cannot be used, and DataError for a column that the set does not have.
 */
export function* zeroShotSet(
  network: SeasonNetwork,
  set: SeriesSet,
  options: ZeroShotOptions,
): Generator<SeriesZeroShot, void, undefined> {
  requireArguments("zeroShotSet", { network: NETWORK, set: SET }, network, set);
  const settings = resolveZeroShot(options);
  const many = new ManyHistories(network);
  const { ids } = set;
  for (let from = 0; from < set.size; from += BATCH) {
    const batch = ids.slice(from, from + BATCH).map((id, i) => ({
      ...{ id, key: set.key(from + i), series: set.at(from + i) },
      ...tryKnown(set.at(from + i), settings),
    }));
    const able = batch.flatMap(({ known }) => known ?? []);
    const found = many.forecast(able, settings.horizon, settings.levels)[Symbol.iterator]();
    for (const { id, key, series, known, problem } of batch) {
      const forecast =
        known === undefined
          ? { rows: [], looks: [], notes: [] }
          : forecastOf(series, settings, known, found.next().value as HistoryForecast);
      yield { id, key, ...forecast, problem };
    }
  }
}

/** A column that is not there is a mistake in the options, not of one series. */
function tryKnown(
  series: Series,
  settings: ZeroShotSettings,
): { readonly known: KnownRows | undefined; readonly problem: DataError | undefined } {
  series.column(settings.target);
  try {
    return { known: knownRows(series, settings), problem: undefined };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { known: undefined, problem: error };
  }
}

function forecastOf(
  { times }: Series,
  { horizon, levels }: ZeroShotSettings,
  { values, bounds, notes }: KnownRows,
  { quantiles, looks, factors }: HistoryForecast,
): ZeroShotForecast {
  const count = quantiles.length / horizon;
  const [first] = values;
  const constant = values.every((value) => value === first);
  const rows = times.next(horizon).map((time, step): ForecastRow => {
    const own = quantiles.subarray(step * count, (step + 1) * count);
    const median = own[(count - 1) / 2];
    const end = (share: number, factor: number): number =>
      within(median + factor * (quantileBetween(own, share) - median), bounds);
    const [ends, ...further] = levels.map((level, i) => ({
      lower: end((1 - level) / 2, factors[i]),
      upper: end((1 + level) / 2, factors[i]),
    }));
    return {
      time: times.format(time),
      value: within(median, bounds),
      ...ends,
      ...(further.length > 0 && { further: further.map((one, i) => ({ level: levels[i + 1], ...one })) }),
    };
  });
  return {
    rows,
    looks: looks.toSorted((one, other) => other.share - one.share),
    notes: constant ? [...notes, "All rows that were read have the same value, which is the forecast."] : notes,
  };
}
