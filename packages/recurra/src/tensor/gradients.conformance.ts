// The check that every differentiable operation passes: outputs against a float64 formula, gradients against central
// differences of that formula. Step memory is filled with NaN first, so that what a kernel forgets to write shows.
import { expect } from "vitest";
import { kernels } from "../kernels/wasm/engine.ts";
import { tensor } from "./creation.ts";
import { scope } from "./scope.ts";
import { type Shape, sizeOf } from "./shape.ts";
import { scratch } from "./step.ts";
import type { Tensor } from "./tensor.ts";

/** Lengths around one and two vectors of four lanes. */
export const tails: readonly number[] = [1, 3, 4, 5, 7, 8, 9];

/** Fills free step memory with NaN. */
export function poisonStepMemory(): void {
  scope(() => kernels().fillArray(scratch(1 << 18), Number.NaN, 1 << 16));
}

/** Fixed numbers from `low` to `high` that look random, exact in float32. */
export function numbers(count: number, seed: number, low = -2, high = 2): Float32Array {
  const values = new Float32Array(count);
  let state = (seed * 2654435761 + 12345) >>> 0;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values[i] = low + ((high - low) * (state >>> 8)) / 16777216;
  }
  return values;
}

export interface OperationCase {
  readonly shapes: readonly Shape[];
  readonly run: (...inputs: Tensor[]) => Tensor;
  /** The same in float64, from flat inputs to the flat output. */
  readonly formula: (...inputs: Float64Array[]) => ArrayLike<number>;
  readonly low?: number;
  readonly high?: number;
  /** Inputs in place of the fixed numbers. */
  readonly values?: readonly Float32Array[];
}

/** Asserts output and gradients of one operation, each within 1e-5 of its largest entry. */
export function expectOperation({ shapes, run, formula, low, high, values }: OperationCase): void {
  const data = values ?? shapes.map((shape, i) => numbers(sizeOf(shape), i + 1, low, high));
  poisonStepMemory();
  const inputs = data.map((d, i) => tensor(d, shapes[i], { requiresGrad: true }));
  const out = run(...inputs);
  const wide = data.map((d) => Float64Array.from(d));
  expectClose(out.toArray(), formula(...wide), "output");
  const weights = numbers(out.size, 99);
  out.backward({ gradient: tensor(weights, out.shape) });
  for (let i = 0; i < inputs.length; i++) {
    expectClose(inputs[i].grad!, differences(wide, i, weights, formula), `gradient of input ${i}`);
  }
}

/** Asserts that two lists agree within 1e-5 of the largest expected entry. */
export function expectClose(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
  tolerance = 1e-5,
): void {
  expect(found.length, what).toBe(expected.length);
  let scale = 1e-3;
  for (let i = 0; i < expected.length; i++) scale = Math.max(scale, Math.abs(expected[i]));
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(found[i] - expected[i]) / scale;
    expect(error <= tolerance, `${what}[${i}]: ${found[i]}, expected ${expected[i]}`).toBe(true);
  }
}

function differences(
  inputs: Float64Array[],
  which: number,
  weights: ArrayLike<number>,
  formula: OperationCase["formula"],
): Float64Array {
  const step = 1e-5;
  const values = inputs[which];
  const gradient = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const kept = values[i];
    values[i] = kept + step;
    const above = dot(formula(...inputs), weights);
    values[i] = kept - step;
    const below = dot(formula(...inputs), weights);
    values[i] = kept;
    gradient[i] = (above - below) / (2 * step);
  }
  return gradient;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
