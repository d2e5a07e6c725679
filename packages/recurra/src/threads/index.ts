export { processors, threadsRefused } from "./host.ts";
export { type ChunkWork, type Job, WorkerPool } from "./worker-pool.ts";
