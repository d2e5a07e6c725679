// What bench:kernels measures: matrix products of layers in use, and each family of kernels that goes element by element.

/** Eight areas of 3 MiB that share no cache sets at their starts. */
export const at = (area) => (1 << 20) + area * ((3 << 20) + 4160);

/** As layouts do: no row of a multiple of 256 bytes. */
const stride = (n) => (n % 64 === 0 ? n + 16 : n);

/** [m, n, terms] of C[m, n] += A[m, terms] B[terms, n], and what has it. */
const products = [
  ["GRU 30, gates r and z", 20, 64, 32],
  ["GRU 30, three gates wide", 20, 96, 32],
  ["GRU 30, back to h", 20, 32, 90],
  ["LSTM 32, ten rows", 10, 128, 33],
  ["LSTM 32, five rows", 5, 128, 33],
  ["LSTM 128", 12, 512, 137],
  ["LSTM 128", 16, 512, 137],
  ["LSTM 128, back to h", 16, 128, 512],
  ["LSTM 512", 12, 2048, 521],
  ["LSTM 512", 32, 2048, 521],
  ["LSTM 64, one row", 1, 256, 66],
];
const transposed = [
  ["GRU 30, weights", 90, 32, 120],
  ["GRU 30, weights", 120, 32, 120],
  ["GRU 128, weights", 384, 144, 128],
  ["LSTM 128, weights", 512, 144, 128],
  ["LSTM 512, weights", 2048, 528, 120],
];

/** `flops` of a body of kernels `k`. */
export function productCases(k) {
  return [
    ...products.map(([use, m, n, terms]) => {
      const lda = stride((terms + 3) & ~3);
      const body = () => k.gemm(m, n, terms, at(0), lda, at(1), 0, at(3), n + 16, 0);
      return { kernel: "product", use, size: `${m} x ${n} x ${terms}`, flops: 2 * m * n * terms, body };
    }),
    ...transposed.map(([use, m, n, terms]) => {
      const lda = stride((m + 11) & ~3);
      const body = () => k.gemmTN(m, n, terms, at(0), lda, at(1), n, at(3), n);
      return { kernel: "product, transposed", use, size: `${m} x ${n} x ${terms}`, flops: 2 * m * n * terms, body };
    }),
  ];
}

/** Loops over gates, which an older checkout may have without the word for small states. */
const loop =
  (kernel, ...rest) =>
  () =>
    kernel(...(kernel.length > rest.length ? [0, ...rest] : rest));

function gateCases(k, batch, hidden, padded) {
  const [g, h, d] = [padded * 16, padded * 4 + 64, hidden * 16 + 32];
  const [one, h4] = [batch * padded, hidden * 4];
  const y = at(3) + 36;
  const cases = [
    ["RNN tanh", one, 0.5, () => k.rnnForward(0, batch, padded, at(0), padded * 4, y, h)],
    [
      "RNN tanh, backward",
      one,
      1,
      k.rnnBackward.length === 9
        ? () => k.rnnBackward(0, 0, batch, padded, y, h, at(4), at(5), d)
        : () => k.rnnBackward(0, batch, padded, y, h, at(4), at(5), d),
    ],
    ["LSTM gates", 4 * one, 0.5, () => k.lstmForward(batch, padded, at(0), g, at(1), at(2), y, h)],
    [
      "LSTM gates, backward",
      4 * one,
      1,
      loop(k.lstmBackward, batch, h4, padded, at(0), g, at(1), at(2), at(3), at(4), at(5), d),
    ],
    ["GRU gates", 3 * one, 0.5, () => k.gruAfterForward(batch, padded, at(0), g, y, at(4) + 36, h)],
    ["GRU gates, backward", 3 * one, 1, loop(k.gruAfterBackward, batch, h4, padded, at(0), g, y, h, at(4), at(5), d)],
  ];
  return cases.map(([kernel, count, value, body]) => ({ kernel, size: `${batch} x ${hidden}`, count, value, body }));
}

/** `count` elements of a body; `value` is what the gates of the body begin with: backward passes run on their own results, which 1 does not shrink. */
export function elementCases(k) {
  const [n, rows, width] = [4096, 64, 64];
  const each = (kernel, body, count = n, size = `${count}`) => ({ kernel, size, count, value: 0.5, body });
  const square = `${rows} x ${width}`;
  const [a, b, c, d] = [at(0), at(1), at(2), at(3)];
  const ones = [1, 1, 1, 1];
  return [
    each("sigmoid", () => k.sigmoidArray(b, a, n)),
    each("tanh", () => k.tanhArray(b, a, n)),
    ...gateCases(k, 20, 30, 32),
    ...gateCases(k, 12, 128, 128),
    each("Adam", () => k.adamStep(a, b, c, d, 12_672, 1e-6, 0.1, 0.999, 0.001, 0.1, 1e-8, 0, 1, 0.5), 12_672),
    each("SGD with momentum", () => k.sgdStep(a, b, c, 12_672, 1e-6, 0.9, 0, 0, 0.5), 12_672),
    each("a + b", () => k.addArrays(c, a, b, n)),
    each("a * s", () => k.mulScalar(b, a, 0.5, n, 0)),
    each("ReLU", () => k.reluArray(b, a, n)),
    each("exp", () => k.expArray(b, a, n)),
    each("log", () => k.logArray(b, a, n)),
    each("softmax", () => k.softmaxRows(b, a, rows, width), n, square),
    each("softmax, backward", () => k.softmaxGradient(c, a, b, rows, width, 0), n, square),
    each("log-softmax", () => k.logSoftmaxRows(b, a, rows, width), n, square),
    each("log-softmax, backward", () => k.logSoftmaxGradient(c, a, b, rows, width, 0), n, square),
    each("sum", () => k.sumArray(a, n)),
    each("sum of squares", () => k.sumOfSquares(a, n)),
    each("sum over rows", () => k.sumDim(b, a, 1, rows, width, 1, 0), n, square),
    each("sum over rows, backward", () => k.spreadDim(b, a, 1, rows, width, 1, 0), n, square),
    each("mean squared error", () => k.mseLoss(c, a, b, n)),
    each("mean squared error, backward", () => k.mseGradient(c, a, b, n, d, 1, 0)),
    each("dropout", () => k.dropoutArray(b, a, n, d, 0x7fffffff, 2, 0)),
    each("copy", () => k.stridedCopy(b, a, 0, ...ones, rows, width, 0, 0, 0, 0, 80, 1, 0, 0, 0, 0, 64, 1), n, square),
    each(
      "copy, transposed",
      () => k.stridedCopy(b, a, 0, ...ones, rows, width, 0, 0, 0, 0, 1, 80, 0, 0, 0, 0, 64, 1),
      n,
      square,
    ),
    each("gradient of weights, added", () => k.addBlock(b, 64, a, 80, rows, width), n, square),
    each("packing", () => k.packBlock(b, width, 0, 0, a, width, rows, 1, width), n, square),
  ];
}
