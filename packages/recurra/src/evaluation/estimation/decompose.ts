/**
 * The season's places of the classical decomposition: what remains of each place beside the centred moving average over one season, on
 * average; around 0 (additive), or around 1 (multiplicative). Windows with a missing value are left out.
 *
 * Shapes: values [slots] -> [places], place of slot t is t modulo places. Returns undefined where a place was never seen.
 * Source: Hyndman and Athanasopoulos, FPP3, 3.4; the numbers are those of statsmodels' seasonal_decompose.
 */
export function decompose(
  values: Float64Array,
  places: number,
  kind: "additive" | "multiplicative",
): Float64Array | undefined {
  const sums = new Float64Array(places);
  const counts = new Float64Array(places);
  const half = places >> 1;
  const even = places % 2 === 0;
  for (let t = half; t + half < values.length; t++) {
    // An even season has no middle: half of the first and half of the last slot.
    let trend = even ? (values[t - half] + values[t + half]) / 2 : values[t - half] + values[t + half];
    for (let s = t - half + 1; s < t + half; s++) trend += values[s];
    trend /= places;
    const rest = kind === "additive" ? values[t] - trend : values[t] / trend;
    if (!Number.isFinite(rest)) continue;
    sums[t % places] += rest;
    counts[t % places]++;
  }
  if (counts.includes(0)) return undefined;
  const season = sums.map((sum, place) => sum / counts[place]);
  let mean = 0;
  for (const rest of season) mean += rest / places;
  return season.map((rest) => (kind === "additive" ? rest - mean : rest / mean));
}
