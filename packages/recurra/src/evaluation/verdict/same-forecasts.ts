import { meanOf } from "../../statistics/mean.ts";

/** Shapes: last [windows]; actual (NaN where not measured), predicted [windows * horizon]. */
interface Forecasts {
  readonly actual: Float64Array;
  readonly last: Float64Array;
  readonly predicted: Float64Array;
  readonly horizon: number;
}

/** Forecasts that differ by less than this share of what the values change are the same. */
const SHARE = 0.01;

/**
 * The rival whose forecasts the model's are: each differs by at most a hundredth of the mean change from the last known value. It is the
 * change that counts and not the level: a meter that stands at 623,000,000 and grows by 30 a day is not repeated by a forecast of +28.
 * Undefined where there is none.
 */
export function findSame(
  { actual, last, predicted, horizon }: Forecasts,
  rivals: readonly (readonly [string, Float64Array])[],
): string | undefined {
  const changes = actual
    .map((value, at) => value - last[Math.floor(at / horizon)])
    .filter((change) => !Number.isNaN(change));
  const usual = meanOf(changes.length, (i) => Math.abs(changes[i]));
  const level = last.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // In a series that never changes a forecast that is off by float32's rounding of its level is the same.
  const near = usual > 0 ? SHARE * usual : 1e-6 * level;
  return rivals.find(([, forecasts]) => forecasts.every((value, at) => Math.abs(value - predicted[at]) <= near))?.[0];
}
