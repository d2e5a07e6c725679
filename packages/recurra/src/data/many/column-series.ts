// A table with a series in each column, as rows of many series: one column below the other.

import type { SeriesParts } from "../table/series-parts.ts";
import { asFound, type SetParts, turned } from "./set-parts.ts";

/** Each column of numbers as a series, from its first value to its last. */
export function stackColumns(parts: SeriesParts): SetParts {
  const spans = [...parts.columns].flatMap(([name, values]) => {
    let [from, to] = [0, values.length];
    while (from < to && Number.isNaN(values[from])) from++;
    while (to > from && Number.isNaN(values[to - 1])) to--;
    return from < to ? [{ name, from, to, values }] : [];
  });
  const starts = new Uint32Array(spans.length + 1);
  for (const [at, { from, to }] of spans.entries()) starts[at + 1] = starts[at] + to - from;
  const length = starts[spans.length];
  const stack = <A extends Float64Array | Uint32Array>(target: A, pick: (at: number) => A): A => {
    for (const [at, { from, to }] of spans.entries()) target.set(pick(at).subarray(from, to), starts[at]);
    return target;
  };
  const { lines } = parts;
  return {
    rows: {
      ...parts,
      times: parts.times.derive(stack(new Float64Array(length), () => parts.times.values())),
      columns: new Map([["value", stack(new Float64Array(length), (at) => spans[at].values)]]),
      rows: stack(new Uint32Array(length), () => parts.rows),
      ...(lines === undefined ? {} : { lines: stack(new Uint32Array(length), () => lines) }),
      notes: [...parts.notes, "each column is a series"],
    },
    starts,
    idColumns: ["column"],
    keys: [spans.map(({ name }) => name)],
    statics: new Map(),
    orders: new Uint8Array(spans.length).fill(parts.reversed ? turned : asFound),
  };
}
