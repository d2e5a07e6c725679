import { currentMode } from "./engine.ts";

// Below, calling costs more than the BLAS saves; with few rows or columns it is not faster than WebAssembly.
const leastWork = 2 ** 18;
const narrowest = 16;

/** Whether a product [m, k] x [k, n] goes to the BLAS (`hostGemm`): in mode "native", where it is large enough. */
export function goesToBlas(m: number, n: number, k: number): boolean {
  return currentMode() === "native" && Math.min(m, n, k) >= narrowest && m * n * k >= leastWork;
}
