/** The values that are not missing, NaN; the list itself, which is not to be written into, where none is. */
export function knownValues(values: Float64Array): Float64Array {
  let count = 0;
  for (let at = 0; at < values.length; at++) if (!Number.isNaN(values[at])) count++;
  if (count === values.length) return values;
  const known = new Float64Array(count);
  let next = 0;
  for (let at = 0; at < values.length; at++) if (!Number.isNaN(values[at])) known[next++] = values[at];
  return known;
}
