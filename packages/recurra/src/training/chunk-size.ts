// How a batch is cut. Both rules depend on shapes alone: the cut decides the order in which gradients are added, and so their
// last bits, which must not depend on the machine or on the number of threads.

/** What a chunk saves for its backward pass should stay in a second-level cache. */
const CHUNK_BYTES = 2 << 20;
/** With fewer sequences, weights are read too often for the work that they do. */
const FEWEST = 16;
/** The most partial sums of a batch's gradients that are kept apart, and so the most threads that can work on it. */
const MOST_LANES = 16;

/** Samples of a chunk, for a batch of `samples` whose forward and backward pass takes `bytes` bytes of step memory for each. */
export function chunkSize(samples: number, bytes: number, fewest: number = FEWEST): number {
  const wanted = Math.max(fewest, Math.floor(CHUNK_BYTES / Math.max(1, bytes)));
  const chunks = Math.ceil(samples / wanted);
  // As even as can be, in rows of four, which is the height of the kernels' tiles.
  return Math.ceil(samples / chunks / 4) * 4;
}

/** Smaller batches are one chunk. */
export const SMALLEST_CUT: number = 2 * FEWEST;

/**
 * Partial sums: lane i adds the gradients of the chunks from ranges[i] up to ranges[i + 1], in order; then the lanes are added, in
 * order. A lane is the work of one thread.
 */
export function laneRanges(chunks: number): number[] {
  const lanes = Math.min(chunks, MOST_LANES);
  return Array.from({ length: lanes + 1 }, (_, lane) => Math.floor((lane * chunks) / lanes));
}
