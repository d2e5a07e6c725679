// Intervals by split conformal prediction, from what a method forecast for windows whose rows it had not seen.
import { changeIn, conformalIntervals, intervalAround, intervalScale } from "recurra/evaluation";

/** Seasons whose places intervals may follow have at most so many rows, as in a backtest. */
const MOST = 168;

/**
 * Around `forecast`, of what follows `values`. Shapes: origins [n], predicted [n * horizon]; seasons: those with their rows. Undefined
 * ends where windows are too few.
 */
export function conformalAround(forecast, { values, origins, predicted, horizon, level, seasons }) {
  const actual = Float64Array.from(predicted, (_, at) => values[origins[Math.floor(at / horizon)] + (at % horizon)]);
  const last = Float64Array.from(origins, (origin) => values[origin - 1]);
  const scale = intervalScale(values.subarray(0, origins[0]));
  const rows = Math.round(Math.min(...seasons.map((season) => season.rows)));
  const count = origins[origins.length - 1] + horizon - origins[0];
  const places = Int32Array.from({ length: count }, (_, row) => (origins[0] + row) % rows);
  const season = rows >= 2 && rows <= MOST && { season: { rows, places } };
  const intervals = conformalIntervals({ horizon, origins, last, actual, predicted, values, ...season }, level, scale);
  const ends = Array.from(forecast, (value, step) =>
    intervalAround(
      value,
      step,
      values[values.length - 1],
      intervals,
      {},
      {
        place: (values.length + step) % rows,
        change: changeIn(intervals, values, values.length),
      },
    ),
  );
  if (ends.some((end) => end === null)) return { values: forecast };
  return { values: forecast, lower: ends.map(({ lower }) => lower), upper: ends.map(({ upper }) => upper) };
}
