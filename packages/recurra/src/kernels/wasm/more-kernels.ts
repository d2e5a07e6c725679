// The second module: kernels that not every program needs, so that a page without them does not load them. They are the same in all
// modes.
import { bytesOf } from "./byte-text.ts";
import { type KernelModule, kernelsOf } from "./engine.ts";
import { moreModule, moreOrder } from "./more-module.generated.ts";

/** Kinds of `compareArrays`. */
export const LESS = 0;
export const LESS_EQUAL = 1;
export const EQUAL = 2;
export const UNEQUAL = 3;

/** assembly/more; equations and layouts are there, in the file that each group names. */
interface MoreKernels {
  // choice.ts
  compareArrays(out: number, a: number, b: number, n: number, kind: number): void;
  chooseArrays(out: number, mask: number, a: number, b: number, n: number): void;
  maskArrays(out: number, g: number, mask: number, n: number, wanted: number, accumulate: number): void;
  magnitudeArray(out: number, x: number, n: number, kind: number): void;
  signGradient(out: number, g: number, x: number, n: number, accumulate: number): void;
  clampArray(out: number, x: number, low: number, high: number, n: number): void;
  clampGradient(out: number, g: number, x: number, low: number, high: number, n: number, accumulate: number): void;
  // along.ts
  extremeDim(
    out: number,
    index: number,
    at: number,
    x: number,
    outer: number,
    n: number,
    inner: number,
    least: number,
  ): void;
  cumulativeSum(
    out: number,
    x: number,
    outer: number,
    n: number,
    inner: number,
    backward: number,
    accumulate: number,
  ): void;
  // waves.ts
  waveArray(out: number, x: number, n: number, quarters: number): void;
  // classes.ts
  classNumbers(out: number, from: number, logp: number, rows: number, n: number): void;
  crossEntropyLoss(out: number, logp: number, classes: number, rows: number, n: number): void;
  crossEntropyGradient(
    out: number,
    logp: number,
    classes: number,
    rows: number,
    n: number,
    g: number,
    accumulate: number,
  ): void;
  // logistic.ts
  bceLoss(out: number, x: number, y: number, n: number): void;
  bceGradient(out: number, x: number, y: number, n: number, g: number, sign: number, accumulate: number): void;
  // ctc.ts
  ctcSequence(
    loss: number,
    share: number,
    logp: number,
    rows: number,
    steps: number,
    classes: number,
    targets: number,
    count: number,
    blank: number,
    work: number,
  ): void;
  // normalise.ts
  layerNorm(
    out: number,
    normal: number,
    saved: number,
    x: number,
    weight: number,
    bias: number,
    rows: number,
    n: number,
    epsilon: number,
  ): void;
  layerNormGradient(
    dx: number,
    dw: number,
    db: number,
    g: number,
    normal: number,
    saved: number,
    weight: number,
    rows: number,
    n: number,
    accumulate: number,
  ): void;
  normalShare(out: number, x: number, n: number): void;
  // steps.ts
  rmspropStep(
    p: number,
    g: number,
    v: number,
    m: number,
    b: number,
    n: number,
    rate: number,
    alpha: number,
    rest: number,
    epsilon: number,
    momentum: number,
    decay: number,
    scale: number,
  ): void;
  adagradStep(
    p: number,
    g: number,
    s: number,
    n: number,
    rate: number,
    epsilon: number,
    decay: number,
    scale: number,
  ): void;
  nadamStep(
    p: number,
    g: number,
    m: number,
    v: number,
    n: number,
    ofGradient: number,
    ofMean: number,
    rest1: number,
    beta2: number,
    rest2: number,
    correction: number,
    epsilon: number,
    decay: number,
    scale: number,
  ): void;
}

const second: KernelModule<MoreKernels> = { bytes: () => bytesOf(moreModule, moreOrder) };

/** The kernels of the second module; compiled when first asked for. */
export function moreKernels(): MoreKernels {
  return kernelsOf(second);
}
