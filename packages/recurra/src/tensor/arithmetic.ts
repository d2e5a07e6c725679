// add, sub, mul, div and neg, element by element, with broadcasting; either operand may be a plain number.
import { OptionError } from "../core/errors.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { addGradient, addReducedGradient, expand } from "./broadcast.ts";
import { broadcastShapes } from "./shape.ts";
import { scratch } from "./step.ts";
import { record } from "./tape.ts";
import { allocateTensor, type Tensor } from "./tensor.ts";

/** a + b. Gradients: g to a, g to b. Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR for two plain numbers. */
export function add(a: Tensor | number, b: Tensor | number): Tensor {
  if (typeof a === "number") return addNumber(requireTensor("add", b), a);
  if (typeof b === "number") return addNumber(a, b);
  const shape = broadcastShapes("add", a.shape, b.shape);
  const pa = expand(a, shape);
  const pb = expand(b, shape);
  const out = allocateTensor(shape, "add");
  kernels().addArrays(out.pointer(), pa, pb, out.size);
  record("add", [a, b], [out], () => {
    const g = out.gradPointer();
    if (a.requiresGrad) addReducedGradient(a, g, shape);
    if (b.requiresGrad) addReducedGradient(b, g, shape);
  });
  return out;
}

/** a - b. Gradients: g to a, -g to b. Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR for two plain numbers. */
export function sub(a: Tensor | number, b: Tensor | number): Tensor {
  if (typeof b === "number") return addNumber(requireTensor("sub", a), -b);
  if (typeof a === "number") return subtractFrom(a, b);
  const shape = broadcastShapes("sub", a.shape, b.shape);
  const pa = expand(a, shape);
  const pb = expand(b, shape);
  const out = allocateTensor(shape, "sub");
  kernels().subArrays(out.pointer(), pa, pb, out.size);
  record("sub", [a, b], [out], () => {
    const g = out.gradPointer();
    if (a.requiresGrad) addReducedGradient(a, g, shape);
    if (b.requiresGrad) {
      if (b.size === out.size) scaleGradient(b, g, -1);
      else {
        const negative = scratch(out.size * 4);
        kernels().mulScalar(negative, g, -1, out.size, 0);
        addReducedGradient(b, negative, shape);
      }
    }
  });
  return out;
}

/** a * b. Gradients: g b to a, g a to b. Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR for two plain numbers. */
export function mul(a: Tensor | number, b: Tensor | number): Tensor {
  if (typeof a === "number") return mulNumber(requireTensor("mul", b), a);
  if (typeof b === "number") return mulNumber(a, b);
  const shape = broadcastShapes("mul", a.shape, b.shape);
  const pa = expand(a, shape);
  const pb = expand(b, shape);
  const out = allocateTensor(shape, "mul");
  kernels().mulArrays(out.pointer(), pa, pb, out.size, 0);
  record("mul", [a, b], [out], () => {
    const g = out.gradPointer();
    if (a.requiresGrad) productGradient(a, g, pb, out);
    if (b.requiresGrad) productGradient(b, g, pa, out);
  });
  return out;
}

/**
 * a / b. Gradients: g / b to a, -g (a / b) / b to b.
 * Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR for two plain numbers.
 */
export function div(a: Tensor | number, b: Tensor | number): Tensor {
  if (typeof b === "number") return divideByNumber(requireTensor("div", a), b);
  if (typeof a === "number") return divideNumber(a, b);
  const shape = broadcastShapes("div", a.shape, b.shape);
  const pa = expand(a, shape);
  const pb = expand(b, shape);
  const out = allocateTensor(shape, "div");
  const py = out.pointer();
  kernels().divArrays(py, pa, pb, out.size, 0);
  record("div", [a, b], [out], () => {
    const g = out.gradPointer();
    const n = out.size;
    if (a.requiresGrad) {
      if (a.size === n) {
        const accumulate = a.takeFreshGrad() ? 0 : 1;
        kernels().divArrays(a.gradPointer(), g, pb, n, accumulate);
      } else {
        const part = scratch(n * 4);
        kernels().divArrays(part, g, pb, n, 0);
        addReducedGradient(a, part, shape);
      }
    }
    if (b.requiresGrad) divisorGradient(b, g, py, pb, out);
  });
  return out;
}

/** -a. */
export function neg(a: Tensor): Tensor {
  return mulNumber(a, -1, "neg");
}

function addNumber(a: Tensor, s: number): Tensor {
  const out = allocateTensor(a.shape, "add");
  kernels().addScalar(out.pointer(), a.pointer(), s, out.size);
  record("add", [a], [out], () => addGradient(a, out.gradPointer()));
  return out;
}

function subtractFrom(s: number, a: Tensor): Tensor {
  const out = allocateTensor(a.shape, "sub");
  kernels().subFromScalar(out.pointer(), a.pointer(), s, out.size);
  record("sub", [a], [out], () => scaleGradient(a, out.gradPointer(), -1));
  return out;
}

function mulNumber(a: Tensor, s: number, name = "mul"): Tensor {
  const out = allocateTensor(a.shape, name);
  kernels().mulScalar(out.pointer(), a.pointer(), s, out.size, 0);
  record(name, [a], [out], () => scaleGradient(a, out.gradPointer(), s));
  return out;
}

function divideByNumber(a: Tensor, s: number): Tensor {
  const out = allocateTensor(a.shape, "div");
  kernels().divScalar(out.pointer(), a.pointer(), s, out.size, 0);
  record("div", [a], [out], () => {
    const g = out.gradPointer();
    const accumulate = a.takeFreshGrad() ? 0 : 1;
    kernels().divScalar(a.gradPointer(), g, s, a.size, accumulate);
  });
  return out;
}

function divideNumber(s: number, a: Tensor): Tensor {
  const out = allocateTensor(a.shape, "div");
  const py = out.pointer();
  const pa = a.pointer();
  kernels().divideScalar(py, pa, s, out.size);
  record("div", [a], [out], () => divisorGradient(a, out.gradPointer(), py, pa, out));
  return out;
}

function scaleGradient(a: Tensor, g: number, s: number): void {
  const accumulate = a.takeFreshGrad() ? 0 : 1;
  kernels().mulScalar(a.gradPointer(), g, s, a.size, accumulate);
}

function productGradient(a: Tensor, g: number, other: number, out: Tensor): void {
  if (a.size === out.size) {
    const accumulate = a.takeFreshGrad() ? 0 : 1;
    kernels().mulArrays(a.gradPointer(), g, other, out.size, accumulate);
    return;
  }
  const part = scratch(out.size * 4);
  kernels().mulArrays(part, g, other, out.size, 0);
  addReducedGradient(a, part, out.shape);
}

function divisorGradient(b: Tensor, g: number, y: number, pb: number, out: Tensor): void {
  if (b.size === out.size) {
    const accumulate = b.takeFreshGrad() ? 0 : 1;
    kernels().divisorGradient(b.gradPointer(), g, y, pb, out.size, accumulate);
    return;
  }
  const part = scratch(out.size * 4);
  kernels().divisorGradient(part, g, y, pb, out.size, 0);
  addReducedGradient(b, part, out.shape);
}

function requireTensor(name: string, value: Tensor | number): Tensor {
  if (typeof value !== "number") return value;
  throw new OptionError("OPERAND_NOT_TENSOR", name, "both operands are plain numbers; at least one must be a tensor");
}
