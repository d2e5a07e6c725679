import type { OptionRule } from "../../core/option-rules.ts";

/** Seasons as they are asked for: rows in one, in each of several, or that there is none. */
export type SeasonSetting = number | readonly number[] | "none";

/** More rows than any series has. */
const MOST_ROWS = 1e9;

function isSeason(value: unknown): value is number {
  return typeof value === "number" && value >= 2 && value <= MOST_ROWS;
}

/** Rows are counted whole, so that two seasons that round alike are one. */
function isList(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(isSeason) &&
    new Set(value.map(Math.round)).size === value.length
  );
}

/** "24", "24,168", "none". */
export const SEASON: OptionRule<SeasonSetting> = {
  wanted: 'a number of rows from 2 to 1e9, several of them that differ when rounded, or "none"',
  fits: (value): value is SeasonSetting => value === "none" || isSeason(value) || isList(value),
  read(text) {
    if (text.trim() === "none") return "none";
    const rows = text.split(",").map((one) => (one.trim() === "" ? Number.NaN : Number(one)));
    if (!isList(rows)) return undefined;
    return rows.length === 1 ? rows[0] : rows;
  },
};

/** Rows of the seasons that were asked for, shortest first; none where there are to be none, undefined where nothing was asked. */
export function seasonRows(setting: SeasonSetting | undefined): readonly number[] | undefined {
  if (setting === undefined) return undefined;
  if (setting === "none") return [];
  return typeof setting === "number" ? [setting] : setting.toSorted((a, b) => a - b);
}
