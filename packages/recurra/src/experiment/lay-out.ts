// The layout of an experiment: whether the series has room for its settings, and what is made shorter where it may be.

import { DataError } from "../core/errors.ts";
import type { FitLayout, Forecaster } from "../forecast/index.ts";
import { bisect } from "../statistics/bisect.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import type { CheckedData } from "./checked-data.ts";
import type { ExperimentSettings } from "./settings.ts";

/** Data that are cut in two, the forecaster that will be fitted on the first part, and how. */
interface LaidOut {
  readonly data: CheckedData;
  readonly forecaster: Forecaster;
  readonly layout: FitLayout;
}

/** Too few rows, or too few in a row. */
const TOO_SHORT: readonly string[] = ["SERIES_TOO_SHORT", "WINDOWS_TOO_SHORT"];

type Make = (data: CheckedData, settings: ExperimentSettings) => Forecaster;

/**
 * Throws DataError SERIES_TOO_SHORT or WINDOWS_TOO_SHORT, with what would cure it, where the rows before the test part have no room for
 * the lookback and the horizon; with `autoShorten`, only where nothing can be made shorter.
 */
export function layOut(data: CheckedData, settings: ExperimentSettings, make: Make): LaidOut {
  const { series, testStart } = data;
  const forecaster = make(data, settings);
  try {
    return { data, forecaster, layout: forecaster.layout(series.slice(0, testStart)) };
  } catch (error) {
    if (!(error instanceof DataError) || !TOO_SHORT.includes(error.code)) throw error;
    const shorter = shorten(error, forecaster.lookback, data, settings, make);
    if (settings.autoShorten && shorter) return shorter;
    if (error.code !== "SERIES_TOO_SHORT") throw error;
    const kept = series.length - testStart;
    throw error.with({
      remedies: [
        ...(kept > forecaster.horizon ? [["test on fewer rows with a smaller ", { option: "test" }]] : []),
        ...(shorter ? [["let it be shortened with ", { option: "autoShorten", value: true }]] : []),
      ],
      context: [
        `The series has ${counted(series.length, "row")}, of which the backtest keeps ${kept === series.length ? "all" : `the last ${grouped(kept)}`}`,
      ],
    });
  }
}

/** The longest lookback that works, or the longest test part with a lookback of one row; undefined where nothing does. */
function shorten(
  error: DataError,
  lookback: number,
  data: CheckedData,
  settings: ExperimentSettings,
  make: Make,
): LaidOut | undefined {
  const { series, testStart } = data;
  const longest = error.remedies.find(({ option }) => option === "lookback")?.value;
  const wanted = `the series is too short for a lookback of ${counted(lookback, "row")}`;
  if (typeof longest === "number") {
    const shortened = `${wanted}: it was shortened to ${grouped(longest)}`;
    return tryLayout({ ...data, shortened }, { ...settings, lookback: longest }, make);
  }
  const { horizon } = make(data, settings);
  const shortest = { ...settings, lookback: 1 };
  const room = series.length - horizon - testStart;
  const cut =
    1 + bisect(room, (rows) => tryLayout({ ...data, testStart: testStart + rows + 1 }, shortest, make) !== undefined);
  if (cut > room) return undefined;
  const [had, has] = [series.length - testStart, series.length - testStart - cut];
  const shortened = `${wanted} and a test part of ${grouped(had)}: they were shortened to 1 and ${grouped(has)}`;
  return tryLayout({ ...data, testStart: testStart + cut, shortened }, shortest, make);
}

function tryLayout(data: CheckedData, settings: ExperimentSettings, make: Make): LaidOut | undefined {
  try {
    const forecaster = make(data, settings);
    return { data, forecaster, layout: forecaster.layout(data.series.slice(0, data.testStart)) };
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}
