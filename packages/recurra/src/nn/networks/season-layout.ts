// What a SeasonNetwork reads of a history, as one row of numbers, and where each of them stands.
import { type OptionRule, requireOption, whole } from "../../core/option-rules.ts";

/** Places that a season is read and written at, whatever its rows. */
export const PLACES = 24;
/** Seasons before the forecast that are read. */
export const SEASONS_BACK = 16;
/** Rows before the forecast that are read one by one. */
export const NEAR_ROWS = 24;
/** Numbers about a history as a whole. */
export const SCALARS = 9;
/** Seasons that are forecast. */
export const SEASONS_AHEAD = 2;
/** Levels that a forecast may be drawn to: the last value, the mean of the last season, the mean of the window, the drift. */
export const ANCHORS = 4;
/** Of a past season: its places from the last value, from the last season, and the share of it that there was. */
export const SEASON_NUMBERS: number = 2 * PLACES + 1;

/** Where each part of a row begins, for seasons of `rows` rows; `end` is its length. */
export interface SeasonLayout {
  readonly rows: number;
  /** [SEASONS_BACK, SEASON_NUMBERS], the oldest season first. */
  readonly seasons: 0;
  /** [2 NEAR_ROWS + SCALARS] */
  readonly context: number;
  /** [NEAR_ROWS], from the last value, in units. */
  readonly near: number;
  /** [SEASONS_BACK, rows], the last season first: how far above the last one each was at the same row. */
  readonly past: number;
  /** [ANCHORS, SEASONS_AHEAD * rows]: how far above the last season each level lies. */
  readonly anchors: number;
  readonly end: number;
}

const FIXED = SEASONS_BACK * SEASON_NUMBERS + 3 * NEAR_ROWS + SCALARS;
const PER_ROW = SEASONS_BACK + ANCHORS * SEASONS_AHEAD;

/** The layout for seasons of so many rows. */
/** Rows of a season. */
export const ROWS: OptionRule<number> = /* @__PURE__ */ whole(1, 2 ** 20);

export function seasonLayout(rows: number): SeasonLayout {
  requireOption("seasonLayout", "rows", ROWS, rows);
  const context = SEASONS_BACK * SEASON_NUMBERS;
  const near = context + 2 * NEAR_ROWS + SCALARS;
  const past = near + NEAR_ROWS;
  const anchors = past + SEASONS_BACK * rows;
  return { rows, seasons: 0, context, near, past, anchors, end: FIXED + PER_ROW * rows };
}

/** The rows of a season of which a row of numbers of this length is. */
export function seasonRowsOf(length: number): number {
  return (length - FIXED) / PER_ROW;
}
