// The pretrained network as a part of the forecasts of many series: each is seen in the ways that suit its own rows, and those that are seen in
// the same way go through the network together, to the same bits as one by one.

import type { Season } from "../../data/index.ts";
import { SEASONS_AHEAD } from "../../nn/networks/season-layout.ts";
import { ManyHistories } from "../../pretrained/many-histories.ts";
import type { PretrainedSource } from "../../zero-shot/pretrained-source.ts";
import { NO_SEASON_ROWS } from "../../zero-shot/season-view.ts";
import { LOOK_TRIAL_ORIGINS, usableSeasons, type WeighedLook } from "../../zero-shot/weigh-looks.ts";
import type { SeriesWindow } from "../layout/series-windows.ts";

/** Of fewer rows the network says nothing. */
export const LEAST_SEEN = 4;
/** Numbers of forecasts that are made at once, for how much memory they take. */
const MOST_NUMBERS = 2 ** 15;
/** Passes through the network that a fit may ask for. */
const MOST_PASSES = 1_000_000;

/** A window of a series that is seen in some ways, from the row on before which there is a gap. */
export interface SeenWindow extends SeriesWindow {
  readonly begin: number;
  readonly looks: readonly WeighedLook[];
}

/** Rows of seasons as the network takes them. */
export function seasonsSeen(seasons: readonly Season[]): number[] {
  return seasons.map((season) => Math.round(season.rows));
}

/** Rows that a forecast of a series which is seen so looks back on: a season of each way. */
export function rowsSeen(looks: readonly WeighedLook[]): number {
  return looks.reduce((most, { look }) => Math.max(most, look.season ?? 0), LEAST_SEEN);
}

/**
 * Whether a fit of so many series has room for it: they are seen in every way from eight origins at most, before validation and on all rows, and in
 * some ways at each validation window; and each time for as many blocks of two seasons as the horizon has.
 */
export function hasRoomToSee(
  seasons: readonly Season[],
  { series, windows, horizon }: { readonly series: number; readonly windows: number; readonly horizon: number },
): boolean {
  const ways = [...usableSeasons(seasonsSeen(seasons)), NO_SEASON_ROWS];
  const blocks = ways.reduce((sum, rows) => sum + Math.ceil(horizon / (SEASONS_AHEAD * rows)), 0);
  // In values and in logarithms.
  return 2 * blocks * (2 * LOOK_TRIAL_ORIGINS * series + windows) <= MOST_PASSES;
}

/** Of each history, which has no gap, the ways that suit it. */
export function weighSeen(
  source: PretrainedSource,
  histories: readonly Float64Array[],
  { horizon, seasons }: { readonly horizon: number; readonly seasons: readonly Season[] },
): (readonly WeighedLook[])[] {
  const rows = seasonsSeen(seasons);
  const known = histories.map((values) => ({ values, seasons: rows }));
  return new ManyHistories(source.network).weigh(known, horizon).map(({ looks }) => looks);
}

/** Forecasts of windows [n * horizon]: the medians. A window of one value goes on as it is. */
export function forecastSeen(source: PretrainedSource, windows: readonly SeenWindow[], horizon: number): Float64Array {
  const { quantiles } = source.options;
  const many = new ManyHistories(source.network);
  const forecasts = new Float64Array(windows.length * horizon);
  const size = Math.max(16, Math.floor(MOST_NUMBERS / horizon));
  for (let from = 0; from < windows.length; from += size) {
    const some = windows.slice(from, from + size);
    const found = many.see(
      some.map(({ values, begin, origin, looks }) => {
        const history = values.subarray(begin, origin);
        return { values: history, end: history.length, looks };
      }),
      horizon,
    );
    some.forEach(({ values, begin, origin }, i) => {
      const forecast = forecasts.subarray((from + i) * horizon, (from + i + 1) * horizon);
      if (isConstant(values.subarray(begin, origin))) forecast.fill(values[origin - 1]);
      else for (let h = 0; h < horizon; h++) forecast[h] = found[i][h * quantiles + (quantiles - 1) / 2];
    });
  }
  return forecasts;
}

/** The network measures in what changes, and here nothing does. */
export function isConstant(values: Float64Array): boolean {
  const [first] = values;
  return values.every((value) => value === first);
}
