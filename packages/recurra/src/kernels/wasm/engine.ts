// Starts the kernels by itself, synchronously, at first use. `strict` and `fast` are two builds of one source on one
// memory; the fast one is there only when a program has loaded it (recurra/fast).
import { OptionError } from "../../core/errors.ts";
import { BODY, type OptionRule, requireOption, word } from "../../core/option-rules.ts";
import type { KernelExports } from "./exports.ts";
import { fastModule } from "./fast-mode.ts";
import { f32, i32, memory, staticBytes } from "./memory.ts";
import { nativeSupported, notLoaded, sgemm } from "./native-mode.ts";
import { addModule, furtherCodes, kernelCodes, kernelNames, type ProgramRunner, programRunner } from "./program.ts";
import { currentRecorder, type FurtherModule, type Recorder, setRecorder } from "./recorder.ts";
import { strictBytes, strictClasses } from "./strict-bytes.ts";

export { f32, i32, memoryBytes, u8 } from "./memory.ts";

/**
 * `strict`: the same bits on every machine. `fast`: fused multiply-add where the processor has it, after `loadFast` of recurra/fast.
 * `native`: strict, but large products by a BLAS of this machine, after `loadNative` of recurra/native.
 */
export type Mode = "strict" | "fast" | "native";
export const MODE: OptionRule<Mode> = /* @__PURE__ */ word<Mode>("strict", "fast", "native");

let mode: Mode = "strict";
let active: KernelExports | undefined;
let strict: KernelExports | undefined;
let fast: KernelExports | undefined;

/** The kernels of the current mode; compiled when first asked for. */
export function kernels(): KernelExports {
  return active ?? activate();
}

/** What runs programs by the kernels of the current mode. */
export function currentRunner(): ProgramRunner {
  const exports = exportsOf();
  let runner = runners.get(exports);
  if (runner === undefined) {
    runner = programRunner(exports);
    runners.set(exports, runner);
    for (const further of furthers.values()) addModule(exports, further.exports, further.runOne);
  }
  return runner;
}

const runners = new Map<KernelExports, ProgramRunner>();

/** The compiled module of the current mode: other threads make instances of it. */
export function currentModule(): WebAssembly.Module {
  const module = modules.get(exportsOf());
  if (module === undefined) throw new Error("kernels: an instance without its module");
  return module;
}

const modules = new Map<KernelExports, WebAssembly.Module>();

/** Notes every kernel call in `recorder` while `body` runs. */
export function recordWith<T>(recorder: Recorder, body: () => T): T {
  const before = currentRecorder();
  setRecorder(recorder);
  active = undefined;
  try {
    return body();
  } finally {
    setRecorder(before);
    active = undefined;
  }
}

/** Writes 32-bit words that do not depend on the numbers of a batch, such as the description of a layer. */
export function writeWords(address: number, words: ArrayLike<number>): void {
  i32().set(words, address >>> 2);
  currentRecorder()?.constants.push({ address, words: i32().slice(address >>> 2, (address >>> 2) + words.length) });
}

/** Writes float32 numbers that do not depend on the numbers of a batch. */
export function writeFloats(address: number, values: ArrayLike<number>): void {
  f32().set(values, address >>> 2);
  currentRecorder()?.constants.push({ address, words: i32().slice(address >>> 2, (address >>> 2) + values.length) });
}

/** The mode whose kernels run now. */
export function currentMode(): Mode {
  return mode;
}

/**
 * Runs `body` with the kernels of `wanted`, then returns to the mode before. Synchronous.
 * Throws OptionError FAST_NOT_LOADED before loadFast(), NATIVE_NOT_LOADED before loadNative(), OPTION_VALUE for another word, and
 * WITH_MODE_ASYNC when `body` returns a promise.
 */
export function withMode<T>(wanted: Mode, body: () => T): T {
  requireOption("withMode", "body", BODY, body);
  const before = mode;
  setMode(wanted);
  try {
    const result = body();
    if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
      throw new OptionError(
        "WITH_MODE_ASYNC",
        "withMode",
        "fn returned a promise, but the mode holds only until fn returns",
        { remedies: ["await outside, and wrap each synchronous step"] },
      );
    }
    return result;
  } finally {
    setMode(before);
  }
}

function setMode(wanted: Mode): void {
  if (wanted === mode) return;
  requireOption("withMode", "mode", MODE, wanted);
  if (wanted === "native" && !nativeSupported()) throw notLoaded();
  if (wanted === "fast") fastModule();
  mode = wanted;
  active = undefined;
}

function activate(): KernelExports {
  const exports = exportsOf();
  active = currentRecorder()?.wrap(exports, kernelCodes(exports, strictClasses())) ?? exports;
  return active;
}

/** Kernels beside those of the first module: bytes of WebAssembly that are the same in all modes. */
export interface KernelModule<K> {
  readonly bytes: () => Uint8Array<ArrayBuffer>;
  /** Only in types: what the kernels are. */
  readonly kernels?: K;
}

interface Further extends FurtherModule {
  readonly exports: object;
  readonly codes: ReadonlyMap<string, readonly number[]>;
}

const furthers = new Map<KernelModule<unknown>, Further>();

/** The kernels of a further module; compiled when first asked for. */
export function kernelsOf<K extends object>(source: KernelModule<K>): K {
  const further = furthers.get(source) ?? startModule(source);
  const recorder = currentRecorder();
  if (!recorder) return further.exports as K;
  recorder.modules.add(further);
  return recorder.wrap(further.exports, further.codes) as K;
}

function startModule(source: KernelModule<unknown>): Further {
  const module = new WebAssembly.Module(source.bytes());
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort } });
  // Behind the kernels of the first module, which are as many in every mode, and the modules that came before.
  const runOne = kernelNames(exportsOf()).length + furthers.size;
  const further = { module, exports, runOne, codes: furtherCodes(exports, runOne) };
  furthers.set(source, further);
  for (const first of runners.keys()) addModule(first, exports, runOne);
  return further;
}

function exportsOf(): KernelExports {
  if (mode === "fast") {
    fast ??= instantiate(fastModule());
    return fast;
  }
  strict ??= instantiate(new WebAssembly.Module(strictBytes()));
  return strict;
}

function instantiate(module: WebAssembly.Module): KernelExports {
  const instance = new WebAssembly.Instance(module, { env: { memory, abort, sgemm } });
  const exports = instance.exports as unknown as KernelExports;
  if (exports.heapBase() > staticBytes) {
    throw new Error(
      `kernels: constants end at ${exports.heapBase()}, past the ${staticBytes} bytes set aside for them`,
    );
  }
  modules.set(exports, module);
  return exports;
}

function abort(): never {
  throw new Error("kernels: aborted");
}
