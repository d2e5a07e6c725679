export type { ChunkWork } from "./shared-job.ts";
export { Threads } from "./threads.ts";
