import { quantileSorted } from "../../statistics/quantile.ts";

/** Values that are further from the median than so many times the usual are spikes. */
const FAR = 6;

/**
 * Values less their mean, spikes cut to where spikes begin: 6 times the distance between median and quartiles over 0.6745, which of normal
 * values is a standard deviation; 0 where there is no value (NaN). Where half of the values are equal, spikes are what is further out than
 * 19 in 20 of the others.
 */
export function clipped(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return new Float64Array(values.length);
  const middle = quantileSorted(known, 0.5);
  const away = known.map((value) => Math.abs(value - middle)).sort();
  const others = away.subarray(away.findIndex((value) => value > 0));
  const most = (FAR * quantileSorted(away, 0.5)) / 0.6745 || quantileSorted(others, 0.95);
  const cut = values.map((value) => Math.max(-most, Math.min(most, value - middle)));
  let sum = 0;
  for (const value of cut) if (!Number.isNaN(value)) sum += value;
  return cut.map((value) => (Number.isNaN(value) ? 0 : value - sum / known.length));
}
