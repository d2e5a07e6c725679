import type { TimeIndex } from "../../data/time/time-index.ts";
import type { ForecastErrors } from "./forecast-errors.ts";

/** No season of more rows: there would be too few errors at each place. */
const MOST = 168;

/** The places of the rows [from, to) in the shortest of these seasons; undefined where it is too long, or the clock has no places. */
export function seasonPlaces(
  seasons: readonly { readonly rows: number }[],
  times: TimeIndex,
  from: number,
  to: number,
): ForecastErrors["season"] {
  const rows = Math.round(seasons.reduce((least, season) => Math.min(least, season.rows), Number.POSITIVE_INFINITY));
  if (rows > MOST) return undefined;
  const places = new Int32Array(to - from);
  for (let row = from; row < to; row++) {
    const place = times.placeIn(rows, times.at(row));
    if (place === undefined) return undefined;
    places[row - from] = place;
  }
  return { rows, places };
}
