// Which cells of a series were made and not measured, as its rows are cut, left out and put in.

import type { Filled } from "../table/series-parts.ts";

/** The spans within rows [from, to). The end of a span may lie behind: the row that helped was cut off. */
export function sliceFilled(spans: readonly Filled[], from: number, to: number): Filled[] {
  return spans
    .filter((span) => span.from < to && span.to > from)
    .map((span) => ({ ...span, from: Math.max(span.from - from, 0), to: span.to - from }));
}

/** The spans where `move` says to which row each row went; those that have no row left are none. */
export function moveFilled(spans: readonly Filled[], move: (row: number) => number): Filled[] {
  return spans
    .map((span) => ({ ...span, from: move(span.from), to: move(span.to) }))
    .filter((span) => span.from < span.to);
}

/** 1 for each cell of a column that was measured, 0 for one that was made; undefined where none was made. */
export function measuredCells(spans: readonly Filled[], column: string, length: number): Uint8Array | undefined {
  let measured: Uint8Array | undefined;
  for (const span of spans) {
    if (span.column !== column) continue;
    measured ??= new Uint8Array(length).fill(1);
    measured.fill(0, span.from, span.to);
  }
  return measured;
}
