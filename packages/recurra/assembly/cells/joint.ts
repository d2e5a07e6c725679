// The products that cells have in common: gates of H units each, whose weights are joined into one matrix for all terms [x, 1, h].
import { ZERO } from "../gemm";
import {
  address, hiddenOffset, rowWidth, stride, word, BACK_A, BACK_XA, DG, DG_STRIDE, DH, DW, DW_STRIDE, DX, DX_ROWS, GATES, HIDDEN, INPUTS, PADDED, PANELS_A,
  ROW, WIDE,
} from "../layer";
import { product, turnedProduct } from "../product";
import { lift, lower } from "../vanish";

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
  product(
    word(d, WIDE), n, count * (word(d, PADDED) >> 3), k, zero ? inputs + 1 : k, row, stride(d, ROW), address(d, panels), ZERO, 0, 0, gates,
    stride(d, GATES),
  );
}

/** dh += the gradients of the first `count` gates times the weights A of the backward pass. */
// @ts-ignore: decorator
@inline
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

/**
 * C += A^T x rows [x, 1, h]: A are k rows of the gradients of `gates` gates, C their rows of the joint gradient. In the first `zeros` rows h is
 * zero, and its columns are left alone. Where h may be `small`, its products are taken on a higher level.
 */
export function rowsGradient(d: usize, gates: i32, k: i32, zeros: i32, small: bool, a: usize, row: usize, c: usize): void {
  const m = gates * word(d, HIDDEN), lda = stride(d, DG_STRIDE), hs = stride(d, ROW), ldc = stride(d, DW_STRIDE), wide = word(d, WIDE);
  const hidden = word(d, HIDDEN), state = hiddenOffset(d);
  const lifted = small && lift(m, k, hidden, a, lda, row + state, hs, c + state, ldc);
  if (zeros) turnedProduct(wide, m, (word(d, INPUTS) + 8) & ~7, zeros, a, lda, row, hs, c, ldc);
  if (zeros < k) {
    turnedProduct(wide, m, rowWidth(d), k - zeros, a + <usize>zeros * lda, lda, row + <usize>zeros * hs, hs, c, ldc);
  }
  if (lifted) lower(m, k, hidden, row + state, hs, c + state, ldc);
}

/** The weight gradients of k rows, and their input gradients when they are wanted, of a cell all of whose gates are joined. */
export function allGradients(d: usize, k: i32, zeros: i32, small: bool, row: usize, gates: i32): void {
  const dg = address(d, DG);
  rowsGradient(d, gates, k, zeros, small, dg, row, address(d, DW));
  if (address(d, DX)) inputProduct(d, k, gates, dg, address(d, BACK_XA), ZERO, 0, 0);
}
