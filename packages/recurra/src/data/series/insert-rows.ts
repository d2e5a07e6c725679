// Times that are missing on the regular grid of the clock, put in as rows that have no values yet.

import { DataError } from "../../core/errors.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { moveFilled } from "../grid/filled-cells.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { Repairable } from "./repair.ts";

/** A series of which more was made than this many times what was measured is another one. */
const MOST_INSERTED = 4;

/** Throws DataError GAPS_TOO_LONG where more than four times as many rows are missing as there are. */
export function insertMissingRows(series: Repairable): Partial<SeriesParts> {
  const { parts, times, length } = series;
  series.requireOrdered();
  let missing = 0;
  for (let row = 0; row < length; row++) missing += times.missedAfter(row);
  if (missing === 0) return {};
  if (missing > MOST_INSERTED * length) throw tooLong(series, missing);
  // For each row of the result: its time, and the row that it is or, where inserted, stands after.
  const at: number[] = [];
  const source: number[] = [];
  /** Where each row went. */
  const place = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    place[row] = at.length;
    for (const time of [times.at(row), ...times.missingAfter(row)]) {
      at.push(time);
      source.push(row);
    }
  }
  const isNew = (row: number) => place[source[row]] !== row;
  const { rows, lines, columns, filled, inserted } = parts;
  const spread = (values: Float64Array) =>
    Float64Array.from(source, (from, row) => (isNew(row) ? Number.NaN : values[from]));
  return {
    times: times.derive(Float64Array.from(at)),
    columns: new Map([...columns].map(([name, values]) => [name, spread(values)])),
    rows: Uint32Array.from(source, (row) => rows[row]),
    lines: lines && Uint32Array.from(source, (row) => lines[row]),
    inserted: Uint8Array.from(source, (from, row) => (isNew(row) ? 1 : (inserted?.[from] ?? 0))),
    // A filled span reaches over the rows that are put into it: they are filled from its cells.
    filled: moveFilled(filled, (row) => (row < length ? place[row] : at.length + row - length)),
    notes: [...series.notes, `${counted(at.length - length, "row")} inserted at times that were missing`],
  };
}

function tooLong({ name, length, times }: SeriesView, missing: number): DataError {
  let longest = 0;
  for (let row = 0; row < length; row++) if (times.missedAfter(row) > times.missedAfter(longest)) longest = row;
  return new DataError(
    "GAPS_TOO_LONG",
    name,
    `${grouped(missing)} rows are missing at a step of ${times.step}, but there are ${grouped(length)}: what would be inserted is more than was measured`,
    {
      found: missing,
      context: `The longest gap is between ${times.label(longest)} and ${times.label(longest + 1)}`,
      remedies: [
        ["put the rows into longer steps with ", { option: "resample", like: "STEP" }],
        "give the rows on one side of that gap",
      ],
    },
  );
}
