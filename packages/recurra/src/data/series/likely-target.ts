// Which column a reader most likely wants to forecast: a guess, for a line or a form that proposes one.

import type { Finding } from "../findings/finding.ts";
import type { Series } from "./series.ts";

/** What of a description tells a column from others. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly distinct?: number;
}

interface Described {
  readonly clock: { readonly columns: readonly string[] };
  readonly columns: readonly Column[];
  readonly findings: readonly Finding[];
}

/** Names of what is forecast, the surest first. */
const telling = [
  ...["target", "y", "close", "sales", "demand", "load", "consumption", "count", "cnt", "price", "value", "total"],
  ...["pm2", "pm25", "ot"],
];

/** Names of what is known beforehand or only numbers the rows. */
const inputLike = new Set([
  ...["id", "no", "nr", "index", "instant", "row", "year", "yr", "quarter", "month", "mnth", "week", "weekday", "day"],
  ...["hour", "hr", "minute", "holiday", "workingday", "weekend", "season", "lat", "lon", "latitude", "longitude"],
]);
/** "Weekly_Sales" and "weeklySales" are weekly and sales. */
function wordsOf(name: string): string[] {
  const apart = name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
  return apart.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** Two values, steps that never differ (numbers of rows, a second clock) or a name of the calendar make no target. */
function isInputLike({ name, distinct = 3 }: Column, series: Series): boolean {
  if (distinct <= 2 || wordsOf(name).some((word) => inputLike.has(word))) return true;
  const values = series.parts.columns.get(name) ?? new Float64Array();
  const step = values[1] - values[0];
  return values.length > 2 && values.every((value, row) => row === 0 || value - values[row - 1] === step);
}

/**
 * The column whose name says so; else the last column of numbers that is no flag, number of a row, part of the calendar, copy of another or
 * from the future; else the last of numbers. Undefined where there is none.
 */
export function likelyTarget({ clock, columns, findings }: Described, series: Series): string | undefined {
  const numbers = columns.filter(
    ({ name, type }) => type === "numbers" || (type === "unclear" && !clock.columns.includes(name)),
  );
  for (const word of telling) {
    const exact = numbers.find(({ name }) => name.toLowerCase() === word);
    if (exact !== undefined) return exact.name;
  }
  for (const word of telling) {
    const within = numbers.find((column) => wordsOf(column.name).includes(word) && !isInputLike(column, series));
    if (within !== undefined) return within.name;
  }
  const told = new Set(
    findings.flatMap(({ kind, column }) => (kind === "copy" || kind === "follows-target" ? column : [])),
  );
  return (numbers.findLast((column) => !isInputLike(column, series) && !told.has(column.name)) ?? numbers.at(-1))?.name;
}
