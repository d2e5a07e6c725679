// abs, sqrt, clamp and pow, element by element.

import { OptionError } from "../core/errors.ts";
import { NUMBER, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { moreKernels, UNEQUAL } from "../kernels/wasm/more-kernels.ts";
import { addReducedGradient, allocateTensor, record, requireTensor, scratch, type Tensor } from "../tensor/index.ts";
import { addressOf, type Operand, shapeOfOperands, tensorsOf, wantsGradient } from "./operand.ts";

/** As assembly/more/choice.ts numbers them. */
const ABSOLUTE = 0;
const ROOT = 1;

/** |x|. Gradient: g with the sign of x, 0 at 0. */
export function abs(x: Tensor): Tensor {
  requireTensor("abs", "x", x);
  const out = allocateTensor(x.shape, "abs");
  const px = x.pointer();
  moreKernels().magnitudeArray(out.pointer(), px, out.size, ABSOLUTE);
  record("abs", [x], [out], () => {
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    moreKernels().signGradient(x.gradPointer(), out.gradPointer(), px, out.size, accumulate);
  });
  return out;
}

/** The square root, correctly rounded; NaN below 0. Gradient: g / (2 y). */
export function sqrt(x: Tensor): Tensor {
  requireTensor("sqrt", "x", x);
  const out = allocateTensor(x.shape, "sqrt");
  const n = out.size;
  moreKernels().magnitudeArray(out.pointer(), x.pointer(), n, ROOT);
  record("sqrt", [x], [out], () => {
    const twice = scratch(n * 4);
    kernels().addArrays(twice, out.pointer(), out.pointer(), n);
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().divArrays(x.gradPointer(), out.gradPointer(), twice, n, accumulate);
  });
  return out;
}

/**
 * x, but no less than `least` and no more than `most`, of which one may be left out (undefined); NaN stays. Gradient: g where
 * least <= x <= most. Throws OptionError OPTION_CONFLICT without a bound, or where least > most. Source: torch.clamp.
 */
export function clamp(x: Tensor, least?: number, most?: number): Tensor {
  requireTensor("clamp", "x", x);
  if (least !== undefined) requireOption("clamp", "least", NUMBER, least);
  if (most !== undefined) requireOption("clamp", "most", NUMBER, most);
  const low = least ?? Number.NEGATIVE_INFINITY;
  const high = most ?? Number.POSITIVE_INFINITY;
  if ((least ?? most) === undefined || !(low <= high)) {
    const found = (least ?? most) === undefined ? "there is no bound" : `the bounds are ${low} and ${high}`;
    throw new OptionError("OPTION_CONFLICT", "clamp", found);
  }
  const out = allocateTensor(x.shape, "clamp");
  const px = x.pointer();
  moreKernels().clampArray(out.pointer(), px, low, high, out.size);
  record(
    "clamp",
    [x],
    [out],
    () => {
      const accumulate = x.takeFreshGrad() ? 0 : 1;
      moreKernels().clampGradient(x.gradPointer(), out.gradPointer(), px, low, high, out.size, accumulate);
    },
    low,
    high,
  );
  return out;
}

/**
 * x to the power of a number, or of a tensor, with broadcasting. Whole exponents multiply, so that x may be below 0: a relative error
 * of 6e-8 for each of some 2 log2(p) products. Others are e^(p log x), NaN below 0, with a relative error of 2e-7 (1 + |p log x|).
 * Gradients: g p x^(p - 1) to x; g y log x to a tensor p, 0 where y is 0. Throws ShapeError SHAPES_DIFFER, OptionError
 * OPERAND_NOT_TENSOR where neither is a tensor. Source: torch.pow.
 */
export function pow(x: Operand, exponent: Operand): Tensor {
  const shape = shapeOfOperands("pow", { x, exponent });
  const base = addressOf(x, shape);
  const power = typeof exponent === "number" ? exponent : addressOf(exponent, shape);
  const out = allocateTensor(shape, "pow");
  const n = out.size;
  const y = out.pointer();
  if (typeof exponent === "number") powerOf(y, base, exponent, n);
  else powersOf(y, base, power, n);
  record(
    "pow",
    tensorsOf([x, exponent]),
    [out],
    () => {
      const g = out.gradPointer();
      if (wantsGradient(x)) addReducedGradient(x, baseGradient(g), shape);
      if (wantsGradient(exponent)) addReducedGradient(exponent, exponentGradient(g), shape);
    },
    [x, exponent],
  );
  return out;

  function baseGradient(g: number): number {
    const slope = scratch(n * 4);
    const k = kernels();
    if (typeof exponent === "number") {
      powerOf(slope, base, exponent - 1, n);
      k.mulScalar(slope, slope, exponent, n, 0);
    } else {
      k.addScalar(slope, power, -1, n);
      powersOf(slope, base, slope, n);
      k.mulArrays(slope, slope, power, n, 0);
    }
    k.mulArrays(slope, slope, g, n, 0);
    return slope;
  }

  function exponentGradient(g: number): number {
    const [slope, mask] = [scratch(n * 4), scratch(n * 4)];
    const k = kernels();
    k.logArray(slope, base, n);
    k.mulArrays(slope, slope, y, n, 0);
    k.mulArrays(slope, slope, g, n, 0);
    k.fillArray(mask, 0, n);
    moreKernels().compareArrays(mask, y, mask, n, UNEQUAL);
    moreKernels().maskArrays(slope, slope, mask, n, 1, 0);
    return slope;
  }
}

/** out = x^p for n numbers. */
function powerOf(out: number, x: number, p: number, n: number): void {
  const k = kernels();
  if (!Number.isSafeInteger(p)) {
    k.logArray(out, x, n);
    k.mulScalar(out, out, p, n, 0);
    k.expArray(out, out, n);
    return;
  }
  // By squaring: the bits of |p| from the lowest, each a square of the one before.
  const square = scratch(n * 4);
  k.copyArray(square, x, n);
  k.fillArray(out, 1, n);
  for (let left = Math.abs(p); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) k.mulArrays(out, out, square, n, 0);
    if (left > 1) k.mulArrays(square, square, square, n, 0);
  }
  if (p < 0) k.divideScalar(out, out, 1, n);
}

/** out = x^p for n pairs of numbers: e^(p log x). */
function powersOf(out: number, x: number, p: number, n: number): void {
  const logarithm = scratch(n * 4);
  const k = kernels();
  k.logArray(logarithm, x, n);
  k.mulArrays(out, p, logarithm, n, 0);
  k.expArray(out, out, n);
}
