// Whole columns of times in the commonest form, 2018-05-31 or 2018-05-31 16:00:00, read by their digits.

import type { CellColumn } from "../columns/cell-column.ts";
import { DAY, daysFromCivil, daysInMonth, HOUR, MINUTE } from "../time/calendar.ts";
import type { TimeKind } from "../time/time-index.ts";

interface IsoTimes {
  readonly kind: TimeKind;
  /** Milliseconds, as if the clock were in UTC. */
  readonly values: Float64Array;
  readonly zoned: false;
}

/** By the pattern of a cell, what its last two digits count and what those before. */
const factors: ReadonlyMap<string, number> = new Map([
  ["0000-00-00", 0],
  ["0000-00-00 00:00", 1],
  ["0000-00-00T00:00", 1],
  ["0000-00-00 00:00:00", 2],
  ["0000-00-00T00:00:00", 2],
]);

/** Whether all cells of a column are written alike, as 2018-05-31 with or without a time of day. */
export function isIsoColumn(column: CellColumn): boolean {
  return patternOf(column) !== undefined;
}

function patternOf(column: CellColumn): string | undefined {
  const only = column.onlyForm;
  const pattern = only < 0 ? "" : column.pattern(only);
  return factors.has(pattern) ? pattern : undefined;
}

/** The times of such a column; undefined for other columns, and where a cell is no date or time of day. */
export function readIsoTimes(column: CellColumn): IsoTimes | undefined {
  const parts = factors.get(patternOf(column) ?? "");
  if (parts === undefined) return undefined;
  const digits = column.values();
  const values = new Float64Array(digits.length);
  const below = parts === 0 ? 1 : parts === 1 ? 1e4 : 1e6;
  let clocked = false;
  let [date, start] = [-1, 0];
  for (let row = 0; row < digits.length; row++) {
    const found = Math.floor(digits[row] / below);
    if (found !== date) {
      date = found;
      const [year, month, day] = [Math.floor(date / 1e4), Math.floor(date / 100) % 100, date % 100];
      if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
      start = daysFromCivil(year, month, day) * DAY;
    }
    if (parts === 0) values[row] = start;
    else {
      const rest = digits[row] - date * below;
      const time = parts === 1 ? rest * 100 : rest;
      const [hour, minute, second] = [Math.floor(time / 1e4), Math.floor(time / 100) % 100, time % 100];
      if (hour > 23 || minute > 59 || second > 59) return undefined;
      clocked ||= time > 0;
      values[row] = start + hour * HOUR + minute * MINUTE + second * 1000;
    }
  }
  return { kind: clocked ? "datetime" : "date", values, zoned: false };
}
