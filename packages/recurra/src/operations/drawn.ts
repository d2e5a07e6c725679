// Leaves that are drawn by chance, or filled by rule. The same seed before the same code gives the same numbers.

import { OptionError } from "../core/errors.ts";
import { NUMBER, requireOption } from "../core/option-rules.ts";
import { defaultGenerator, type RandomStream } from "../core/random.ts";
import { refuseInPlan } from "../kernels/wasm/recorder.ts";
import { adopt, announce, requireShape, type Shape, sizeOf, type Tensor, type TensorOptions } from "../tensor/index.ts";

/**
 * A leaf of numbers from [0, 1), each as likely. Throws ShapeError SHAPE_INVALID, and StateError PLAN_READS_VALUES in a plan, which
 * would draw once. Source: torch.rand, with the library's own generator (`manualSeed`).
 */
export function rand(shape: Shape, options: TensorOptions = {}): Tensor {
  return drawn("rand", shape, options, (stream, i) => Math.min(stream.uniform(i), BELOW_ONE));
}

/** A leaf of numbers from the standard normal distribution; otherwise as rand. Source: torch.randn. */
export function randn(shape: Shape, options: TensorOptions = {}): Tensor {
  return drawn("randn", shape, options, (stream, i) => stream.normal(i));
}

function drawn(
  name: string,
  shape: Shape,
  options: TensorOptions,
  draw: (stream: RandomStream, index: number) => number,
): Tensor {
  refuseInPlan(`${name} draws in JavaScript, once for all batches`);
  announce(name, [], []);
  requireShape(name, shape);
  const generator = defaultGenerator();
  const stream = generator.stream(name, generator.nextSerial());
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = draw(stream, i);
  return adopt(values, shape, options);
}

/** The largest float32 below 1: what lies above would be rounded to 1. */
const BELOW_ONE = 0.999_999_940_395_355_2;

/** A leaf filled with one number. Throws ShapeError SHAPE_INVALID. */
export function full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  requireShape("full", shape);
  requireOption("full", "value", NUMBER, value);
  return adopt(new Float32Array(sizeOf(shape)).fill(value), shape, options);
}

/**
 * The numbers from `start` on, `step` apart, up to `end`, which is not among them: start + i step, each rounded once.
 * Throws OptionError OPTION_VALUE where there are none. Source: torch.arange.
 */
export function arange(start: number, end: number, step = 1): Tensor {
  requireOption("arange", "start", NUMBER, start);
  requireOption("arange", "end", NUMBER, end);
  requireOption("arange", "step", NUMBER, step);
  const count = Math.ceil((end - start) / step);
  if (!(count >= 1 && Number.isFinite(count))) {
    throw new OptionError("OPTION_VALUE", "arange", `from ${start} to ${end} in steps of ${step} there are no numbers`);
  }
  requireShape("arange", [count]);
  const leaf = adopt(
    Float32Array.from({ length: count }, (_, i) => start + i * step),
    [count],
  );
  announce("arange", [], [leaf], start, step);
  return leaf;
}
