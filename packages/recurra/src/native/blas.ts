// Opens a BLAS, sets it to one thread and makes sure that it multiplies. One thread, because the threads of training each call it
// for their own part of the batch.
import { wordForeign } from "../core/foreign-error.ts";
import {
  type CblasSgemm,
  cblasSgemm,
  type Foreign,
  type ForeignLibrary,
  type NativeDescription,
  useOneThread,
} from "../kernels/wasm/sgemm.ts";
import type { Host } from "./host.ts";
import { betterKernels } from "./processor.ts";

/** A BLAS that is open and works. */
export interface Blas {
  readonly sgemm: CblasSgemm;
  /** What the library says about itself. */
  readonly version: string;
  /** How each thread that calls it sets it to one thread. */
  readonly single: NativeDescription["single"];
}

/** A library that opens, but cannot be used. */
export class UnfitBlas extends Error {}

/** Opens this library. Throws UnfitBlas that says why it cannot be used, and what the system throws where it does not open. */
export function openBlas(foreign: Foreign, library: string, host: Host): Blas {
  // OpenBLAS starts its threads when it is opened, Accelerate when it first multiplies.
  const single = { OPENBLAS_NUM_THREADS: "1", VECLIB_MAXIMUM_THREADS: "1" };
  return withVariables(host, single, () => {
    let open = foreign.load(library);
    try {
      const better = betterKernels(versionOf(open, foreign), coreName(open), host);
      if (better !== undefined) {
        open.unload();
        open = withVariables(host, { OPENBLAS_CORETYPE: better }, () => foreign.load(library));
      }
      return makeSingleThreaded(open, foreign);
    } catch (cause) {
      open.unload();
      throw new UnfitBlas(wordForeign(cause), { cause });
    }
  });
}

/** An open library, set to one thread and tried. */
function makeSingleThreaded(open: ForeignLibrary, foreign: Foreign): Blas {
  const version = versionOf(open, foreign);
  if (/USE64BITINT/.test(version)) throw new Error("it takes 64-bit sizes");
  const single = toOneThread.filter(([name, result, parameter]) => optional(open, name, result, [parameter]));
  useOneThread(open, single);
  const sgemm = cblasSgemm(open);
  if (!multiplies(foreign, sgemm)) throw new Error("its cblas_sgemm gives wrong numbers");
  return { sgemm, version, single };
}

/** Sets variables of the environment while `body` runs: child processes that are started later are not to see them. */
function withVariables<T>({ environment }: Host, wanted: Record<string, string>, body: () => T): T {
  const before = Object.keys(wanted).map((name) => [name, environment[name]] as const);
  Object.assign(environment, wanted);
  try {
    return body();
  } finally {
    for (const [name, value] of before) {
      // Assigning undefined would write the word "undefined".
      if (value === undefined) delete environment[name];
      else environment[name] = value;
    }
  }
}

/** The function of this name, or undefined where the library has none. */
function optional(library: ForeignLibrary, name: string, result: string, parameters: string[]) {
  try {
    return library.func(name, result, parameters) as (...values: unknown[]) => unknown;
  } catch {
    return undefined;
  }
}

function coreName(library: ForeignLibrary): string {
  return String(optional(library, "openblas_get_corename", "str", [])?.() ?? "");
}

function versionOf(library: ForeignLibrary, foreign: Foreign): string {
  const openBlas = optional(library, "openblas_get_config", "str", []);
  if (openBlas) return String(openBlas());
  const mkl = optional(library, "MKL_Get_Version_String", "void", ["uint64_t", "int"]);
  if (mkl) {
    // Its layers are fixed by the first call of anything else: the one with sizes of 32 bits (0), the one without threads (1).
    optional(library, "MKL_Set_Interface_Layer", "int", ["int"])?.(0);
    optional(library, "MKL_Set_Threading_Layer", "int", ["int"])?.(1);
    const text = new Uint8Array(256);
    mkl(Number(foreign.address(text.buffer)), text.length);
    return String.fromCharCode(...text.subarray(0, text.indexOf(0))).trim();
  }
  const blis = optional(library, "bli_info_get_version_str", "str", []);
  return blis ? `BLIS ${String(blis())}` : "";
}

/** Functions that set a BLAS to one thread, with 1 as their argument. */
const toOneThread: NativeDescription["single"] = [
  ["openblas_set_num_threads", "void", "int"],
  ["MKL_Set_Num_Threads", "void", "int"],
  ["bli_thread_set_num_threads", "void", "int64_t"],
  // Accelerate, macOS 15: BLAS_THREADING_SINGLE_THREADED.
  ["BLASSetThreading", "int", "unsigned int"],
];

/** [1 2 3; 4 5 6] x [1 2; 3 4; 5 6] = [22 28; 49 64], the numbers exact in float32. */
function multiplies(foreign: Foreign, sgemm: CblasSgemm): boolean {
  const floats = Float32Array.of(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, Number.NaN, 0, 0, 0);
  const at = Number(foreign.address(floats.buffer));
  sgemm(101, 111, 111, 2, 2, 3, 1, at, 3, at + 24, 2, 0, at + 48, 2);
  return [22, 28, 49, 64].every((value, i) => floats[12 + i] === value);
}
