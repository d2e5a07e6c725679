// A forecast of many series that is known to be possible: options and data checked, nothing left to be refused once training has begun.

import type { Phrase } from "recurra/core";
import type { FileSigns, SeriesSet } from "recurra/data";
import { openSeriesSet } from "recurra/files";
import { ManyExperiment } from "recurra/many";
import { nameOf } from "../input/read-file.ts";
import type { TableFile } from "../input/table-file.ts";
import { UsageError } from "../terminal/failure.ts";
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

/** Throws UsageError where several targets, each a series, are asked of a table whose series stand otherwise. */
function requireColumnsAlone({ series, wide }: ForecastSettings["csv"]): void {
  const option = series !== undefined ? "series" : wide === true ? "wide" : undefined;
  if (option === undefined) return;
  const problem: Phrase = [
    { option: "target" },
    " with several columns takes each as a series, and ",
    { option },
    " says that series stand otherwise",
  ];
  throw new UsageError("USAGE_CONFLICT", "", problem, {
    remedies: [
      ["name one column with ", { option: "target" }],
      ["leave ", { option }, " out"],
    ],
  });
}

export async function prepareMany(settings: ForecastSettings, table: TableFile): Promise<PreparedMany> {
  const { file, opening, csv, experiment } = settings;
  const { target } = experiment;
  const columns = severalTargets(target);
  if (columns !== undefined) requireColumnsAlone(csv);
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
  // Its weights are read where they are used alone.
  const parts = settings.pretrained ? { pretrained: (await import("recurra/pretrained")).loadPretrained() } : {};
  return {
    ...{ settings, set, experiment: new ManyExperiment(set, many, parts), sha256: await table.sha256() },
    name: columns?.join("-") ?? target ?? set.columns[0],
    signs: set.size > 0 ? set.at(0).parts.signs : undefined,
  };
}
