// The scales of a fit, of its training rows alone.

import { aheadColumns } from "../ahead/ahead-columns.ts";
import { AheadScales } from "../ahead/ahead-scales.ts";
import type { Series } from "../data/index.ts";
import type { FitLayout } from "./layout/fit-layout.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { type TrainingColumn, WindowNormaliser } from "./windows/window-normaliser.ts";

/** The scales of the training rows. */
export function fitNormaliser(
  { inputs, target, horizon, anchor }: ForecasterSettings,
  series: Series,
  { trainingRows, lookback }: FitLayout,
): WindowNormaliser {
  const column = (name: string): TrainingColumn => ({
    values: series.column(name).subarray(0, trainingRows),
    anchor: name === target ? anchor : undefined,
  });
  return WindowNormaliser.fit(inputs.map(column), column(target), horizon, lookback + horizon);
}

/** Those of the columns that are known ahead. */
export function fitAhead(
  settings: ForecasterSettings,
  series: Series,
  { trainingRows }: FitLayout,
): AheadScales | undefined {
  const columns = aheadColumns(series, settings);
  return columns.length === 0 ? undefined : AheadScales.fit(columns, trainingRows);
}
