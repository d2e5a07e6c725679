/** An engine in which 256-bit vectors were tested to give the bits of 128-bit ones, and to be used at all. */
export interface WideEngine {
  /** Of V8, as "13.6". */
  readonly v8: string;
  /** As process.arch has it. */
  readonly processor: string;
}

/** Filled by `npm run test:wide -- --write`. */
export const WIDE_ENGINES: readonly WideEngine[] = [
  { v8: "13.6", processor: "x64" },
  { v8: "14.6", processor: "x64" },
];
