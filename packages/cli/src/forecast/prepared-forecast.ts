// A forecast that is known to be possible: options and data checked, nothing left to be refused once training has begun.

import { DataError, Experiment, type ExperimentSettings, type ForecasterParts, type Series } from "recurra";
import type { FileSigns } from "recurra/data";
import { type OpenTableOptions, openSeries } from "recurra/files";
import type { CsvSettings } from "../input/csv-settings.ts";
import { joinFutureFile } from "../input/future-file.ts";
import { holidaysOf } from "../input/holidays.ts";
import { nameOf } from "../input/read-file.ts";
import type { TableFile } from "../input/table-file.ts";
import type { ForecastSettings } from "./settings.ts";

export interface PreparedForecast {
  readonly settings: ForecastSettings;
  readonly experiment: Experiment;
  /** The answer that trains nothing, which comes first where no model was asked for. */
  readonly instant?: Experiment;
  /** With which the file was written. */
  readonly signs: FileSigns | undefined;
  /** Of the file's bytes. */
  readonly sha256: string;
  /** Of the bytes of the second file, where there is one. */
  readonly futureSha256?: string;
}

/** Throws for everything that would stop the run later on. */
export async function prepareForecast(settings: ForecastSettings, table: TableFile): Promise<PreparedForecast> {
  const { file, futureFile, opening, csv } = settings;
  const { target, inputs = [], future = [] } = settings.experiment;
  // Cells of columns that nobody asked for do not matter; those that stand in the second file need not be in the first.
  const all = target === undefined || futureFile !== undefined;
  const columns = all ? undefined : [...new Set([target, ...inputs, ...future])];
  const options = { ...opening, ...csv };
  const first = await openNamed(table, { ...options, name: nameOf(file), columns }, [...inputs, ...future]);
  const joined = futureFile === undefined ? undefined : await joinFutureFile(first, futureFile, options);
  const { series, sha256: futureSha256 } = joined ?? { series: first };
  const holidays = await holidaysOf(settings.holidays, series);
  const asked = { ...settings.experiment, ...(holidays.length > 0 && { holidays }) };
  // Its weights are read where they are used alone.
  const parts = settings.pretrained ? { pretrained: (await import("recurra/pretrained")).loadPretrained() } : {};
  const experiment = new Experiment(series, asked, parts);
  const instant = settings.instantFirst ? instantOf(series, asked, parts) : undefined;
  return {
    ...{ settings, sha256: await table.sha256(), experiment },
    ...(instant && { instant }),
    ...(futureSha256 !== undefined && { futureSha256 }),
    signs: series.parts.signs,
  };
}

/** What describes a network and its training. */
const NO_NETWORK = {
  ...{ head: undefined, dropout: undefined, epochs: undefined, patience: undefined },
  ...{
    batchSize: undefined,
    learningRate: undefined,
    fineTune: undefined,
    optimizer: undefined,
    weightDecay: undefined,
  },
  ...{ schedule: undefined, warmUp: undefined, scheduleDecay: undefined, scheduleEvery: undefined, average: undefined },
};

/** The same with nothing trained, without what describes a network and its training; undefined of rows that have no room for it. */
function instantOf(series: Series, asked: ExperimentSettings, parts: ForecasterParts): Experiment | undefined {
  try {
    return new Experiment(series, { ...asked, ...NO_NETWORK, model: "pretrained" }, parts);
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

/** Reads a file; a column of words that was named is refused with how it is read. */
async function openNamed(
  table: TableFile,
  options: CsvSettings & OpenTableOptions & { readonly name: string; readonly columns: string[] | undefined },
  named: readonly string[],
): Promise<Series> {
  try {
    return await openSeries(table, options);
  } catch (error) {
    const column = error instanceof DataError ? error.place?.column : undefined;
    if (!(error instanceof DataError) || error.code !== "COLUMN_NOT_NUMBERS" || column === undefined) throw error;
    if (!named.includes(column)) throw error;
    throw error.with({ remedies: [["read its words as marks with ", { option: "categories", value: column }]] });
  }
}
