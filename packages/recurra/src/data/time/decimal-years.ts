// Years with a fraction for the time within the year, as NOAA and SILSO write them: 1985.0417 is the middle of January.

import { civilFromDays, DAY, daysFromCivil, daysInMonth } from "./calendar.ts";
import type { TimeColumn } from "./column-zone.ts";

const decimal = /^(1\d{3}|20\d{2}|21\d{2})(?:\.(\d{1,12}))?$/;
/** How far from its place a fraction may lie, in parts of a month: two days, as middles of months are counted in days or in twelfths. */
const NEAR = 0.075;

interface Cell {
  readonly year: number;
  readonly fraction: number;
  readonly digits: number;
}

/**
 * The times of a column of decimal years, all of whose rows rise or all fall: quarters, months (their starts or middles) or days. "none" for
 * one whose fractions are no such parts of a year, undefined for a column that is no such years.
 */
export function readDecimalYears(cells: readonly string[], name: string): TimeColumn | "none" | undefined {
  const parts: Cell[] = [];
  for (const cell of cells) {
    const match = decimal.exec(cell);
    if (match === null) return undefined;
    const digits = match[2]?.length ?? 0;
    parts.push({ year: Number(match[1]), fraction: digits === 0 ? 0 : Number(`0.${match[2]}`), digits });
  }
  if (parts.length < 2 || parts.every(({ digits }) => digits === 0)) return undefined;
  if (!isMonotonic(parts.map(({ year, fraction }) => year + fraction))) return undefined;
  const noted = (what: string) => [`column ${name} holds years with fractions: read as ${what}`];
  const at = (kind: "year" | "quarter" | "month" | "date", days: readonly number[], what: string): TimeColumn => ({
    kind,
    values: Float64Array.from(days, (day) => day * DAY),
    zoned: false,
    notes: noted(what),
  });
  // 1985.0, or the middles of years.
  const [{ fraction: first }] = parts;
  if ((first === 0 || first === 0.5) && parts.every(({ fraction }) => fraction === first)) {
    return at(
      "year",
      parts.map(({ year }) => daysFromCivil(year, 1, 1)),
      "years",
    );
  }
  for (const [count, kind] of [
    [4, "quarter"],
    [12, "month"],
  ] as const) {
    for (const middle of [0, 0.5]) {
      const days = periodsOf(parts, count, middle);
      if (days !== undefined) return at(kind, days, `${kind}s${middle > 0 ? ", by their middles" : ""}`);
    }
  }
  const days = daysOf(parts);
  return days === undefined ? "none" : at("date", days, "days");
}

/** Rising or falling from row to row. */
function isMonotonic(values: readonly number[]): boolean {
  const sign = Math.sign(values[1] - values[0]);
  return sign !== 0 && values.every((value, i) => i === 0 || Math.sign(value - values[i - 1]) === sign);
}

/** The first days of the periods, `count` a year, that all fractions stand at the start (`middle` 0) or in the middle of. */
function periodsOf(parts: readonly Cell[], count: number, middle: number): number[] | undefined {
  const days: number[] = [];
  for (const { year, fraction, digits } of parts) {
    const place = fraction * count - middle;
    const period = Math.round(place);
    // Cells with fewer digits than their neighbours have lost zeros.
    const rounding = digits < 3 ? 0.005 * count : 0;
    if (Math.abs(place - period) > NEAR + rounding || (count === 4 && Math.abs(place - period) > 0.02))
      return undefined;
    days.push(daysFromCivil(year + Math.floor(period / count), ((period % count) * 12) / count + 1, 1));
  }
  return isMonotonic(days) ? days : undefined;
}

/** The days that the fractions lie in, where they have the digits to tell. */
function daysOf(parts: readonly Cell[]): number[] | undefined {
  const most = parts.reduce((max, { digits }) => Math.max(max, digits), 0);
  if (most < 3) return undefined;
  const unit = Number(`1e-${most}`);
  const days = parts.map(({ year, fraction }) => {
    const length = 337 + daysInMonth(year, 2);
    return daysFromCivil(year, 1, 1) + Math.min(length - 1, Math.floor((fraction + unit / 2) * length));
  });
  return isMonotonic(days) && civilFromDays(days[0]).year === parts[0].year ? days : undefined;
}
