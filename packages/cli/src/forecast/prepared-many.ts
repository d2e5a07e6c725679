// A forecast of many series that is known to be possible: options and data checked, nothing left to be refused once training has begun.

import type { FileSigns, SeriesSet } from "recurra/data";
import { openSeriesSet } from "recurra/files";
import { ManyExperiment } from "recurra/many";
import { nameOf } from "../input/read-file.ts";
import type { TableFile } from "../input/table-file.ts";
import { manySettings, severalTargets } from "./many-settings.ts";
import type { ForecastSettings } from "./settings.ts";

export interface PreparedMany {
  readonly settings: ForecastSettings;
  readonly experiment: ManyExperiment;
  readonly set: SeriesSet;
  /** What a run is called after: the target, or several. */
  readonly name: string;
  readonly signs: FileSigns | undefined;
  readonly sha256: string;
}

/** Columns of one series are series that have the same clock; their values stand in this column. */
const VALUE = "value";

export async function prepareMany(settings: ForecastSettings, table: TableFile): Promise<PreparedMany> {
  const { file, opening, csv, experiment } = settings;
  const { target } = experiment;
  const columns = severalTargets(target);
  const options = { ...opening, ...csv, name: nameOf(file) };
  const set =
    columns === undefined
      ? await openSeriesSet(table, {
          ...options,
          ...(target !== undefined && csv.wide !== true && { columns: [target] }),
        })
      : await openSeriesSet(table, { ...options, wide: "columns", columns });
  const { days, places } = settings.holidays;
  const asked = { ...experiment, holidays: days === undefined && places.length === 0 ? undefined : [...places] };
  const many = manySettings(asked, columns === undefined ? target : VALUE);
  return {
    ...{ settings, set, experiment: new ManyExperiment(set, many), sha256: await table.sha256() },
    name: columns?.join("-") ?? target ?? set.columns[0],
    signs: set.size > 0 ? set.at(0).parts.signs : undefined,
  };
}
