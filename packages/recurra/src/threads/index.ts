export { processors, threadsRefused } from "./host.ts";
export { type ChunkWork, WorkerPool } from "./worker-pool.ts";
