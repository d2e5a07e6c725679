/** A stretch of values around 0 with a spread near 1, so that tolerances and sums of squares mean the same for every unit. */
export interface Standardised {
  /** NaN where the value is. */
  readonly values: Float64Array;
  readonly centre: number;
  /** 1 where all known values are the same. */
  readonly scale: number;
  /** How many values are known. */
  readonly known: number;
}

/** The values of [from, to) less their mean, in units of their standard deviation; undefined where none is known. */
export function standardise(values: Float64Array, from: number, to: number): Standardised | undefined {
  let centre = 0;
  let known = 0;
  for (let slot = from; slot < to; slot++) {
    if (!Number.isNaN(values[slot])) centre += (values[slot] - centre) / ++known;
  }
  if (known === 0) return undefined;
  let squares = 0;
  for (let slot = from; slot < to; slot++) {
    if (!Number.isNaN(values[slot])) squares += (values[slot] - centre) * (values[slot] - centre);
  }
  const spread = Math.sqrt(squares / known);
  // What rounding leaves of equal values is no spread.
  const scale = spread > 1e-13 * Math.abs(centre) ? spread : 1;
  return { values: values.slice(from, to).map((value) => (value - centre) / scale), centre, scale, known };
}
