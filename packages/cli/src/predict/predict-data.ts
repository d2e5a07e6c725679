// The file that a model is to go on from, as a series of the columns that the model reads.

import { DataError, type Forecaster, Series } from "recurra";
import type { CsvSettings } from "../input/csv-settings.ts";
import { detectFileKind } from "../input/file-kind.ts";
import { decodeBytes, readBytes } from "../input/read-file.ts";
import { zipArchive } from "../run/model-file.ts";
import { UsageError } from "../terminal/failure.ts";

/** The text of the CSV. Throws UsageError where a model stands in its place. */
export async function readDataText(path: string, usage: string): Promise<string> {
  const bytes = await readBytes(path, "name the CSV file inside it");
  const kind = detectFileKind(bytes);
  if (kind === "safetensors") {
    throw new UsageError("FILE_KIND", path, "this is a model, not a CSV", { remedies: [usage] });
  }
  if (kind === "zip") throw zipArchive(path);
  return decodeBytes(path, bytes);
}

/** Reads the columns; one that is not there is refused with those that the model reads. */
export function readModelColumns(
  text: string,
  name: string,
  csv: CsvSettings,
  { columns, inputs, target }: Forecaster,
): Series {
  try {
    return Series.fromCsv(text, { ...csv, name, columns });
  } catch (error) {
    if (!(error instanceof DataError) || error.code !== "COLUMN_UNKNOWN") throw error;
    const reads = inputs.map((column) => `"${column}"`).join(", ");
    throw error.with({ context: `The model forecasts "${target}" and reads ${reads}` });
  }
}
