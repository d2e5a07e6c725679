// Vectors of 256 bits. The kernels are written with those of WebAssembly, which have 128 bits; V8 can join two operations that lie side by side into one
// (`--experimental-wasm-revectorize`), where the processor has AVX2. Each number is computed as before, so no bit changes.

import { setFlagsFromString } from "node:v8";
import { WIDE_ENGINES, type WideEngine } from "./wide-engines.ts";

/** What became of the request. */
export interface WideVectors {
  /** Whether the engine was asked to join operations. A processor without AVX2 goes on as before. */
  readonly wide: boolean;
  /** Why it was not asked, as a sentence has it behind "because". */
  readonly reason?: string;
}

/** What decides, and how the engine is asked: tests have their own. */
export interface WideHost {
  readonly node: boolean;
  /** Version of V8. */
  readonly v8: string;
  readonly processor: string;
  /** RECURRA_WIDE. */
  readonly wish: string | undefined;
  readonly setFlag: (flag: string) => void;
}

const FLAG = "--experimental-wasm-revectorize";

/**
 * Lets V8 compute with 256-bit vectors where that was tested to give the same bits: products of matrices take some two thirds of the time on processors
 * with AVX2. It sets a flag of V8 for the whole process, all its threads and all WebAssembly in it, whoever's, so a library does not do it by itself: a program
 * calls this once, before its first tensor. In other engines, and with RECURRA_WIDE=0 in the environment, it changes nothing.
 *
 * Source: V8's `wasm-revec-phase`, and `docs/determinism.md`.
 */
export function enableWide(): WideVectors {
  const { versions, arch, env, release } = process;
  return enableOn({
    node: release.name === "node" && versions.bun === undefined && versions.deno === undefined,
    v8: versions.v8,
    processor: arch,
    wish: env.RECURRA_WIDE,
    setFlag: setFlagsFromString,
  });
}

/** @internal The same on a host of one's own. */
export function enableOn(
  { node, v8, processor, wish, setFlag }: WideHost,
  known: readonly WideEngine[] = WIDE_ENGINES,
): WideVectors {
  if (wish === "0") return { wide: false, reason: "RECURRA_WIDE=0 turns it off" };
  const version = /^\d+\.\d+/.exec(v8)?.[0] ?? v8;
  const isKnown = node && known.some((engine) => engine.v8 === version && engine.processor === processor);
  if (!isKnown) return { wide: false, reason: `it was not tested in V8 ${version} on ${processor}` };
  setFlag(FLAG);
  return { wide: true };
}
