// Which rows of a table's gradient may be other than zero. A pass over a large table reads few of its rows: with notes, the next one clears these
// alone, chunks of a batch add these alone, and an optimizer that leaves what has no gradient as it is moves these alone. The bits are
// those of doing all of it.
import { i32, kernels, writeWords } from "../../kernels/wasm/engine.ts";
import { allocate, release } from "../../kernels/wasm/heap.ts";
import { currentRecorder } from "../../kernels/wasm/recorder.ts";
import type { NotedRows } from "../../tensor/parameter.ts";

/** Notes on a gradient [rows, width]; at first nothing is known of it. */
export class TableRows implements NotedRows {
  readonly #rows: number;
  readonly #width: number;
  /** See assembly/noted-rows.ts. */
  readonly notes: number;

  /** With an address, memory of the caller's; else its own, until it is released. */
  constructor(rows: number, width: number, notes: number = allocate(TableRows.bytes(rows))) {
    this.#rows = rows;
    this.#width = width;
    this.notes = notes;
    i32()[notes >>> 2] = 1;
  }

  static bytes(rows: number): number {
    return (2 + rows) * 4 + rows;
  }

  /** Notes of another gradient of this shape, in memory of their own. */
  another(): NotedRows {
    return new TableRows(this.#rows, this.#width);
  }

  release(): void {
    release(this.notes);
  }

  /** Whether all but the noted rows is known to be zero. */
  get exact(): boolean {
    return i32()[this.notes >>> 2] === 0;
  }

  /** Somebody writes anywhere, in each run of a plan. */
  spoil(): void {
    kernels().fillArray(this.notes, 1, 1);
  }

  /** Makes the gradient zero. */
  clear(gradient: number): void {
    // Another thread's memory has seen none yet.
    if (currentRecorder()) writeWords(this.notes, [1, 0]);
    kernels().clearRows(gradient, this.notes, this.#rows, this.#width);
  }

  /** Notes the rows of n numbers of rows at an address. */
  note(index: number, n: number, padding: number): void {
    kernels().noteRows(this.notes, index, n, this.#rows, padding);
  }

  /** Adds the rows of another gradient. */
  add(gradient: number, from: number, other: NotedRows): void {
    kernels().addRows(gradient, this.notes, from, other.notes, this.#rows, this.#width);
  }

  /** Calls `visit` with the distance in bytes of each noted row from the first one, and its numbers. */
  each(visit: (offset: number, width: number) => void): void {
    const words = i32();
    const at = this.notes >>> 2;
    for (let i = 0; i < words[at + 1]; i++) visit(words[at + 2 + i] * this.#width * 4, this.#width);
  }
}
