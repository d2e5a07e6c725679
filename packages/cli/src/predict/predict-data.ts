// The file that a model is to go on from, as a series of the columns that the model reads.

import { DataError, type Forecaster, type Series } from "recurra";
import { type DecodedText, type OpenTableOptions, openTable, seriesOf } from "recurra/files";
import type { CsvSettings } from "../input/csv-settings.ts";
import { detectFileKind } from "../input/file-kind.ts";
import { htmlPage, nameOf, readBytes } from "../input/read-file.ts";
import { UsageError } from "../terminal/failure.ts";

/** The table of the file. Throws UsageError where a model stands in its place. */
export async function readDataTable(path: string, options: OpenTableOptions, usage: string): Promise<DecodedText> {
  const bytes = await readBytes(path, "name the CSV file inside it");
  const kind = detectFileKind(bytes);
  if (kind === "safetensors") {
    throw new UsageError("FILE_KIND", path, "this is a model, not a CSV", { remedies: [usage] });
  }
  if (kind === "html") throw htmlPage(path);
  return openTable(bytes, nameOf(path), options);
}

/** Reads the columns; one that is not there is refused with those that the model reads. */
export function readModelColumns(
  table: DecodedText,
  name: string,
  csv: CsvSettings,
  { columns, inputs, target }: Forecaster,
): Series {
  try {
    return seriesOf(table, { ...csv, name, columns });
  } catch (error) {
    if (!(error instanceof DataError) || error.code !== "COLUMN_UNKNOWN") throw error;
    const reads = inputs.map((column) => `"${column}"`).join(", ");
    throw error.with({ context: `The model forecasts "${target}" and reads ${reads}` });
  }
}
