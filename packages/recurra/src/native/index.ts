// recurra/native: wide products by a BLAS of this machine, in Node.
export { nativeDescription, nativeSupported } from "../kernels/wasm/native-mode.ts";
export type { NativeDescription } from "../kernels/wasm/sgemm.ts";
export { type LoadedNative, type LoadNativeOptions, loadNative } from "./load-native.ts";
