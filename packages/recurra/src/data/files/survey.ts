// A first look at a table: what can be read of it, and what is wrong with the rest.

import { DataError } from "../../core/errors.ts";
import { type CsvOptions, partsFromCsv } from "../csv/from-csv.ts";
import type { DecodedText } from "../csv/text.ts";
import { Series } from "../series/series.ts";

/** A series of what could be read, and what stands in the way of all else. */
export interface Survey {
  readonly series: Series;
  /** What `Series.fromCsv` would throw, one after another; none where it throws nothing. */
  readonly faults: readonly DataError[];
}

/**
 * Reads of an opened table what can be read. A column with a cell that spoils it is left out as "unclear"; where the times cannot be read, the rows
 * are the clock; tables of several series are left as they stand; without a header, the columns are numbered. What is wrong is in `faults`.
 *
 * Throws DataError where nothing can be read, and for options that the table does not fit.
 */
export function surveyTable({ text, notes }: DecodedText, options: CsvOptions = {}): Survey {
  const faults: DataError[] = [];
  let parts: ReturnType<typeof partsFromCsv>;
  try {
    parts = partsFromCsv(text, options, faults);
  } catch (error) {
    if (!(error instanceof DataError && error.code === "CSV_NO_HEADER")) throw error;
    faults.splice(0, faults.length, error);
    try {
      parts = partsFromCsv(text, { ...options, header: "none" }, faults);
    } catch (further) {
      // What was wrong first is to be mended first.
      throw further instanceof DataError ? error : further;
    }
  }
  return { series: new Series({ ...parts, notes: [...notes, ...parts.notes] }), faults };
}
