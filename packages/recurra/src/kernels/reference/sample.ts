// Repeatable numbers for the tests of kernels and layers.

import { Generator } from "../../core/random.ts";

/** `size` normal numbers times `scale`, the same for the same name. */
export function sample(name: string, size: number, scale = 1): Float64Array {
  const stream = new Generator(17).stream(name);
  return Float64Array.from({ length: size }, (_, i) => stream.normal(i) * scale);
}

/** Sum of a[i] b[i]: makes a scalar loss of an output and fixed random factors. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
