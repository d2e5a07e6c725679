/**
 * Values without holes for methods that need whole windows: a missing one is that of `season` slots before (0 for none), or the last known
 * one. No fill reads a later value, but that what comes before the first known one repeats it.
 */
export function fillCausally(values: Float64Array, season: number): Float64Array {
  const filled = values.slice();
  let slot = 0;
  while (slot < filled.length && Number.isNaN(filled[slot])) slot++;
  filled.fill(filled[slot], 0, slot);
  for (; slot < filled.length; slot++) {
    if (Number.isNaN(filled[slot])) filled[slot] = filled[season > 0 && slot >= season ? slot - season : slot - 1];
  }
  return filled;
}
