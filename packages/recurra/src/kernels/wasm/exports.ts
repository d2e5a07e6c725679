// The kernels as TypeScript sees them: addresses are bytes, sizes and strides are in float32 numbers, flags are 0 or 1.
// The equations are in assembly/, in the file that each group names.

/** assembly/constants.ts */
interface ConstantKernels {
  heapBase(): number;
}

/** assembly/elementwise.ts and functions.ts */
interface ElementwiseKernels {
  addArrays(out: number, a: number, b: number, n: number): void;
  subArrays(out: number, a: number, b: number, n: number): void;
  mulArrays(out: number, a: number, b: number, n: number, accumulate: number): void;
  divArrays(out: number, a: number, b: number, n: number, accumulate: number): void;
  divisorGradient(out: number, g: number, y: number, b: number, n: number, accumulate: number): void;
  reluGradient(out: number, g: number, y: number, n: number, accumulate: number): void;
  tanhGradient(out: number, g: number, y: number, n: number, accumulate: number): void;
  sigmoidGradient(out: number, g: number, y: number, n: number, accumulate: number): void;
  addScalar(out: number, a: number, s: number, n: number): void;
  mulScalar(out: number, a: number, s: number, n: number, accumulate: number): void;
  divScalar(out: number, a: number, s: number, n: number, accumulate: number): void;
  subFromScalar(out: number, a: number, s: number, n: number): void;
  divideScalar(out: number, a: number, s: number, n: number): void;
  reluArray(out: number, a: number, n: number): void;
  expArray(out: number, a: number, n: number): void;
  logArray(out: number, a: number, n: number): void;
  tanhArray(out: number, a: number, n: number): void;
  sigmoidArray(out: number, a: number, n: number): void;
  addInto(out: number, a: number, n: number): void;
  fillArray(out: number, value: number, n: number): void;
  copyArray(out: number, a: number, n: number): void;
}

/** assembly/reduce.ts and softmax.ts */
interface ReductionKernels {
  sumArray(x: number, n: number): number;
  sumOfSquares(x: number, n: number): number;
  sumDim(out: number, x: number, outer: number, n: number, inner: number, divisor: number, accumulate: number): void;
  spreadDim(out: number, g: number, outer: number, n: number, inner: number, divisor: number, accumulate: number): void;
  softmaxRows(out: number, x: number, rows: number, n: number): void;
  logSoftmaxRows(out: number, x: number, rows: number, n: number): void;
  softmaxGradient(out: number, g: number, y: number, rows: number, n: number, accumulate: number): void;
  logSoftmaxGradient(out: number, g: number, y: number, rows: number, n: number, accumulate: number): void;
}

/** assembly/strided.ts and dropout.ts */
interface LayoutKernels {
  stridedCopy(
    out: number,
    x: number,
    accumulate: number,
    n0: number,
    n1: number,
    n2: number,
    n3: number,
    n4: number,
    n5: number,
    o0: number,
    o1: number,
    o2: number,
    o3: number,
    o4: number,
    o5: number,
    s0: number,
    s1: number,
    s2: number,
    s3: number,
    s4: number,
    s5: number,
  ): void;
  gatherArray(out: number, x: number, at: number, n: number): void;
  scatterAdd(out: number, g: number, at: number, n: number): void;
  dropoutArray(
    out: number,
    x: number,
    n: number,
    keys: number,
    threshold: number,
    scale: number,
    accumulate: number,
  ): void;
}

/** assembly/losses.ts */
interface LossKernels {
  l1Loss(out: number, x: number, y: number, n: number): void;
  l1Gradient(out: number, x: number, y: number, n: number, g: number, sign: number, accumulate: number): void;
  mseLoss(out: number, x: number, y: number, n: number): void;
  mseGradient(out: number, x: number, y: number, n: number, g: number, sign: number, accumulate: number): void;
  huberLoss(out: number, x: number, y: number, n: number, delta: number): void;
  huberGradient(
    out: number,
    x: number,
    y: number,
    n: number,
    delta: number,
    g: number,
    sign: number,
    accumulate: number,
  ): void;
  /** assembly/classes.ts */
}

/** assembly/optimizers.ts */
interface OptimizerKernels {
  sgdStep(
    p: number,
    g: number,
    b: number,
    n: number,
    rate: number,
    momentum: number,
    decay: number,
    first: number,
    scale: number,
  ): void;
  adamStep(
    p: number,
    g: number,
    m: number,
    v: number,
    n: number,
    rate: number,
    rest1: number,
    beta2: number,
    rest2: number,
    root: number,
    epsilon: number,
    decay: number,
    shrink: number,
    scale: number,
  ): void;
}

/** assembly/gemm.ts: B [K, N] is packed first into panels of 8 columns, K * round8(N) floats. */
interface ProductKernels {
  packPanels(dst: number, src: number, K: number, N: number, rowStride: number, colStride: number): void;
  gemm(
    M: number,
    N: number,
    K: number,
    a: number,
    lda: number,
    panels: number,
    bias: number,
    c: number,
    ldc: number,
    accumulate: number,
  ): void;
  gemmTN(M: number, N: number, K: number, a: number, lda: number, b: number, ldb: number, c: number, ldc: number): void;
}

/** assembly/product.ts: the product by the host, where a BLAS was loaded. `turned`: 1 for A, 2 for B. */
interface HostKernels {
  hostGemm(
    turned: number,
    M: number,
    N: number,
    K: number,
    a: number,
    lda: number,
    b: number,
    ldb: number,
    bias: number,
    c: number,
    ldc: number,
    accumulate: number,
  ): void;
}

/** assembly/pack.ts and sequence.ts: see recurrent-weights.ts and recurrent.ts. */
interface RecurrentKernels {
  packBlock(
    dst: number,
    kTotal: number,
    kOffset: number,
    nOffset: number,
    src: number,
    k: number,
    n: number,
    kStride: number,
    nStride: number,
  ): void;
  packRow(dst: number, kTotal: number, kOffset: number, nOffset: number, a: number, b: number, n: number): void;
  packWide(
    dst: number,
    width: number,
    kOffset: number,
    nOffset: number,
    src: number,
    k: number,
    n: number,
    kStride: number,
    nStride: number,
  ): void;
  packWideRow(dst: number, width: number, kOffset: number, nOffset: number, a: number, b: number, n: number): void;
  addBlock(to: number, toStride: number, from: number, fromStride: number, rows: number, columns: number): void;
  addBlockTransposed(
    to: number,
    toStride: number,
    from: number,
    fromStride: number,
    rows: number,
    columns: number,
  ): void;
  sequenceForward(layer: number): void;
  sequenceBackward(layer: number): void;
}

/** assembly/embedding.ts and noted-rows.ts */
interface EmbeddingKernels {
  noteRows(notes: number, index: number, n: number, count: number, padding: number): void;
  clearRows(out: number, notes: number, count: number, width: number): void;
  addRows(out: number, outNotes: number, g: number, notes: number, count: number, width: number): void;
  embeddingRows(out: number, table: number, index: number, n: number, width: number, count: number): void;
  embeddingGradient(
    out: number,
    g: number,
    index: number,
    n: number,
    width: number,
    count: number,
    padding: number,
  ): void;
}

/** Everything that both modules export. */
export interface KernelExports
  extends ConstantKernels,
    ElementwiseKernels,
    ReductionKernels,
    LayoutKernels,
    EmbeddingKernels,
    LossKernels,
    OptimizerKernels,
    ProductKernels,
    HostKernels,
    RecurrentKernels {}
