export { Threads } from "./threads.ts";
export type { ChunkWork } from "./worker-pool.ts";
