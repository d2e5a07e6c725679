// The description of one recurrent layer in one direction, as 32-bit words: TypeScript writes them (recurrent.ts), the kernels read
// them, and both take their places from this file alone. It has constants only, so that AssemblyScript can read it too.
// Sizes and strides in floats, addresses in bytes, 0 for what is not there.
// Shapes: B batch, T time, I inputs, H hidden, P = H rounded up to 8, S states of which h is the first.

/** The cell, one of the codes below, and which form of it: a number that only the cell's own kernels read. */
export const CELL = 0;
export const FORM = 1;
export const BATCH = 2;
/** Steps of this segment. */
export const TIME = 3;
export const INPUTS = 4;
export const HIDDEN = 5;
export const PADDED = 6;
/** Strides of a row [x, 1, h] and of its gates. */
export const ROW = 7;
export const GATES = 8;
/** Sequences of a chunk. */
export const CHUNK = 9;
export const X = 10;
export const X_BATCH = 11;
export const X_TIME = 12;
export const Y = 13;
export const Y_BATCH = 14;
export const Y_TIME = 15;
export const LENGTHS = 16;
export const REVERSE = 17;
/** How many states the cell carries beside h. */
export const MORE_STATES = 18;
/** The states before the first step and after the last one [B, H], h first. */
export const FIRST_STATES = 19;
export const LAST_STATES = 23;
/** Of every step its row, its gates, its further states [., (S - 1) * P], and a second row where the cell has one. */
export const ROWS = 27;
export const GATE_ROWS = 28;
export const STATE_ROWS = 29;
export const SECOND_ROWS = 30;
/** Whether the rows of all chunks are kept, and whether the gates of all steps are. */
export const SAVED = 31;
export const GATES_KEPT = 32;
/** Packed weights of the forward products. */
export const PANELS_A = 33;
export const PANELS_B = 34;
export const PANELS_C = 35;
/** How many gates a step begins with: the product of its rows [x, 1, h] with the weights A; 0 where it begins otherwise. */
export const FIRST_GATES = 36;
/** The chunks to run. */
export const FIRST = 37;
export const LAST = 38;
/** The segment's first step, and the steps of the whole sequence. */
export const START = 39;
export const TOTAL = 40;
/** Whether the products go to the host: see assembly/product.ts. */
export const WIDE = 41;

/** From here on the words of the backward pass. */
export const BACKWARD = 42;
export const DY = 42;
export const DLAST_STATES = 43;
export const DX = 47;
export const DFIRST_STATES = 48;
/** Packed weights of the backward products: for h (A, B) and for x (XA, XB). */
export const BACK_A = 52;
export const BACK_B = 53;
export const BACK_XA = 54;
export const BACK_XB = 55;
/** How many gates a step ends with on its way back: dh += the product of their gradients with the weights A; 0 for none. */
export const LAST_GATES = 56;
/** The joint gradient of the weights. */
export const DW = 57;
export const DW_STRIDE = 58;
/** Gradients of h [2 * CHUNK, P] and of the further states [2 * CHUNK, (S - 1) * P]. */
export const DH = 59;
export const DSTATES = 60;
export const DX_ROWS = 61;
/** A buffer of the cell's own for the backward pass. */
export const OWN = 62;
/** Gradients of the gates. */
export const DG = 63;
export const DG_STRIDE = 64;
/** Where dLoss/dh of every step is kept. */
export const DH_STEPS = 65;

/** How many words there are. */
export const WORDS = 66;

/** The most states of a cell, h among them: places from FIRST_STATES on, and so of the other lists. */
export const MOST_STATES = 4;

// The cells: values of CELL.
export const RNN = 0;
export const LSTM = 1;
export const GRU_AFTER = 2;
export const GRU_BEFORE = 3;
export const MIN_GRU = 4;
export const SLSTM = 5;
