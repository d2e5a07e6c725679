// The modes that the tests run in. Node 20 has relaxed SIMD only behind a flag, which this raises before the first compile.

import { setFlagsFromString } from "node:v8";
import { fastSupported, loadFast } from "../../fast/index.ts";
import type { Mode } from "./engine.ts";

if (Number(process.versions.node.split(".")[0]) < 22) setFlagsFromString("--experimental-wasm-relaxed-simd");

if (fastSupported()) loadFast();

/** strict, and fast where this machine's engine accepts it. */
export const modes: readonly Mode[] = fastSupported() ? ["strict", "fast"] : ["strict"];
