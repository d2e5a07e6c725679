// recurra/fast: kernels with relaxed SIMD, for pages and Node.
export { fastSupported, loadFast } from "./load-fast.ts";
