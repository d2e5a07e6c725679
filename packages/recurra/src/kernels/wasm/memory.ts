// The one WebAssembly.Memory of the engine. Parameters (heap.ts) and steps (arena.ts) take whole segments of it from
// `growBy`, which only ever appends: addresses never move. Growing detaches every view, so the views live here, are
// made anew by growth, and nobody else keeps one.
import { StateError } from "../../core/errors.ts";

const pageBytes = 65_536;
const maximumPages = 65_536;
// Product kernels read up to 31 bytes past a row's end: the last block of the memory needs something behind it.
const guardBytes = 64;

/** Bytes below this address hold constants and scratch rooms of the two kernel modules (strict from 1 KiB, fast from 32 KiB). */
export const staticBytes: number = pageBytes;

/** The memory that both kernel modules import. */
export const memory: WebAssembly.Memory = new WebAssembly.Memory({ initial: 2, maximum: maximumPages });

let floats: Float32Array<ArrayBuffer>;
let integers: Int32Array<ArrayBuffer>;
let bytes: Uint8Array<ArrayBuffer>;
renewViews();

function renewViews(): void {
  const buffer = memory.buffer as ArrayBuffer;
  floats = new Float32Array(buffer);
  integers = new Int32Array(buffer);
  bytes = new Uint8Array(buffer);
}

/** The whole memory as float32. Valid until memory grows: never keep it across an allocation. */
export function f32(): Float32Array<ArrayBuffer> {
  return floats;
}

/** The whole memory as int32. Valid until memory grows: never keep it across an allocation. */
export function i32(): Int32Array<ArrayBuffer> {
  return integers;
}

/** The whole memory as bytes. Valid until memory grows: never keep it across an allocation. */
export function u8(): Uint8Array<ArrayBuffer> {
  return bytes;
}

/** Bytes that the engine has taken from the system so far; it never gives any back. */
export function memoryBytes(): number {
  return bytes.length;
}

let frontier = staticBytes;

/**
 * Appends a segment of at least `size` bytes; it begins where the one before ended.
 * Throws StateError MEMORY_EXHAUSTED when the system refuses or 4 GiB are reached.
 */
export function growBy(size: number): { start: number; end: number } {
  const start = frontier;
  const pages = Math.ceil((start + size + guardBytes - bytes.length) / pageBytes);
  try {
    memory.grow(pages);
  } catch (cause) {
    throw new StateError(
      "MEMORY_EXHAUSTED",
      "memory",
      `the engine holds ${bytes.length} bytes and could not get ${size} more (WebAssembly ends at ${maximumPages * pageBytes})`,
      {
        found: size,
        remedies: ["use a smaller batch or model", [{ call: "dispose()" }, " of models that are no longer needed"]],
        cause,
      },
    );
  }
  renewViews();
  frontier = bytes.length - guardBytes;
  return { start, end: frontier };
}
