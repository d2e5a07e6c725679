// The series that a page draws: those that stand best, in the middle, and worst beside their rivals.

import type { Series, SeriesSet } from "../data/index.ts";
import type { GlobalForecaster } from "../global/index.ts";
import type { SeriesForecast, SeriesRow, ShownSeries } from "./result.ts";

/** Of each kind. */
const EACH = 3;
/** Rows of a history: so many horizons, at least so many rows, and at most so many. */
const [HORIZONS, LEAST, MOST] = [4, 120, 240];

/** A series that will be drawn, without its forecast. */
export type Chosen = Omit<ShownSeries, "rows"> & { readonly at: number };

/** The places of the series to draw, and what they are. */
function choose(rows: readonly SeriesRow[]): { readonly at: number; readonly role: ShownSeries["role"] }[] {
  const scored = rows.flatMap(({ ratio }, at) => (ratio === null ? [] : [{ at, ratio }]));
  scored.sort((a, b) => a.ratio - b.ratio || a.at - b.at);
  const each = Math.min(EACH, Math.ceil(scored.length / 3));
  const middle = Math.min(Math.max(each, (scored.length - each) >> 1), Math.max(each, scored.length - 2 * each));
  const place = (at: number): ShownSeries["role"] | undefined => {
    if (at < each) return "best";
    if (at >= scored.length - each) return "worst";
    return at >= middle && at < middle + each ? "median" : undefined;
  };
  return scored.flatMap(({ at }, rank) => {
    const role = place(rank);
    return role === undefined ? [] : [{ at, role }];
  });
}

/** What is drawn of them, with the forecast that the scored model made for their last rows. */
export function chooseShown(rows: readonly SeriesRow[], set: SeriesSet, model: GlobalForecaster): Chosen[] {
  return choose(rows).map(({ at, role }) => {
    const { key, ratio, rival } = rows[at];
    const series = set.at(at);
    const origin = series.length - model.horizon;
    const values = model.of(set.ids[at]).predictAt(series, Uint32Array.of(origin));
    const times = Array.from({ length: model.horizon }, (_, step) => series.times.label(origin + step));
    return {
      ...{ at, key, role, ratio: ratio as number, rival: rival?.words ?? "" },
      history: historyOf(series, model.target, model.horizon),
      tested: { times, values: Array.from(values) },
    };
  });
}

function historyOf(series: Series, target: string, horizon: number): ShownSeries["history"] {
  const start = Math.max(0, series.length - Math.min(MOST, Math.max(LEAST, HORIZONS * horizon)));
  const values = series.column(target).subarray(start);
  return {
    times: Array.from(values, (_, row) => series.times.label(start + row)),
    values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
  };
}

/** The same with the forecasts of the rows to come. */
export function withForecasts(
  chosen: readonly Chosen[],
  forecasts: ReadonlyMap<number, SeriesForecast>,
): ShownSeries[] {
  return chosen.map(({ at, ...one }) => ({ ...one, rows: forecasts.get(at)?.rows ?? [] }));
}
