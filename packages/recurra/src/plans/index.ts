export { BatchCut } from "./batch-cut.ts";
export { type Chunk, type Seeds, samples } from "./chunk.ts";
export { ChunkRunner } from "./chunk-runner.ts";
export { bytesPerSample, evenChunk, FEWEST, forwardChunk } from "./chunk-size.ts";
export { Computation, type Result } from "./computation.ts";
export { MOST_LANES } from "./lanes.ts";
