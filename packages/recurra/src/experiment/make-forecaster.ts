// The forecaster of an experiment: of its settings, and with the lookback that the rows before the test part have room for.

import { shownFeatures } from "../ahead/calendar-feature.ts";
import { DataError } from "../core/errors.ts";
import { seasonRows } from "../data/seasons/season-setting.ts";
import { MOST_LOOKBACK } from "../evaluation/linear/fit-linear.ts";
import {
  type DefaultLookback,
  defaultLookback,
  Forecaster,
  type ForecasterParts,
  type ForecasterSettings,
  fitSeasons,
} from "../forecast/index.ts";
import { grouped } from "../words/grouped.ts";
import type { CheckedData } from "./checked-data.ts";
import type { ExperimentSettings } from "./settings.ts";

/** Throws OptionError for settings that a forecaster cannot have, DataError SEASON_LONG for a season that the rows do not hold. */
export function makeForecaster(
  data: CheckedData,
  settings: ExperimentSettings,
  parts: ForecasterParts = {},
): Forecaster {
  const { target, inputs, future, categories } = data;
  const { unit, sort, resample, repair, fillGaps, test, level, autoShorten, calendar, future: _, ...given } = settings;
  const own = {
    ...given,
    ...(future.length > 0 && { future }),
    ...(categories.length > 0 && { categories }),
  };
  requireSeasonsFit(data, own.season);
  const shown = calendar === "auto" ? shownFeatures(data.series.times) : calendar;
  const forecaster = new Forecaster({ ...own, ...(shown && { calendar: shown }), target, inputs }, parts);
  if (own.lookback !== undefined) return forecaster;
  const { lookback } = findLookback(data, forecaster.settings);
  // A lookback that was found is no bound for the linear path.
  return new Forecaster({ ...forecaster.settings, lookback, linearLookback: MOST_LOOKBACK }, parts);
}

/** Throws DataError SEASON_LONG for a season that the rows before the test part do not hold. */
function requireSeasonsFit({ series, testStart }: CheckedData, season: ExperimentSettings["season"]): void {
  const long = seasonRows(season)?.find((rows) => rows >= testStart);
  if (long === undefined) return;
  const one = season === long;
  throw new DataError(
    "SEASON_LONG",
    series.name,
    [
      one ? { option: "season", value: long } : { option: "season" },
      `${one ? "" : ` of ${grouped(long)} rows`} needs more rows than that before the test part, but there are ${testStart}`,
    ],
    { found: long, remedies: ["leave it out"] },
  );
}

/** The default lookback, and the one that it would be without gaps. */
function findLookback({ series, testStart }: CheckedData, settings: ForecasterSettings): DefaultLookback {
  const known = series.slice(0, testStart);
  return defaultLookback(settings, known, fitSeasons(settings, known));
}

/** The data, with a word on a default lookback that gaps made shorter. */
export function withLookback(
  data: CheckedData,
  settings: ExperimentSettings,
  parts: ForecasterParts = {},
): CheckedData {
  if (settings.lookback !== undefined) return data;
  const { gapless, lookback } = findLookback(data, makeForecaster(data, settings, parts).settings);
  if (lookback === gapless) return data;
  const shortened = `gaps leave few windows: the lookback is ${lookback} and not ${gapless}, since no window crosses a gap`;
  return { ...data, shortened };
}
