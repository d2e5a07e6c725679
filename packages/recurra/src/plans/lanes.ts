/** The most partial sums of a batch's gradients that are kept apart, and so the most threads that can work on it. */
export const MOST_LANES = 16;

/**
 * Lanes of chunks: lane i has the chunks from ranges[i] up to ranges[i + 1], and is the work of one thread. Where gradients are added, it is
 * a partial sum: its chunks in order; then the lanes are added, in order.
 */
export function laneRanges(chunks: number): number[] {
  const lanes = Math.min(chunks, MOST_LANES);
  return Array.from({ length: lanes + 1 }, (_, lane) => Math.floor((lane * chunks) / lanes));
}
