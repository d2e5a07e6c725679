// The sizes of a recurrent layer's buffers, from its shapes and the mode alone. B batch, T time, I inputs, H hidden; see assembly/layer.ts.
import { CACHE_BYTES } from "./cache-size.ts";
import { currentMode } from "./engine.ts";
import type { Cell, GradientSizes } from "./recurrent-cell.ts";

/** n rounded up to a multiple of 8, the width of a panel. */
export function toPanels(n: number): number {
  return (n + 7) & ~7;
}

/** Sizes in floats unless said. */
export interface Layout extends GradientSizes {
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
  /** Stride of a row's states beside h, each padded. */
  readonly states: number;
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
const chunkBytes = CACHE_BYTES / 2;
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
  const gates = cell.slots * padded;
  const states = (cell.states.length - 1) * padded;
  const perRow = time * (row + (cell.keptGates === "never" ? 0 : gates) + states + (cell.secondRow ? row : 0)) * 4;
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
    states,
    gateGradients: awayFromPowers((cell.slots * hidden + 11) & ~3),
    chunk,
    chunks: Math.ceil(batch / chunk),
    gradient: width,
    wide,
    block: wide ? wideBlockRows : blockRows,
  };
}
