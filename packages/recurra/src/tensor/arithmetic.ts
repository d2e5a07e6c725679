// add, sub, mul, div and neg, element by element, with broadcasting; either operand may be a plain number.
import { kernels } from "../kernels/wasm/engine.ts";
import { addGradient, addReducedGradient, expandTo } from "./broadcast.ts";
import { broadcastShapes, type Shape } from "./shape.ts";
import { scratch } from "./step.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/** a + b. Gradients: g to a, g to b. Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR where neither operand is a tensor. */
export function add(a: Tensor | number, b: Tensor | number): Tensor {
  if (typeof a === "number") return addNumber("add", b, a);
  if (typeof b === "number") return addNumber("add", a, b);
  const shape = shapeOf("add", a, b);
  const pa = expandTo(a, shape);
  const pb = expandTo(b, shape);
  const out = allocateTensor(shape, "add");
  kernels().addArrays(out.pointer(), pa, pb, out.size);
  record("add", [a, b], [out], () => {
    const g = out.gradPointer();
    if (a.requiresGrad) addReducedGradient(a, g, shape);
    if (b.requiresGrad) addReducedGradient(b, g, shape);
  });
  return out;
}

/** a - b. Gradients: g to a, -g to b. Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR where neither operand is a tensor. */
export function sub(a: Tensor | number, b: Tensor | number): Tensor {
  if (typeof b === "number") return addNumber("sub", a, -b);
  if (typeof a === "number") return subtractFrom(a, b);
  const shape = shapeOf("sub", a, b);
  const pa = expandTo(a, shape);
  const pb = expandTo(b, shape);
  const out = allocateTensor(shape, "sub");
  kernels().subArrays(out.pointer(), pa, pb, out.size);
  record("sub", [a, b], [out], () => {
    const g = out.gradPointer();
    if (a.requiresGrad) addReducedGradient(a, g, shape);
    if (b.requiresGrad) scaleGradient(b, g, -1, out);
  });
  return out;
}

/** a * b. Gradients: g b to a, g a to b. Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR where neither operand is a tensor. */
export function mul(a: Tensor | number, b: Tensor | number): Tensor {
  if (typeof a === "number") return mulNumber("mul", b, a);
  if (typeof b === "number") return mulNumber("mul", a, b);
  const shape = shapeOf("mul", a, b);
  const pa = expandTo(a, shape);
  const pb = expandTo(b, shape);
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
 * Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR where neither operand is a tensor.
 */
export function div(a: Tensor | number, b: Tensor | number): Tensor {
  if (typeof b === "number") return divideByNumber(a, b);
  if (typeof a === "number") return divideNumber(a, b);
  const shape = shapeOf("div", a, b);
  const pa = expandTo(a, shape);
  const pb = expandTo(b, shape);
  const out = allocateTensor(shape, "div");
  const py = out.pointer();
  kernels().divArrays(py, pa, pb, out.size, 0);
  record("div", [a, b], [out], () => {
    const g = out.gradPointer();
    if (a.requiresGrad) writeGradient(a, out, (to, add) => kernels().divArrays(to, g, pb, out.size, add));
    if (b.requiresGrad) divisorGradient(b, g, py, pb, out);
  });
  return out;
}

/** -a. */
export function neg(a: Tensor): Tensor {
  return mulNumber("neg", a, -1);
}

function addNumber(name: string, a: Tensor | number, s: number): Tensor {
  requireTensor(name, "x", a);
  const out = allocateTensor(a.shape, "add");
  kernels().addScalar(out.pointer(), a.pointer(), s, out.size);
  record("add", [a], [out], () => addGradient(a, out.gradPointer()), s);
  return out;
}

function subtractFrom(s: number, a: Tensor): Tensor {
  requireTensor("sub", "x", a);
  const out = allocateTensor(a.shape, "sub");
  kernels().subFromScalar(out.pointer(), a.pointer(), s, out.size);
  record("sub", [a], [out], () => scaleGradient(a, out.gradPointer(), -1, out), s);
  return out;
}

function mulNumber(name: string, a: Tensor | number, s: number): Tensor {
  requireTensor(name, "x", a);
  const out = allocateTensor(a.shape, name);
  kernels().mulScalar(out.pointer(), a.pointer(), s, out.size, 0);
  record(name, [a], [out], () => scaleGradient(a, out.gradPointer(), s, out), s);
  return out;
}

function divideByNumber(a: Tensor | number, s: number): Tensor {
  requireTensor("div", "x", a);
  const out = allocateTensor(a.shape, "div");
  kernels().divScalar(out.pointer(), a.pointer(), s, out.size, 0);
  record(
    "div",
    [a],
    [out],
    () => {
      const g = out.gradPointer();
      writeGradient(a, out, (to, add) => kernels().divScalar(to, g, s, out.size, add));
    },
    s,
  );
  return out;
}

function divideNumber(s: number, a: Tensor): Tensor {
  requireTensor("div", "x", a);
  const out = allocateTensor(a.shape, "div");
  const py = out.pointer();
  const pa = a.pointer();
  kernels().divideScalar(py, pa, s, out.size);
  record("div", [a], [out], () => divisorGradient(a, out.gradPointer(), py, pa, out), s, true);
  return out;
}

function scaleGradient(a: Tensor, g: number, s: number, out: Tensor): void {
  writeGradient(a, out, (to, add) => kernels().mulScalar(to, g, s, out.size, add));
}

function productGradient(a: Tensor, g: number, other: number, out: Tensor): void {
  writeGradient(a, out, (to, add) => kernels().mulArrays(to, g, other, out.size, add));
}

function divisorGradient(b: Tensor, g: number, y: number, pb: number, out: Tensor): void {
  writeGradient(b, out, (to, add) => kernels().divisorGradient(to, g, y, pb, out.size, add));
}

/** The gradient of an operand, in the shape of the result: written or added where it belongs, or summed back over what was repeated. */
function writeGradient(a: Tensor, out: Tensor, write: (to: number, accumulate: number) => void): void {
  if (a.size === out.size) {
    const accumulate = a.takeFreshGrad() ? 0 : 1;
    write(a.gradPointer(), accumulate);
    return;
  }
  const part = scratch(out.size * 4);
  write(part, 0);
  addReducedGradient(a, part, out.shape);
}

/** The common shape of two operands. */
function shapeOf(name: string, a: Tensor, b: Tensor): Shape {
  requireTensor(name, "a", a);
  requireTensor(name, "b", b);
  return broadcastShapes(name, a.shape, b.shape);
}
