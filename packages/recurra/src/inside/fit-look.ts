// What a step of a fit shows of its network, for `openFit`.
import type { Mode } from "../kernels/wasm/engine.ts";
import type { Module } from "../nn/module/module.ts";
import type { Tensor } from "../tensor/index.ts";

/** One window, and how to read what is said of it. */
interface FitLookParts {
  readonly network: Module;
  /** Runs the network over the window. */
  readonly run: () => { readonly output: Tensor; readonly loss: Tensor };
  readonly mode: Mode;
  readonly lookback: number;
  readonly horizon: number;
  /** Rows that one step of its first layer reads: 1, or those of a segment. */
  readonly rows: number;
  /** The columns of x. */
  readonly inputNames: readonly string[];
  readonly target: string;
  /** The target's values in the rows of the window and of the horizon, and what the rows are called. */
  readonly values: Float64Array;
  readonly times: readonly string[];
  /** What the network said, in the target's units, [horizon]. */
  readonly restore: (output: Float32Array) => Float64Array;
}

/** A look at the network of a fit over one window, between two of its steps. */
export class FitLook {
  /** @internal */
  readonly parts: FitLookParts;

  constructor(parts: FitLookParts) {
    this.parts = parts;
  }
}
