// Batches that share a step of the optimizer: their chunks are those of one batch that they would be joined to, with the same shares and draws.

import type { Chunk, Seeds } from "../plans/index.ts";
import type { Batch } from "./batch.ts";

/** How one batch is cut. */
type Cut<B> = (batch: B, seeds: Seeds) => Chunk<B>[];

/** The chunks of all batches; each counts by its share of all samples. */
export function cutTogether<B extends Batch>(batches: readonly B[], seeds: Seeds, cut: Cut<B>): Chunk<B>[] {
  if (batches.length === 1) return cut(batches[0], seeds);
  const total = samplesOf(batches);
  const chunks: Chunk<B>[] = [];
  for (const batch of batches) {
    const before = chunks.length;
    for (const chunk of cut(batch, { uint32: (i) => seeds.uint32(before + i) }))
      chunks.push({ ...chunk, share: chunk.batch.x.shape[0] / total });
  }
  return chunks;
}

/** Samples of all batches together. */
export function samplesOf(batches: readonly Batch[]): number {
  return batches.reduce((sum, { x }) => sum + x.shape[0], 0);
}
