export { setThreadScript } from "./host.ts";
export type { ChunkWork } from "./shared-job.ts";
export { Threads } from "./threads.ts";
