/** So many of the origins, evenly spaced, the last among them; all where there are no more. */
export function spread(origins: Uint32Array, most: number): Uint32Array {
  if (origins.length <= most) return origins;
  return Uint32Array.from({ length: most }, (_, i) => origins[Math.floor(((i + 1) * origins.length) / most) - 1]);
}
