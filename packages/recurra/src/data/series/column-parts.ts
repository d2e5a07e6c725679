// Columns of a series by name: found, chosen, replaced.

import { DataError } from "../../core/errors.ts";
import { quoteCell, suggestNames } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { SeriesParts } from "../table/series-parts.ts";

/** Throws DataError COLUMN_UNKNOWN with the nearest names, or COLUMN_NOT_NUMBERS with the first cell that is none. */
export function columnOf({ name: series, columns, leftOut }: SeriesParts, name: string): Float64Array {
  const values = columns.get(name);
  if (values !== undefined) return values;
  const left = leftOut.get(name);
  if (left !== undefined) throw new DataError("COLUMN_NOT_NUMBERS", series, left.problem, left.details);
  throw new DataError("COLUMN_UNKNOWN", series, `there is no column ${quoteCell(name)}`, {
    place: { column: name, said: true },
    context: suggestNames(name, [...columns.keys()]),
  });
}

/** The wanted columns alone; undefined where that are all. Throws as `columnOf` does. */
export function selectColumns(parts: SeriesParts, wanted: ReadonlySet<string>): Partial<SeriesParts> | undefined {
  for (const name of wanted) columnOf(parts, name);
  if (wanted.size === parts.columns.size) return undefined;
  const columns = new Map([...parts.columns].filter(([name]) => wanted.has(name)));
  const filled = parts.filled.filter(({ column }) => wanted.has(column));
  return { columns, filled };
}

/** Throws DataError for a column that is not there, and COLUMN_LENGTH for a replacement of another length. */
export function replaceColumns(parts: SeriesParts, replaced: ReadonlyMap<string, Float64Array>): Partial<SeriesParts> {
  const { length } = parts.rows;
  for (const [name, values] of replaced) {
    if (values.length !== columnOf(parts, name).length) {
      throw new DataError(
        "COLUMN_LENGTH",
        parts.name,
        `column ${quoteCell(name)} has ${counted(length, "row")}, its replacement ${grouped(values.length)}`,
        { place: { column: name, said: true }, found: values.length, remedies: ["give as many"] },
      );
    }
  }
  return { columns: new Map([...parts.columns].map(([name, values]) => [name, replaced.get(name) ?? values])) };
}
