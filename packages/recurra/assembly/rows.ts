// Between the caller's tensors, batch first [B, T, *], and the rows of a chunk, time first: copies in and out, with each
// sequence's own length and direction. `n` rows of the chunk start at sequence `b0`; step s of a segment is step START + s of its
// sequence.
import {
  address, hiddenOffset, rowWidth, stride, word, DX, DX_ROWS, DY, HIDDEN, INPUTS, LENGTHS, PADDED, REVERSE, ROW, START, TIME, TOTAL, X, X_BATCH,
  X_TIME, Y, Y_BATCH, Y_TIME,
} from "./layer";
import { kept4, leastKept } from "./vanish";

/** The true length of sequence b. */
// @ts-ignore: decorator
@inline
export function lengthOf(lengths: usize, b: i32, t: i32): i32 {
  return lengths ? load<i32>(lengths + (<usize>b << 2)) : t;
}

// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
}

/** Zeros; `bytes` is a multiple of 16. Rows are short: memory.fill, like memory.copy, would leave the module for each. */
// @ts-ignore: decorator
@inline
function clear(to: usize, bytes: usize): void {
  const zero = i32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, zero);
}

// @ts-ignore: decorator
@inline
function addInto(to: usize, from: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(from + i)));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(from + i));
}

/** Zeros from `at` to `end`, between h and the end of the last panel of a row: products would meet whatever numbers were there. */
// @ts-ignore: decorator
@inline
export function clearTail(at: usize, end: usize): void {
  for (; at + 8 <= end; at += 8) store<u64>(at, 0);
  if (at < end) store<u32>(at, 0);
}

/** Fills [x_s, 1] of every row and step, and what lies behind h in its last panel with 0; beyond a sequence's end x is 0. */
export function copyIn(d: usize, rows: usize, b0: i32, n: i32): void {
  const bytes = <usize>word(d, INPUTS) << 2, hs = <usize>word(d, ROW) << 2;
  const lengths = address(d, LENGTHS), reverse = word(d, REVERSE);
  const start = word(d, START), end = start + word(d, TIME);
  const xt = word(d, X_TIME) << 2, tail = hiddenOffset(d) + stride(d, PADDED), width = <usize>rowWidth(d) << 2;
  const step = <usize>n * hs;
  for (let b = 0; b < n; b++) {
    const length = lengthOf(lengths, b0 + b, word(d, TOTAL));
    let from = address(d, X) + <usize>(b0 + b) * <usize>(word(d, X_BATCH) << 2);
    from += <usize>(reverse ? length - 1 - start : start) * <usize>xt;
    const move = <usize>(reverse ? -xt : xt);
    let to = rows + <usize>b * hs;
    for (let s = start; s < end; s++, to += step) {
      if (s < length) {
        copy(to, from, bytes);
        from += move;
      } else {
        memory.fill(to, 0, bytes);
      }
      store<f32>(to + bytes, 1);
      clearTail(to + tail, to + width);
    }
  }
}

/** Writes the states of every step to y in the caller's order of time; beyond a sequence's end y is 0. */
export function copyOut(d: usize, rows: usize, b0: i32, n: i32): void {
  const bytes = <usize>word(d, HIDDEN) << 2, hs = <usize>word(d, ROW) << 2;
  const lengths = address(d, LENGTHS), reverse = word(d, REVERSE);
  const first = word(d, START), end = first + word(d, TIME);
  const yt = word(d, Y_TIME) << 2;
  const step = <usize>n * hs;
  for (let b = 0; b < n; b++) {
    const length = lengthOf(lengths, b0 + b, word(d, TOTAL));
    const start = address(d, Y) + <usize>(b0 + b) * <usize>(word(d, Y_BATCH) << 2);
    let to = start + <usize>(reverse ? length - 1 - first : first) * <usize>yt;
    const move = <usize>(reverse ? -yt : yt);
    let from = rows + step + <usize>b * hs + (<usize>(word(d, INPUTS) + 1) << 2);
    for (let s = first; s < min(length, end); s++, from += step, to += move) copy(to, from, bytes);
    for (let s = max(length, first); s < end; s++) memory.fill(start + <usize>s * <usize>yt, 0, bytes);
  }
}

/** Initial states [B, H] (or zeros) into n padded rows with stride `hs` bytes. */
export function loadState(d: usize, from: usize, to: usize, hs: usize, b0: i32, n: i32): void {
  const bytes = <usize>word(d, HIDDEN) << 2, padded = <usize>word(d, PADDED) << 2;
  for (let b = 0; b < n; b++, to += hs) {
    clear(to, padded);
    if (from) copy(to, from + <usize>(b0 + b) * bytes, bytes);
  }
}

/** n padded rows into final states [B, H]. */
export function storeState(d: usize, to: usize, from: usize, hs: usize, b0: i32, n: i32): void {
  const bytes = <usize>word(d, HIDDEN) << 2;
  for (let b = 0; b < n; b++, from += hs) copy(to + <usize>(b0 + b) * bytes, from, bytes);
}

/** Adds n padded rows to gradients [B, H]: numbers that were carried back, 0 below 2^-100. */
export function addState(d: usize, to: usize, from: usize, hs: usize, b0: i32, n: i32): void {
  const bytes = <usize>word(d, HIDDEN) << 2;
  const least = leastKept();
  for (let b = 0; b < n; b++, from += hs) {
    const at = to + <usize>(b0 + b) * bytes;
    for (let i: usize = 0; i < bytes; i += 4) {
      store<f32>(at + i, f32x4.extract_lane(f32x4.add(v128.load32_zero(at + i), kept4(v128.load32_zero(from + i), least)), 0));
    }
  }
}

/** dh += dLoss/dy of step s of the segment, for the sequences that are still running. */
export function addOutputGradient(d: usize, dh: usize, s: i32, b0: i32, n: i32): void {
  const at = word(d, START) + s, bytes = <usize>word(d, HIDDEN) << 2, padded = <usize>word(d, PADDED) << 2;
  const lengths = address(d, LENGTHS), reverse = word(d, REVERSE);
  const yt = <usize>(word(d, Y_TIME) << 2), yb = <usize>(word(d, Y_BATCH) << 2);
  let from = address(d, DY) + <usize>b0 * yb;
  for (let b = 0; b < n; b++, from += yb, dh += padded) {
    const length = lengthOf(lengths, b0 + b, word(d, TOTAL));
    if (at < length) addInto(dh, from + <usize>(reverse ? length - 1 - at : at) * yt, bytes);
  }
}

/** Adds the input gradients of steps s0 .. s0 + steps of the segment (rows of stride `xs` bytes) to dx. */
export function addInputGradient(d: usize, xs: usize, s0: i32, steps: i32, b0: i32, n: i32): void {
  const bytes = <usize>word(d, INPUTS) << 2, first = word(d, START) + s0;
  const lengths = address(d, LENGTHS), reverse = word(d, REVERSE);
  const xt = <usize>(word(d, X_TIME) << 2), xb = <usize>(word(d, X_BATCH) << 2);
  let from = address(d, DX_ROWS);
  for (let s = first; s < first + steps; s++) {
    for (let b = 0; b < n; b++, from += xs) {
      const length = lengthOf(lengths, b0 + b, word(d, TOTAL));
      if (s < length) {
        addInto(address(d, DX) + <usize>(b0 + b) * xb + <usize>(reverse ? length - 1 - s : s) * xt, from, bytes);
      }
    }
  }
}
