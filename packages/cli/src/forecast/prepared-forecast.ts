// A forecast that is known to be possible: options and data checked, nothing left to be refused once training has begun.

import { Experiment } from "recurra";
import type { FileSigns } from "recurra/data";
import { openSeries } from "recurra/files";
import { nameOf } from "../input/read-file.ts";
import type { TableFile } from "../input/table-file.ts";
import type { ForecastSettings } from "./settings.ts";

export interface PreparedForecast {
  readonly settings: ForecastSettings;
  readonly experiment: Experiment;
  /** With which the file was written. */
  readonly signs: FileSigns | undefined;
  /** Of the file's bytes. */
  readonly sha256: string;
}

/** Throws for everything that would stop the run later on. */
export async function prepareForecast(settings: ForecastSettings, table: TableFile): Promise<PreparedForecast> {
  const { file, opening, csv, experiment } = settings;
  const { target, inputs = [] } = experiment;
  // Cells of columns that nobody asked for do not matter.
  const columns = target === undefined ? undefined : [...new Set([target, ...inputs])];
  const series = await openSeries(table, { ...opening, ...csv, name: nameOf(file), columns });
  return {
    ...{ settings, sha256: await table.sha256(), experiment: new Experiment(series, experiment) },
    signs: series.parts.signs,
  };
}
