export { type ChunkWork, Crew, type Job } from "./crew.ts";
export { processors, threadsRefused } from "./host.ts";
