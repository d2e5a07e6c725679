// The mode that --fast or --native asks for, and the kernels made ready for it.

import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import type { Mode } from "recurra";
import { RecurraError } from "recurra/core";
import type { LoadedNative } from "recurra/native";
import { UsageError } from "../terminal/failure.ts";

let blas: LoadedNative | undefined;

/** What the flags ask for. Throws UsageError when both are set. */
export function modeOf({ fast, native }: { readonly fast?: boolean; readonly native?: boolean }): Mode {
  if (fast && native) {
    throw new UsageError("MODE_CONFLICT", "", "--fast and --native exclude each other", {
      remedies: ["leave one out"],
    });
  }
  return fast ? "fast" : native ? "native" : "strict";
}

/**
 * Makes the library ready to compute in this mode. Throws UsageError for --fast where this Node has no relaxed SIMD, and for --native
 * where koffi or a BLAS is missing.
 */
export async function prepareMode(mode: Mode): Promise<void> {
  // Node 20 has relaxed SIMD behind a flag, which must be set before the kernels start. Newer ones would complain of an unknown flag.
  if (mode === "fast" && process.versions.node.startsWith("20."))
    setFlagsFromString("--experimental-wasm-relaxed-simd");
  if (mode === "fast") await loadFastKernels();
  if (mode === "native") blas = await loadBlas();
}

async function loadFastKernels(): Promise<void> {
  const { fastSupported, loadFast } = await import("recurra/fast");
  if (!fastSupported()) {
    const problem = `it needs relaxed SIMD, which Node ${process.versions.node} here does not have`;
    throw new UsageError("MODE_FAST", "--fast", problem, { remedies: ["leave --fast out"] });
  }
  loadFast();
}

async function loadBlas(): Promise<LoadedNative> {
  const { loadNative } = await import("recurra/native");
  try {
    return await loadNative({ library: process.env.RECURRA_BLAS || undefined, koffi: koffiFile() });
  } catch (error) {
    if (error instanceof RecurraError) throw UsageError.about("--native", error);
    throw new UsageError("MODE_NATIVE", "--native", error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

/** koffi as this package finds it, which the library may not where the two are installed apart; undefined where it is not there. */
function koffiFile(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("koffi");
  } catch {
    return undefined;
  }
}

/** What run.json says of the arithmetic: the mode, and the BLAS of a native one. */
export function modeFacts(mode: Mode): { readonly mode: Mode; readonly blas?: LoadedNative } {
  return mode === "native" && blas ? { mode, blas } : { mode };
}
