// Intervals by split conformal prediction, from what a method forecast for windows whose rows it had not seen.
import { conformalIntervals, intervalAround, intervalScale } from "recurra/evaluation";

/** Around `forecast`, of what follows `values`. Shapes: origins [n], predicted [n * horizon]. Undefined ends where windows are too few. */
export function conformalAround(forecast, { values, origins, predicted, horizon, level }) {
  const actual = Float64Array.from(predicted, (_, at) => values[origins[Math.floor(at / horizon)] + (at % horizon)]);
  const last = Float64Array.from(origins, (origin) => values[origin - 1]);
  const scale = intervalScale(values.subarray(0, origins[0]));
  const intervals = conformalIntervals({ horizon, origins, last, actual, predicted }, level, scale);
  const ends = Array.from(forecast, (value, step) => intervalAround(value, step, values[values.length - 1], intervals));
  if (ends.some((end) => end === null)) return { values: forecast };
  return { values: forecast, lower: ends.map(({ lower }) => lower), upper: ends.map(({ upper }) => upper) };
}
