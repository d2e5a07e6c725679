// Repeatable numbers for the tests of kernels and layers.

import { Generator } from "../../core/random.ts";
import { type Cell, type CellState, makeState } from "./cell.ts";

/** `size` normal numbers times `scale`, the same for the same name. */
export function sample(name: string, size: number, scale = 1): Float64Array {
  const stream = new Generator(17).stream(name);
  return Float64Array.from({ length: size }, (_, i) => stream.normal(i) * scale);
}

/** A state that a cell may be in: normal numbers, of which those of a normaliser n are at least 1. */
export function sampleState(cell: Cell, name: string, size: number): CellState {
  return makeState(cell, (part) => {
    const values = sample(`${name} ${part}`, size);
    return part === "n" ? values.map((value) => 1 + Math.abs(value)) : values;
  });
}

/** Sum of the products of two states. */
export function dotState(cell: Cell, a: CellState, b: CellState): number {
  return cell.states.reduce((sum, name) => sum + dot(a[name]!, b[name]!), 0);
}

/** Sum of a[i] b[i]: makes a scalar loss of an output and fixed random factors. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
