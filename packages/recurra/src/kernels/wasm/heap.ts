// Persistent blocks: parameters, their gradients, optimizer state, packed weights. Free blocks are kept in order of
// address; the first that fits is taken, and neighbours join again when they are released.

import { StateError } from "../../core/errors.ts";
import { bisect } from "../../statistics/bisect.ts";
import { growBy } from "./memory.ts";

interface Block {
  start: number;
  end: number;
}

const alignment = 64;
const segmentBytes = 1 << 20;
const free: Block[] = [];
const sizes = new Map<number, number>();
let capacity = 0;
let used = 0;

/** Reserves `bytes` bytes, uninitialised, at an address that is a multiple of 64. */
export function allocate(bytes: number): number {
  const size = Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
  let index = firstFit(size);
  if (index < 0) {
    const segment = growBy(Math.max(size, segmentBytes));
    capacity += segment.end - segment.start;
    insert(segment.start, segment.end);
    index = firstFit(size);
  }
  const block = free[index];
  const pointer = block.start;
  block.start += size;
  if (block.start === block.end) free.splice(index, 1);
  sizes.set(pointer, size);
  used += size;
  return pointer;
}

/** Gives a block back. Throws StateError HEAP_UNKNOWN_BLOCK for an address that is not a reserved block. */
export function release(pointer: number): void {
  const size = sizes.get(pointer);
  if (size === undefined) {
    throw new StateError("HEAP_UNKNOWN_BLOCK", "heap", `${pointer} is not a reserved block; was it released twice?`, {
      found: pointer,
    });
  }
  sizes.delete(pointer);
  used -= size;
  insert(pointer, pointer + size);
}

/** What the heap holds now, in bytes. */
export function stats(): { used: number; capacity: number; blocks: number } {
  return { used, capacity, blocks: sizes.size };
}

function firstFit(size: number): number {
  for (let i = 0; i < free.length; i++) if (free[i].end - free[i].start >= size) return i;
  return -1;
}

function insert(start: number, end: number): void {
  const at = bisect(free.length, (i) => free[i].start >= start);
  const before = free[at - 1];
  const after = free[at];
  const joinsBefore = before !== undefined && before.end === start;
  const joinsAfter = after !== undefined && after.start === end;
  if (joinsBefore && joinsAfter) {
    before.end = after.end;
    free.splice(at, 1);
  } else if (joinsBefore) before.end = end;
  else if (joinsAfter) after.start = start;
  else free.splice(at, 0, { start, end });
}
