// The sizes of a recurrent layer's buffers, from its shapes and the mode alone. B batch, T time, I inputs, H hidden; see assembly/layer.ts.
import { currentMode } from "./engine.ts";

/** The cells that the kernels know; the numbers are those of assembly/layer.ts. */
export const cellCodes = { "rnn-tanh": 0, "rnn-relu": 1, lstm: 2, gru: 3, "gru-reset-before": 4 } as const;

/** A recurrent cell: RNN with tanh or ReLU, LSTM, GRU (reset after the product, as in PyTorch) or the original GRU. */
export type Cell = keyof typeof cellCodes;

/** Gates per unit in the weights: LSTM i f g o, GRU r z n, RNN one. */
export function gateCount(cell: Cell): number {
  return cell === "lstm" ? 4 : cell === "gru" || cell === "gru-reset-before" ? 3 : 1;
}

/** Gates per unit in the buffers: the reset-after GRU keeps the two halves of its new gate apart. */
export function gateSlots(cell: Cell): number {
  return cell === "gru" ? 4 : gateCount(cell);
}

/** Whether the backward pass needs the gates; the plain cells get along with their states. */
export function keepsGates(cell: Cell): boolean {
  return cell !== "rnn-tanh" && cell !== "rnn-relu";
}

/** n rounded up to a multiple of 8, the width of a panel. */
export function toPanels(n: number): number {
  return (n + 7) & ~7;
}

/** Sizes in floats unless said. */
export interface Layout {
  readonly cell: Cell;
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly hidden: number;
  /** H rounded up to whole panels. */
  readonly padded: number;
  /** Stride of a row [x, 1, h]. */
  readonly row: number;
  /** Stride of a row's gates, each padded, and of their gradients, each H wide. */
  readonly gates: number;
  readonly gateGradients: number;
  /** Sequences per chunk, and how many chunks. */
  readonly chunk: number;
  readonly chunks: number;
  /** Stride of the joint weight gradient [gates * H, I + 1 + H]. */
  readonly gradient: number;
  /** Whether the products go to a BLAS: in mode "native", for layers that are wide enough. */
  readonly wide: boolean;
  /** Rows from which weight gradients are taken at once, unless one step of a chunk has more. */
  readonly block: number;
}

// A chunk's buffers should stay in a second-level cache; a chunk of few rows reads the weights too often.
const chunkBytes = 1 << 20;
const fewestRows = 12;
// A BLAS copies the weights for each product, so it wants many rows; and few units or sequences are not worth a call.
const fewestWideRows = 64;
const wideHidden = 32;
const wideBatch = 4;

// As in assembly/sequence.ts.
const blockRows = 128;
const wideBlockRows = 512;

/** With a stride of 256 bytes or a multiple, the same column of many rows falls into few sets of the first-level cache. */
function awayFromPowers(floats: number): number {
  return floats % 64 === 0 ? floats + 16 : floats;
}

export function layoutOf(cell: Cell, batch: number, time: number, inputs: number, hidden: number): Layout {
  const padded = toPanels(hidden);
  const width = toPanels(inputs + 1 + hidden);
  const row = awayFromPowers((Math.max(inputs + 1 + padded, width) + 3) & ~3);
  const gates = gateSlots(cell) * padded;
  const perRow =
    time *
    (row + (keepsGates(cell) ? gates : 0) + (cell === "lstm" ? padded : 0) + (cell === "gru-reset-before" ? row : 0)) *
    4;
  const wide = currentMode() === "native" && hidden >= wideHidden && batch >= wideBatch;
  const rows = Math.max(wide ? fewestWideRows : fewestRows, Math.floor(chunkBytes / perRow));
  const chunks = Math.ceil(batch / rows);
  const chunk = Math.min(batch, (Math.ceil(batch / chunks) + 3) & ~3);
  return {
    cell,
    batch,
    time,
    inputs,
    hidden,
    padded,
    row,
    gates,
    gateGradients: awayFromPowers((gateSlots(cell) * hidden + 11) & ~3),
    chunk,
    chunks: Math.ceil(batch / chunk),
    gradient: width,
    wide,
    block: wide ? wideBlockRows : blockRows,
  };
}
