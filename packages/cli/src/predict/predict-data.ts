// The file that a model is to go on from, as a series of the columns that the model reads.

import { DataError, type Forecaster, type Series } from "recurra";
import { type ByteSource, type OpenTableOptions, openSeries } from "recurra/files";
import type { CsvSettings } from "../input/csv-settings.ts";
import { detectFileKind } from "../input/file-kind.ts";
import { htmlPage, openSource } from "../input/read-file.ts";
import { UsageError } from "../terminal/failure.ts";

/** The file. Throws UsageError where a model stands in its place. */
export async function openData(path: string, usage: string): Promise<ByteSource> {
  const source = await openSource(path, "name the CSV file inside it");
  for await (const piece of source.pieces()) {
    const kind = detectFileKind(piece);
    if (kind === "safetensors") {
      throw new UsageError("FILE_KIND", path, "this is a model, not a CSV", { remedies: [usage] });
    }
    if (kind === "html") throw htmlPage(path);
    break;
  }
  return source;
}

/** Reads the columns, or all where others may come from a `second` file; one that is not there is refused with those that the model reads. */
export async function readModelColumns(
  source: ByteSource,
  options: CsvSettings & OpenTableOptions & { readonly name: string },
  { columns, inputs, target, future, settings }: Forecaster,
  second: boolean,
): Promise<Series> {
  // Marks of words are made of the columns that hold them.
  const { categories } = settings;
  const isMark = (name: string): boolean => categories?.some((column) => name.startsWith(`${column}=`)) === true;
  const read = [...columns.filter((name) => !isMark(name)), ...(categories ?? [])];
  try {
    return await openSeries(source, { ...options, categories, columns: second ? undefined : read });
  } catch (error) {
    if (!(error instanceof DataError) || error.code !== "COLUMN_UNKNOWN") throw error;
    const reads = [...inputs, ...future].map((column) => `"${column}"`).join(", ");
    throw error.with({ context: `The model forecasts "${target}" and reads ${reads}` });
  }
}
