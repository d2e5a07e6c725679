import type { TimeIndex } from "../time/time-index.ts";
import type { Season } from "./season.ts";

/** A minute or an hour of so few rows or fewer is no season that one looks for: days are. */
const FEW = 12;
/** Periods that are looked for: three of them, the shortest ones. */
const MOST = 3;
/** A season whose rows are further from a whole number than this share of it falls between the rows. */
const OFF = 0.02;

/**
 * The seasons that a clock suggests, by length: of minutes an hour, a day and a week; of hours a day (24 rows), a week (168) and a year
 * (8766); of days 7 and 365.25; of business days 5 and 260.89; of weeks 52.18, of months 12, of quarters 4; of trading hours the rows of a
 * day, a week and a year. None of years, and none where rows have no grid to
 * be counted on: row numbers, irregular steps, times out of order, holes many times as long as the series.
 */
export function candidateSeasons(times: TimeIndex): Season[] {
  if (!times.hasGrid) return [];
  const { minute, hour, day, week, year } = times.rowsPer();
  const short = [named(minute, "a minute"), named(hour, "an hour")].filter(({ rows }) => rows > FEW);
  const long = [named(day, "a day"), named(week, "a week"), named(year, "a year")].filter(({ rows }) => rows >= 2);
  return [...short, ...long].filter(({ rows }) => Math.abs(rows - Math.round(rows)) <= OFF * rows).slice(0, MOST);
}

function named(rows: number | undefined, name: string): Season {
  return { rows: rows ?? 0, name };
}
