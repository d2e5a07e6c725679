import { setFlagsFromString } from "node:v8";
import type { Mode } from "recurra";
import { UsageError } from "./failure.ts";

/** The library, ready to compute in this mode. Throws UsageError for --fast where this Node has no relaxed SIMD. */
export async function libraryFor(mode: Mode): Promise<typeof import("recurra")> {
  // Node 20 has relaxed SIMD behind a flag, which must be set before the kernels start.
  if (mode === "fast") setFlagsFromString("--experimental-wasm-relaxed-simd");
  const library = await import("recurra");
  if (mode === "fast" && !library.fastSupported()) {
    throw new UsageError(
      `--fast needs relaxed SIMD, which Node ${process.versions.node} here does not have. Leave --fast out.`,
    );
  }
  return library;
}
