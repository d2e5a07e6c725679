// Initial values of parameters, drawn from the default generator: each parameter takes the next serial number, so the
// same seed before the same constructors gives the same weights.
import { defaultGenerator } from "../core/random.ts";
import { Parameter, type Shape, sizeOf } from "../tensor/index.ts";

/** A parameter whose values are drawn from U(-bound, bound). */
export function uniformParameter(shape: Shape, bound: number): Parameter {
  const generator = defaultGenerator();
  const stream = generator.stream("weights", generator.nextSerial());
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = (2 * stream.uniform(i) - 1) * bound;
  return new Parameter(values, shape);
}
