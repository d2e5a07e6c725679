import { tensor } from "recurra";
import { Generator } from "recurra/core";

/** A tensor of uniform numbers in [-1, 1), the same for the same name and shape. */
export function uniform(name, shape) {
  const stream = new Generator(0).stream(name);
  const size = shape.reduce((product, n) => product * n, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => 2 * stream.uniform(i) - 1),
    shape,
  );
}
