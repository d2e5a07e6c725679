// The lookback where none is given, and how many windows an epoch has: by the seasons, and by what a fit may cost. Costs are counted in
// multiply-adds and never timed, so that the bits of a model do not depend on the machine.

import { inputWidth } from "../../ahead/known-ahead.ts";
import { requireOption } from "../../core/option-rules.ts";
import type { Season, Series } from "../../data/index.ts";
import { seasonRows } from "../../data/seasons/season-setting.ts";
import { nameSeasons } from "../../data/seasons/seasons-of.ts";
import { SERIES } from "../../data/table/series-rule.ts";
import { segmentLookback } from "../../segments/segment-rows.ts";
import { VALIDATION_SHARE } from "../settings/fit-span.ts";
import type { ForecasterSettings } from "../settings/forecaster-options.ts";
import { rowWork } from "../settings/model-size.ts";
import { lookbackInRuns } from "../windows/fit-origins.ts";

/** Multiply-adds of all epochs of a fit; an experiment has two, which take at most about five minutes on two cores. */
const MOST_WORK = 4e12;
/** Epochs that count at least: a trial of few is to have the lookback of a whole fit. */
const EPOCHS = 150;
/** Windows that an epoch has whatever they cost, where there are so many. */
const FEWEST_WINDOWS = 4096;

/** A default lookback is never cut below so many rows for what it costs: who asks for a large network gets it. */
const FEWEST_ROWS = 60;
/** A season is looked back on twice where that are at most so many rows. */
const TWICE = 120;
/** How much nearer the value one longer season before must be, so that the lookback covers it. */
const BETTER = 0.95;
/** Rows of the longest season that a default lookback covers: a year of days costs more than it tells. */
const LONGEST = 336;

/** Rows that all windows of an epoch may hold together. A training step takes three times the multiply-adds of a way forward. */
function rowsOfEpoch(settings: ForecasterSettings): number {
  const work = rowWork({ ...settings, inputSize: inputWidth(settings) });
  return Math.floor(MOST_WORK / (3 * work * Math.max(EPOCHS, settings.epochs)));
}

/**
 * The seasons of a fit: those that were asked for, or those that the target's rows show. The last rows, a share `validation` of them, are
 * not looked at.
 */
export function fitSeasons(
  { season, target }: ForecasterSettings,
  series: Series,
  validation: number = VALIDATION_SHARE,
): readonly Season[] {
  requireOption("fitSeasons", "series", SERIES, series);
  const given = seasonRows(season);
  if (given !== undefined) return nameSeasons(series.times, given);
  return series.seasons(target, endOfLook(series, validation));
}

/** The first row that is not looked at: the last ones, a share `validation`, are to choose the epochs, and not what is fitted. */
function endOfLook({ length }: Series, validation: number): number {
  return length - Math.ceil(validation * length);
}

/** A default lookback, and what it would be without gaps. */
export interface DefaultLookback {
  readonly lookback: number;
  readonly gapless: number;
}

/**
 * The lookback where none is given: 30 rows; with seasons the shortest one twice (once, where twice is more than 120 rows), in whole
 * seasons of at least 24 rows together, or the longest one of at most 336 rows once, whichever is more, where the values one such season
 * before are nearer than those one shortest season before, in the rows that `fitSeasons` looks at: of hours with a day and a week 168. It is shorter, whole seasons first,
 *
 * - where it is more than a third of the rows (of the longest season, a quarter), so that short series keep some windows;
 * - where 4,096 windows of it (or all, where there are fewer) would take more than 4e12 multiply-adds in 150 epochs, or in more where more
 *   are set: with the default network it has at most 484 rows; with any at least 60;
 * - where gaps leave less than half of the windows that a lookback of one row has.
 */
export function defaultLookback(
  settings: ForecasterSettings,
  series: Series,
  seasons: readonly Season[],
  validation: number = VALIDATION_SHARE,
): DefaultLookback {
  requireOption("defaultLookback", "series", SERIES, series);
  const { horizon } = settings;
  const third = Math.floor((series.length - horizon) / 3);
  const quarter = Math.floor((series.length - horizon) / 4);
  const affordable = Math.floor(rowsOfEpoch(settings) / Math.min(FEWEST_WINDOWS, series.length));
  const most = Math.max(FEWEST_ROWS, affordable);
  const known = series.slice(0, endOfLook(series, validation));
  const worthwhile = seasons.filter(
    ({ rows }) => rows <= LONGEST && repeatsBetter(settings, known, rows, seasons[0].rows),
  );
  const wanted =
    settings.model === "segment"
      ? segmentLookback(seasons, Math.min(third, most))
      : ofSeasons(worthwhile, quarter, most);
  const gapless = Math.max(1, Math.min(wanted, third, most));
  return { gapless, lookback: lookbackInRuns(series, horizon, gapless) };
}

/** Whether the value one season before is clearly nearer than that one shortest season before: else a longer lookback costs, and fits worse. */
function repeatsBetter({ target }: ForecasterSettings, series: Series, rows: number, shortest: number): boolean {
  if (rows === shortest) return true;
  const values = series.column(target);
  const slots = series.times.slots();
  const measured = series.isMeasured(target);
  const [far, near] = [Math.round(rows), Math.round(shortest)];
  let [farther, nearer] = [0, 0];
  for (let row = far; row < values.length; row++) {
    // Beside a gap there is no row so long before.
    if (slots[row] - slots[row - far] !== far || slots[row] - slots[row - near] !== near) continue;
    // A cell that was filled by the value one season before repeats it for that reason alone.
    if (measured !== undefined && measured[row] * measured[row - far] * measured[row - near] === 0) continue;
    farther += Math.abs(values[row] - values[row - far]);
    nearer += Math.abs(values[row] - values[row - near]);
  }
  return farther < BETTER * nearer;
}

function ofSeasons(seasons: readonly Season[], quarter: number, most: number): number {
  const [shortest, ...longer] = seasons.map(({ rows }) => rows);
  if (shortest === undefined) return 30;
  const times = (count: number): number => Math.ceil(count * shortest);
  const least = times(Math.ceil(Math.max(24, 2 * shortest <= TWICE ? 2 * shortest : shortest) / shortest));
  const room = Math.min(quarter, most);
  const longest = longer.map(Math.ceil).findLast((rows) => rows > least && rows <= room);
  if (longest !== undefined) return longest;
  return least <= most || shortest > most ? least : times(Math.floor(most / shortest));
}

/**
 * Of the training windows each epoch has every so many-th, another part each time: 1, all of them, where the epochs together take at most
 * 4e12 multiply-adds or have at most 4,096 windows. Validation has every so many-th, too, always the same.
 */
export function windowStride(settings: ForecasterSettings, lookback: number, windows: number): number {
  const most = Math.max(FEWEST_WINDOWS, Math.floor(rowsOfEpoch(settings) / lookback));
  return Math.max(1, Math.ceil(windows / most));
}
