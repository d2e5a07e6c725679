// A set of series that a program holds: nothing is copied.

import { otherCopy } from "../../core/copy.ts";
import { refuseValue } from "../../core/option-rules.ts";
import { Series } from "../series/series.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { TimeIndex } from "../time/time-index.ts";
import { asFound, type SetParts } from "./set-parts.ts";

/** Throws OptionError for an id that is no text or comes twice, and for what is no series. */
/** What a set is made of. */
export const PAIRS = "pairs of an id, each another text, and a Series";

export function partsOfSeries(
  entries: readonly (readonly [id: string, series: Series])[],
  name: string,
  idColumn: string,
): SetParts {
  const seen = new Set<string>();
  for (const entry of entries) {
    const [id, series] = Array.isArray(entry) ? entry : [entry];
    const fits = typeof id === "string" && !seen.has(id) && series instanceof Series;
    if (!fits) throw refuseValue("fromSeries", "series", PAIRS, otherCopy(series) === undefined ? id : series);
    seen.add(id);
  }
  const held = entries.map(([, series]) => series);
  const starts = new Uint32Array(held.length + 1);
  for (const [at, { length }] of held.entries()) starts[at + 1] = starts[at] + length;
  return {
    rows: emptyRows(name, held),
    starts,
    idColumns: [idColumn],
    keys: [entries.map(([id]) => id)],
    statics: new Map(),
    orders: new Uint8Array(held.length).fill(asFound),
    held,
  };
}

/** The columns that all have, without rows. */
function emptyRows(name: string, held: readonly Series[]): SeriesParts {
  const shared = (held[0]?.columns ?? []).filter((column) => held.every(({ columns }) => columns.includes(column)));
  return {
    name,
    times: held[0]?.times.slice(0, 0) ?? TimeIndex.rows(0),
    columns: new Map(shared.map((column) => [column, new Float64Array()])),
    leftOut: new Map(),
    rows: new Uint32Array(),
    notes: [],
    reversed: false,
    filled: [],
  };
}
