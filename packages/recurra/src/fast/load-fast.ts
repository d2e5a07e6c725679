// Makes mode "fast" available (kernels/wasm/fast-mode.ts). Its kernels are kept as their difference from the strict ones, of which they
// are near copies.
import { OptionError } from "../core/errors.ts";
import { bytesOf } from "../kernels/wasm/byte-text.ts";
import { provideFast } from "../kernels/wasm/fast-mode.ts";
import { strictBytes } from "../kernels/wasm/strict-bytes.ts";
import { applyDifference } from "./byte-difference.ts";
import { fastDifference, fastOrder } from "./fast-difference.generated.ts";

let bytes: Uint8Array<ArrayBuffer> | undefined;
let accepted: boolean | undefined;
let module: WebAssembly.Module | undefined;

/** Whether this JavaScript engine accepts the fast kernels (relaxed SIMD; on Node 20 only behind a flag). */
export function fastSupported(): boolean {
  accepted ??= WebAssembly.validate(fastBytes());
  return accepted;
}

/**
 * Compiles the fast kernels; from then on mode "fast" works: `withMode("fast", fn)`, `train({ mode: "fast" })`. Once is enough, and
 * threads of a training need none of their own.
 * Throws OptionError FAST_UNSUPPORTED when the engine has no relaxed SIMD: fastSupported() tells.
 */
export function loadFast(): void {
  if (!fastSupported()) {
    throw new OptionError(
      "FAST_UNSUPPORTED",
      "loadFast",
      [{ option: "mode", value: "fast" }, " needs relaxed SIMD, which this JavaScript engine does not accept"],
      {
        remedies: [
          ["use ", { option: "mode", value: "strict" }],
          "use Node 22 or newer",
          "start Node 20 with --experimental-wasm-relaxed-simd",
        ],
      },
    );
  }
  module ??= new WebAssembly.Module(fastBytes());
  provideFast(module);
}

function fastBytes(): Uint8Array<ArrayBuffer> {
  bytes ??= applyDifference(strictBytes(), bytesOf(fastDifference, fastOrder));
  return bytes;
}
