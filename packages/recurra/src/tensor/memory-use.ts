import * as arena from "../kernels/wasm/arena.ts";
import { memoryBytes } from "../kernels/wasm/engine.ts";
import * as heap from "../kernels/wasm/heap.ts";

/** What the engine's memory holds, in bytes. */
export interface MemoryUse {
  /** Taken from the system so far; WebAssembly memory never shrinks. */
  readonly total: number;
  /** Parameters, their gradients, optimizer state and packed weights. */
  readonly parameters: number;
  /** Reserved for the tensors of steps, whether a step is open or not. */
  readonly steps: number;
}

/** How much memory the engine holds: flat from the second step on in a training loop with fixed shapes. */
export function memoryUse(): MemoryUse {
  return { total: memoryBytes(), parameters: heap.stats().used, steps: arena.stats().capacity };
}
