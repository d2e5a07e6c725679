/** The values less their mean, over their standard deviation; zeros where they do not differ. */
export function standardised(values: Float64Array): Float64Array {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const spread = Math.sqrt(squares / values.length);
  return values.map((value) => (spread > 1e-12 ? (value - mean) / spread : 0));
}
