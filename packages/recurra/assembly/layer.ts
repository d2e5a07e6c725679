// The description of one recurrent layer in one direction, as 32-bit words: written by src/kernels/wasm/recurrent.ts, read
// here. Shapes: B batch, T time, I inputs, H hidden, P = H rounded up to 8, R and G the strides of a row and of its gates.
//
// A row of step s holds [x_s (I), 1, h_(s-1) (P)]: one product of K = I + 1 + H terms covers input, bias and hidden part, and
// the products of the backward pass yield all three gradients at once. The GRU's new gate needs its two halves apart: [x, 1]
// is a prefix of the row and [1, h] a suffix. Steps count from the start of the sequence as it is read: a reversed sequence,
// or one shorter than T, is put in order when x is copied in and y copied out, so that all kernels run forwards.
//
// A description may be of a segment: TIME steps from START on, out of the TOTAL that x, y and the lengths tell of. Its first state is
// H0, its last one HN. Segments of one chunk run backward from the last to the first, and leave dh and dc in DH and DC in between.

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

export const CELL = 0, BATCH = 1, TIME = 2, INPUTS = 3, HIDDEN = 4, PADDED = 5, ROW = 6, GATES = 7, CHUNK = 8;
export const X = 9, X_BATCH = 10, X_TIME = 11, Y = 12, Y_BATCH = 13, Y_TIME = 14, LENGTHS = 15, REVERSE = 16;
export const H0 = 17, C0 = 18, HN = 19, CN = 20;
export const ROWS = 21, GATE_ROWS = 22, CELLS = 23, RESET_ROWS = 24, SAVED = 25;
export const PANELS_A = 26, PANELS_B = 27, PANELS_C = 28;
export const DY = 29, DHN = 30, DCN = 31, DX = 32, DH0 = 33, DC0 = 34;
export const BACK_A = 35, BACK_B = 36, BACK_XA = 37, BACK_XB = 38;
export const DW = 39, DW_STRIDE = 40, DH = 41, DC = 42, DX_ROWS = 43, DRH = 44, FIRST = 45, LAST = 46;
export const DG = 47, DG_STRIDE = 48, DH_STEPS = 49;
export const START = 50, TOTAL = 51;
/** Whether the products go to the host: see product.ts. */
export const WIDE = 52;

export const RNN_TANH = 0, RNN_RELU = 1, LSTM = 2, GRU_AFTER = 3, GRU_BEFORE = 4;
