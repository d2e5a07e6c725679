// Reads the description of one recurrent layer in one direction: src/kernels/wasm/layer-words.ts lists its words, and TypeScript
// writes them. Shapes: B batch, T time, I inputs, H hidden, P = H rounded up to 8, R and G the strides of a row and of its gates.
//
// A row of step s holds [x_s (I), 1, h_(s-1) (P)]: one product of K = I + 1 + H terms covers input, bias and hidden part, and
// the products of the backward pass yield all three gradients at once. The GRU's new gate needs its two halves apart: [x, 1]
// is a prefix of the row and [1, h] a suffix. Steps count from the start of the sequence as it is read: a reversed sequence,
// or one shorter than T, is put in order when x is copied in and y copied out, so that all kernels run forwards.
//
// A description may be of a segment: TIME steps from START on, out of the TOTAL that x, y and the lengths tell of. Its first states are
// FIRST_STATES, its last ones LAST_STATES. Segments of one chunk run backward from the last to the first, and leave the states'
// gradients in DH and DSTATES in between.
import { HIDDEN, INPUTS, MORE_STATES, PADDED } from "../src/kernels/wasm/layer-words";

export * from "../src/kernels/wasm/layer-words";

// @ts-ignore: decorator
@inline
export function word(d: usize, i: i32): i32 {
  return load<i32>(d + (<usize>i << 2));
}
// @ts-ignore: decorator
@inline
export function address(d: usize, i: i32): usize {
  return <usize>load<u32>(d + (<usize>i << 2));
}
/** A stride of floats in bytes. */
// @ts-ignore: decorator
@inline
export function stride(d: usize, i: i32): usize {
  return <usize>word(d, i) << 2;
}
/** Bytes from a row to the h in it. */
// @ts-ignore: decorator
@inline
export function hiddenOffset(d: usize): usize {
  return <usize>(word(d, INPUTS) + 1) << 2;
}
/** The columns of the joint gradient, those of a row [x, 1, h] in whole panels. */
// @ts-ignore: decorator
@inline
export function rowWidth(d: usize): i32 {
  return (word(d, INPUTS) + 1 + word(d, HIDDEN) + 7) & ~7;
}
/** Bytes of the further states of a row. */
// @ts-ignore: decorator
@inline
export function statesStride(d: usize): usize {
  return <usize>(word(d, MORE_STATES) * word(d, PADDED)) << 2;
}
