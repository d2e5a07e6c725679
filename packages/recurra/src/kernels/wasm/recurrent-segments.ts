// A layer keeps rows, gates and states of every step for its backward pass. Where these would take too much memory, it runs in
// parts: chunk after chunk, and in a chunk segment after segment of some sqrt(T) steps, all in the same buffers. What stays is
// the state between segments. The backward pass takes a chunk's segments from the last to the first and runs each forward again
// before it runs it backward: one more forward pass for memory that grows with sqrt(T). Segments end where blocks of weight
// gradients end (assembly/sequence.ts), so every sum has the order that it has without them, and its bits.
import { CACHE_BYTES } from "./cache-size.ts";
import type { Cell } from "./recurrent-cell.ts";
import type { Layout } from "./recurrent-layout.ts";

/** What runs in one call of the kernels: the sequences from `first` on, the steps from `start` on as a sequence is read. */
export interface Segment {
  readonly first: number;
  readonly start: number;
  /** The sizes of this part alone. */
  readonly layout: Layout;
}

// For a direction of a layer. Below it everything is kept, which saves about a quarter of a step's time.
let limit = 128 << 20;
// A BLAS is fast where a layer is wide, and wide layers keep much: they would run twice too soon.
const wideLimit = 4;

/** For tests: runs `body` with another limit on what one direction of a layer may keep, in bytes. */
export function withKeptLimit<T>(bytes: number, body: () => T): T {
  const before = limit;
  limit = bytes;
  try {
    return body();
  } finally {
    limit = before;
  }
}

/** The buffers in which a layer runs, by their addresses or sizes; 0 for what the cell does not have. */
export interface StepBuffers {
  readonly rows: number;
  readonly gates: number;
  readonly states: number;
  readonly second: number;
}

/** Whether the gates of all steps are kept. */
export function keepsGates({ keptGates }: Cell, saved: boolean): boolean {
  return keptGates === "always" || (saved && keptGates === "saved");
}

/** Bytes of the buffers of a layer; with `saved`, they hold every step of every sequence. */
export function bufferBytes(layout: Layout, saved: boolean): StepBuffers {
  const { cell, batch, time, chunk, row, gates, states } = layout;
  const sequences = saved ? batch : chunk;
  return {
    rows: sequences * (time + 1) * row * 4 + 64,
    gates: (keepsGates(cell, saved) ? sequences * time : chunk) * gates * 4,
    states: sequences * (time + 1) * states * 4,
    second: cell.secondRow ? sequences * time * row * 4 + 64 : 0,
  };
}

/** Each buffer, reserved in the size of the largest that any of the parts needs; 0 for none. */
export function reserveBuffers(
  parts: readonly Segment[],
  saved: boolean,
  reserve: (bytes: number) => number,
): StepBuffers {
  const all = parts.map(({ layout }) => bufferBytes(layout, saved));
  const one = (name: keyof StepBuffers): number => {
    const most = all.reduce((most, bytes) => Math.max(most, bytes[name]), 0);
    return most && reserve(most);
  };
  return { rows: one("rows"), gates: one("gates"), states: one("states"), second: one("second") };
}

function total(bytes: StepBuffers): number {
  return bytes.rows + bytes.gates + bytes.states + bytes.second;
}

// A segment of this size stays in a second-level cache.
const segmentBytes = CACHE_BYTES / 2;

/**
 * The parts of a layer in the order of the forward pass, the segments of each chunk together: one part of everything where
 * that stays within the limit. Without a backward pass nothing runs twice, so that the limit is what suits the cache.
 * Depends on shapes alone.
 */
export function cutIntoSegments(layout: Layout, saved: boolean): Segment[][] {
  const most = layout.wide ? limit * wideLimit : limit;
  if (total(bufferBytes(layout, saved)) <= (saved ? most : Math.min(limit, segmentBytes)))
    return [[{ first: 0, start: 0, layout }]];
  const chunks: Segment[][] = [];
  for (let first = 0; first < layout.batch; first += layout.chunk) {
    chunks.push(segmentsOf(layout, first, Math.min(layout.chunk, layout.batch - first)));
  }
  return chunks;
}

/** Blocks count from the end of the sequence, so segments do, and the first one may be shorter. */
function segmentsOf(whole: Layout, first: number, batch: number): Segment[] {
  const { time } = whole;
  const block = Math.max(1, Math.floor(whole.block / batch));
  const one = { ...whole, batch, chunk: batch, chunks: 1 };
  const fitting = Math.floor(Math.min(segmentBytes, limit) / (total(bufferBytes(one, true)) / time));
  const steps = Math.ceil(Math.max(Math.sqrt(time), fitting) / block) * block;
  const parts: Segment[] = [];
  for (let end = time; end > 0; end -= steps) {
    const start = Math.max(0, end - steps);
    parts.push({ first, start, layout: { ...one, time: end - start } });
  }
  return parts.reverse();
}
