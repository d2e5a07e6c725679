import { DataError } from "../core/errors.ts";
import { gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { SeriesSet } from "../data/index.ts";
import type { GlobalLayout } from "./layout/global-layout.ts";
import type { GlobalSettings } from "./layout/global-options.ts";
import { LEAST_SEEN } from "./parts/seen-series.ts";

/** Throws DataError SERIES_TOO_SHORT where no series has a window to learn from, and there is nothing that forecasts without. */
export function requireWindows({ horizon, model }: GlobalSettings, set: SeriesSet, layout: GlobalLayout): void {
  if (layout.series.some(({ training }) => training.length > 0)) return;
  if (model === "pretrained" && seesSome(layout)) return;
  let [longest, whole] = [0, true];
  for (const series of set) {
    const runs = gapFreeRuns(series);
    whole &&= runs.length < 2;
    for (const { from, to } of runs) longest = Math.max(longest, to - from);
  }
  throw new DataError(
    "SERIES_TOO_SHORT",
    set.name,
    `lookback ${layout.lookback} + horizon ${horizon} need ${layout.lookback + horizon} rows to learn from, but the longest ${whole ? "of" : "run without gaps in"} its series has ${longest}`,
    {
      found: longest,
      remedies: [["shorten the ", { option: "horizon" }, " or the ", { option: "lookback" }], "give more rows"],
    },
  );
}

/** Whether a series has rows enough for a pretrained network. */
function seesSome({ series }: GlobalLayout): boolean {
  return series.some(({ values, beginOf }) => values.length - beginOf(values.length) >= LEAST_SEEN);
}
