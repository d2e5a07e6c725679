// Whether a BLAS is there, and the function through which the engine's kernels reach it. recurra/native (src/native) loads one and puts
// it here; in the other modes nobody calls it.
import { OptionError, StateError } from "../../core/errors.ts";
import type { NativeDescription, Sgemm } from "./sgemm.ts";

interface Native {
  readonly description: NativeDescription;
  readonly sgemm: Sgemm;
  /** The head of a worker's script. */
  readonly workerHead: string;
}

let native: Native | undefined;
let product: Sgemm = () => {
  throw new StateError("NATIVE_GONE", "kernels", "a product for mode native, but no BLAS is loaded");
};
const nobody = product;

/** Makes mode "native" available, or with undefined takes it away. */
export function provideNative(given: Native | undefined): void {
  native = given;
  product = given?.sgemm ?? nobody;
}

/** Whether a BLAS has been loaded, so that mode "native" can be used. */
export function nativeSupported(): boolean {
  return native !== undefined;
}

/** What a worker thread needs for mode "native"; undefined before loadNative(). */
export function nativeDescription(): NativeDescription | undefined {
  return native?.description;
}

/** The head of the script of a thread that works in mode "native". */
export function nativeWorkerHead(): string {
  return native?.workerHead ?? "";
}

/** The import of the engine's own kernels. */
export const sgemm: Sgemm = (turned, m, n, k, a, lda, b, ldb, beta, c, ldc) => {
  product(turned, m, n, k, a, lda, b, ldb, beta, c, ldc);
};

export function notLoaded(): OptionError {
  return new OptionError(
    "NATIVE_NOT_LOADED",
    "withMode",
    [{ option: "mode", value: "native" }, " needs a BLAS of this machine, which is not loaded"],
    {
      remedies: [
        ["in Node call ", { call: 'await loadNative() of "recurra/native"' }, " first"],
        ["use ", { option: "mode", value: ["strict", "fast"] }],
      ],
    },
  );
}
