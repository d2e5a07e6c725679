// The products that cells have in common: gates of H units each, whose weights are joined into one matrix for all terms [x, 1, h].
import { ZERO } from "../gemm";
import {
  address, rowWidth, stride, word, BACK_A, BACK_XA, DG, DG_STRIDE, DH, DW, DW_STRIDE, DX, DX_ROWS, GATES, HIDDEN, INPUTS, PADDED, PANELS_A,
  ROW, WIDE,
} from "../layer";
import { product, turnedProduct } from "../product";

/** `count` gates of n rows: k columns of a row, of which the first `terms` count, times the weights at word `panels`. */
export function rowProduct(d: usize, n: i32, count: i32, k: i32, terms: i32, row: usize, panels: i32, gates: usize): void {
  product(
    word(d, WIDE), n, count * (word(d, PADDED) >> 3), k, terms, row, stride(d, ROW), address(d, panels), ZERO, 0, 0, gates,
    stride(d, GATES),
  );
}

/** `count` gates of n rows: [x, 1, h'] times the weights at word `panels`. h' may be known to be zero. */
export function gateProduct(d: usize, n: i32, count: i32, zero: bool, row: usize, panels: i32, gates: usize): void {
  const inputs = word(d, INPUTS), k = inputs + 1 + word(d, HIDDEN);
  rowProduct(d, n, count, k, zero ? inputs + 1 : k, row, panels, gates);
}

/** dh += the gradients of the first `count` gates times the weights A of the backward pass. */
export function stateProduct(d: usize, n: i32, count: i32, dg: usize): void {
  const k = count * word(d, HIDDEN), dh = address(d, DH), p = stride(d, PADDED);
  product(word(d, WIDE), n, word(d, PADDED) >> 3, k, k, dg, stride(d, DG_STRIDE), address(d, BACK_A), dh, p, 32, dh, p);
}

/** The gradients of k rows of x, from those of `count` gates: `init`, or zeros, and the product. */
export function inputProduct(
  d: usize, k: i32, count: i32, dg: usize, panels: usize, init: usize, ldi: usize, inits: usize,
): void {
  const xPanels = (word(d, INPUTS) + 7) >> 3, terms = count * word(d, HIDDEN);
  product(
    word(d, WIDE), k, xPanels, terms, terms, dg, stride(d, DG_STRIDE), panels, init, ldi, inits, address(d, DX_ROWS),
    <usize>xPanels << 5,
  );
}

/** C[m, width] += A[k, m]^T x rows [x, 1, h] of the same k; in the first `zeros` of them h is zero, and its columns are left alone. */
export function rowsGradient(
  wide: i32, m: i32, inputs: i32, width: i32, k: i32, zeros: i32, a: usize, lda: usize, row: usize, hs: usize, c: usize, ldc: usize,
): void {
  if (zeros) turnedProduct(wide, m, (inputs + 8) & ~7, zeros, a, lda, row, hs, c, ldc);
  if (zeros < k) {
    turnedProduct(wide, m, width, k - zeros, a + <usize>zeros * lda, lda, row + <usize>zeros * hs, hs, c, ldc);
  }
}

/** The weight gradients of k rows, and their input gradients when they are wanted, of a cell all of whose gates are joined. */
export function allGradients(d: usize, k: i32, zeros: i32, row: usize, gates: i32): void {
  const dg = address(d, DG);
  rowsGradient(
    word(d, WIDE), gates * word(d, HIDDEN), word(d, INPUTS), rowWidth(d), k, zeros, dg, stride(d, DG_STRIDE), row, stride(d, ROW),
    address(d, DW), stride(d, DW_STRIDE),
  );
  if (address(d, DX)) inputProduct(d, k, gates, dg, address(d, BACK_XA), ZERO, 0, 0);
}
