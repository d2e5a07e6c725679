// Initial values of parameters, drawn from the default generator: each parameter takes the next serial number, so the
// same seed before the same constructors gives the same weights.
import { defaultGenerator, type RandomStream } from "../../core/random.ts";
import { Parameter, type Shape, sizeOf } from "../../tensor/index.ts";

let blank = false;
let told: ((size: number) => void) | undefined;

/**
 * Runs `build` with parameters of zeros in place of drawn ones, for a network whose values are about to be set. `onSize` is told the numbers
 * of each before it is made, and may refuse it.
 */
export function blankParameters<T>(build: () => T, onSize?: (size: number) => void): T {
  const before = [blank, told] as const;
  [blank, told] = [true, onSize];
  try {
    return build();
  } finally {
    [blank, told] = before;
  }
}

/** Whether values are about to be set, so that the network is to be used and not trained from here. */
export function isBlank(): boolean {
  return blank;
}

/** A parameter whose values are drawn from U(-bound, bound). */
export function uniformParameter(shape: Shape, bound: number): Parameter {
  return drawnParameter(shape, (stream, i) => (2 * stream.uniform(i) - 1) * bound);
}

/** A parameter whose values are drawn from the standard normal distribution. */
export function normalParameter(shape: Shape): Parameter {
  return drawnParameter(shape, (stream, i) => stream.normal(i));
}

function drawnParameter(shape: Shape, draw: (stream: RandomStream, i: number) => number): Parameter {
  if (blank) {
    told?.(sizeOf(shape));
    return new Parameter(new Float32Array(sizeOf(shape)), shape);
  }
  const generator = defaultGenerator();
  const stream = generator.stream("weights", generator.nextSerial());
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = draw(stream, i);
  return new Parameter(values, shape);
}
