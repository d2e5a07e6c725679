// What gaps may not take from an experiment: a window to test on, and the rows that its forecast reads.

import { DataError } from "../core/errors.ts";
import { fillFor } from "../data/grid/fill-for.ts";
import { gapFreeOrigins, gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import { candidateSeasons } from "../data/seasons/candidates.ts";
import { type Forecaster, requireNoGap } from "../forecast/index.ts";
import { counted } from "../words/counted.ts";
import type { CheckedData } from "./checked-data.ts";

/** A lookback of fewer rows is not worth to be offered. */
const FEWEST = 8;

/**
 * Throws DataError where gaps leave the test part no window, or stand among the rows that the forecast reads. `asked`: whether the lookback
 * was asked for, and not found.
 */
export function requireWindows(
  { lookback, horizon, columns }: Forecaster,
  { series, testStart }: CheckedData,
  asked: boolean,
): void {
  if (gapFreeOrigins(series, { lookback, horizon, columns, from: testStart }).length === 0) {
    throw new DataError(
      "WINDOWS_TOO_SHORT",
      series.name,
      `the test part (${series.span(testStart)}) has no window of lookback ${lookback} + horizon ${horizon} without a gap`,
      {
        found: series.length - testStart,
        ...(!asked && { context: `The lookback of ${counted(lookback, "row")} was found, not asked for` }),
        remedies: [
          ["fill the gaps with ", { option: "fillGaps", value: fillFor(series.times) }],
          ["shorten the ", { option: "lookback" }],
          ["test on more rows with ", { option: "test" }],
        ],
      },
    );
  }
  try {
    requireNoGap(series, { lookback, training: series.times });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const after = gapFreeRuns(series).at(-1);
    const room = after === undefined ? 0 : after.to - after.from;
    // Less than a season behind is too little to tell the next one from.
    const [season] = candidateSeasons(series.times);
    const enough = room >= Math.max(FEWEST, season?.rows ?? 0);
    throw error.with({
      ...(!asked && { context: `The lookback of ${counted(lookback, "row")} was found, not asked for` }),
      remedies: enough ? [["use ", { option: "lookback", value: room }, ": so many rows stand behind it"]] : [],
    });
  }
}
