// OpenBLAS brings kernels for many processors and chooses when it is opened. A processor that is newer than the library gets those of
// the year 2004, ten times slower than it can: slower than WebAssembly. Then its instruction sets say which kernels it can run.
import type { Host } from "./host.ts";

const oldCores = new Set(["prescott", "core2", "penryn", "dunnington", "nehalem", "atom", "unknown"]);

/** The value of OPENBLAS_CORETYPE to open OpenBLAS with instead; undefined to leave it. */
export function betterKernels(config: string, core: string, host: Host): string | undefined {
  if (!config.includes("DYNAMIC_ARCH") || !oldCores.has(core.toLowerCase())) return undefined;
  if (host.environment.OPENBLAS_CORETYPE !== undefined) return undefined;
  const has = new Set(host.instructionSets());
  if (["avx512f", "avx512bw", "avx512dq", "avx512vl"].every((name) => has.has(name))) return "SKYLAKEX";
  if (["avx2", "fma"].every((name) => has.has(name))) return "HASWELL";
  return undefined;
}
