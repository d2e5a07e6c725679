// The kernels of mode "fast", which recurra/fast (src/fast) puts here: a page in strict mode does not load them.
import { OptionError } from "../../core/errors.ts";

let fast: WebAssembly.Module | undefined;

/** Makes mode "fast" available, or with undefined takes it away. */
export function provideFast(given: WebAssembly.Module | undefined): void {
  fast = given;
}

/** The kernels of mode "fast". Throws OptionError FAST_NOT_LOADED before loadFast(). */
export function fastModule(): WebAssembly.Module {
  if (fast === undefined) {
    throw new OptionError(
      "FAST_NOT_LOADED",
      "withMode",
      [{ option: "mode", value: "fast" }, " needs kernels of its own, which are not loaded"],
      {
        remedies: [
          ["call ", { call: 'loadFast() of "recurra/fast"' }, " first"],
          ["use ", { option: "mode", value: "strict" }],
        ],
      },
    );
  }
  return fast;
}
