// A first look at a table: what can be read of it, and what is wrong with the rest.

import { DataError } from "../../core/errors.ts";
import type { CsvOptions } from "../reading/csv-options.ts";
import { Series } from "../series/series.ts";
import type { ByteSource } from "./byte-source.ts";
import { openParts } from "./open-parts.ts";
import type { OpenTableOptions } from "./open-table.ts";

/** A series of what could be read, and what stands in the way of all else. */
export interface Survey {
  readonly series: Series;
  /** What `openSeries` would throw, one after another; none where it throws nothing. */
  readonly faults: readonly DataError[];
}

/**
 * Reads of a file what can be read. A column with a cell that spoils it is left out as "unclear"; where the times cannot be read, the rows
 * are the clock; tables of several series are left as they stand; without a header, the columns are numbered. What is wrong is in `faults`.
 *
 * Throws DataError where nothing can be read, and for options that the table does not fit.
 */
export async function surveySeries(
  file: Uint8Array | ByteSource,
  options: CsvOptions & OpenTableOptions = {},
): Promise<Survey> {
  try {
    return await survey(file, options, []);
  } catch (error) {
    if (!(error instanceof DataError && error.code === "CSV_NO_HEADER")) throw error;
    try {
      return await survey(file, { ...options, header: "none" }, [error]);
    } catch (further) {
      // What was wrong first is to be mended first.
      throw further instanceof DataError ? error : further;
    }
  }
}

async function survey(
  file: Uint8Array | ByteSource,
  options: CsvOptions & OpenTableOptions,
  faults: DataError[],
): Promise<Survey> {
  const parts = await openParts(file, options, (reader) => reader.finish(faults));
  return { series: new Series(parts), faults };
}
