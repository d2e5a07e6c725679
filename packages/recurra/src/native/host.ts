import type { Foreign } from "../kernels/wasm/sgemm.ts";

/** What the loader asks of the computer; tests give another one. */
export interface Host {
  readonly platform: string;
  /** Environment variables as C code sees them: OpenBLAS reads some when it is opened. */
  readonly environment: Record<string, string | undefined>;
  /**
   * koffi, and the file that another thread can load it from: the library's own, or where it has none, the one in the file that is
   * given. Throws when neither is there.
   */
  koffi(given?: string): { foreign: Foreign; file: string };
  /** The instruction sets of the processor in the words of Linux ("avx2 fma .."); empty where they are not known. */
  instructionSets(): readonly string[];
  /** Whether there is a file of this path. */
  exists(path: string): boolean;
}
