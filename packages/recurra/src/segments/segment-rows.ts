// How a SegmentNetwork is laid out where nothing is said of it: by the seasons, and by the rows that there are.

import type { Season } from "../data/index.ts";

/** What of a SegmentNetwork is found from the rows. */
export interface SegmentShape {
  /** Rows of a segment. */
  readonly segmentRows: number;
  /** Rows of the season that forecasts are added to; 0: they are added to the last value. */
  readonly anchorSeason: number;
}

/** A segment has at least and at most so many rows, where the lookback has room. */
const [LEAST, MOST] = [12, 48];
/** Segments of a lookback, at most; and without a season. */
const [SEGMENTS, SEGMENTS_PLAIN] = [14, 4];

/**
 * Rows of a segment: the shortest season where it has 12 to 48 rows; twice, three times it where it has fewer; an equal part of it
 * where it has more; 12 without a season.
 */
export function segmentRowsOf([shortest]: readonly Season[], lookback: number): number {
  const season = Math.round(shortest?.rows ?? LEAST);
  const rows = season <= MOST ? season * Math.ceil(LEAST / season) : Math.round(season / Math.ceil(season / MOST));
  return Math.max(1, Math.min(rows, lookback));
}

/** A default lookback of at most `most` rows: 14 segments, four where there is no season, as many as there is room for. */
export function segmentLookback(seasons: readonly Season[], most: number): number {
  const rows = segmentRowsOf(seasons, Math.max(1, most));
  const count = seasons.length > 0 ? SEGMENTS : SEGMENTS_PLAIN;
  return rows * Math.max(1, Math.min(count, Math.floor(most / rows)));
}

/** Windows that choose the season to add to, at most. */
const MOST_WINDOWS = 2000;

/**
 * The season whose repetition has the smallest mean absolute error over training windows, or 0 where the last value has. The first forecast
 * rows of the windows are `origins`.
 */
export function anchorSeasonOf(
  values: Float64Array,
  origins: Uint32Array,
  { horizon, lookback, seasons }: { horizon: number; lookback: number; seasons: readonly Season[] },
): number {
  const every = Math.max(1, Math.ceil(origins.length / MOST_WINDOWS));
  const rows = [...new Set(seasons.map((season) => Math.round(season.rows)))].filter(
    (count) => count > 1 && count <= lookback,
  );
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const season of [0, ...rows]) {
    let sum = 0;
    for (let i = 0; i < origins.length; i += every) {
      const from = origins[i] - Math.max(1, season);
      for (let h = 0; h < horizon; h++) sum += Math.abs(values[origins[i] + h] - values[from + (season && h % season)]);
    }
    if (sum < least) [best, least] = [season, sum];
  }
  return best;
}
