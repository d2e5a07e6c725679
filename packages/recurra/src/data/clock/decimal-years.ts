// Years with a fraction for the time within the year, as NOAA and SILSO write them: 1985.0417 is the middle of January.

import type { CellColumn } from "../columns/cell-column.ts";
import { OTHER } from "../columns/templates.ts";
import { civilFromDays, DAY, daysFromCivil, daysInMonth } from "../time/calendar.ts";
import type { TimeColumn } from "./column-zone.ts";
import { everyForm } from "./number-cells.ts";

const tens = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];
const decimal = /^(1\d{3}|20\d{2}|21\d{2})(?:\.(\d{1,12}))?$/;
/** How far from its place a fraction may lie, in parts of a month: two days, as middles of months are counted in days or in twelfths. */
const NEAR = 0.075;

/** The cells' years and the fractions behind them, with how many digits these have. */
interface Cells {
  readonly years: Float64Array;
  readonly fractions: Float64Array;
  readonly digits: Uint8Array;
}

/**
 * The times of a column of decimal years, all of whose rows rise or all fall: quarters, months (their starts or middles) or days. "none" for
 * one whose fractions are no such parts of a year, undefined for a column that is no such years.
 */
export function readDecimalYears(column: CellColumn, name: string): TimeColumn | "none" | undefined {
  const cells = readCells(column);
  if (cells === undefined) return undefined;
  const { years, fractions, digits } = cells;
  if (years.length < 2 || digits.every((count) => count === 0)) return undefined;
  if (!isMonotonic(years.map((year, row) => year + fractions[row]))) return undefined;
  const noted = (what: string) => [`column ${name} holds years with fractions: read as ${what}`];
  const at = (kind: "year" | "quarter" | "month" | "date", days: Float64Array, what: string): TimeColumn => ({
    kind,
    values: days.map((day) => day * DAY),
    zoned: false,
    notes: noted(what),
  });
  // 1985.0, or the middles of years.
  const [first] = fractions;
  if ((first === 0 || first === 0.5) && fractions.every((fraction) => fraction === first)) {
    return at(
      "year",
      years.map((year) => daysFromCivil(year, 1, 1)),
      "years",
    );
  }
  for (const [count, kind] of [
    [4, "quarter"],
    [12, "month"],
  ] as const) {
    for (const middle of [0, 0.5]) {
      const days = periodsOf(cells, count, middle);
      if (days !== undefined) return at(kind, days, `${kind}s${middle > 0 ? ", by their middles" : ""}`);
    }
  }
  const days = daysOf(cells);
  return days === undefined ? "none" : at("date", days, "days");
}

/** The parts of the cells; undefined where one is no such year. */
function readCells(column: CellColumn): Cells | undefined {
  if (!everyForm(column, /^\d{4}(?:\.\d{1,12})?$/)) return undefined;
  const { length } = column;
  const numbers = column.values();
  for (let row = 0; row < length; row++) {
    // Longer cells are kept by their digits.
    const number = column.kind(column.codeAt(row)) !== OTHER;
    if (number && !(numbers[row] >= 1000 && numbers[row] < 2200)) return undefined;
  }
  const [years, fractions, digits] = [new Float64Array(length), new Float64Array(length), new Uint8Array(length)];
  for (let row = 0; row < length; row++) {
    const code = column.codeAt(row);
    if (column.kind(code) === OTHER) {
      const match = decimal.exec(column.at(row));
      if (match === null) return undefined;
      digits[row] = match[2]?.length ?? 0;
      years[row] = Number(match[1]);
      fractions[row] = digits[row] === 0 ? 0 : Number(`0.${match[2]}`);
    } else {
      digits[row] = column.decimals(code);
      const unit = tens[digits[row]];
      const all = column.digitsAt(row);
      years[row] = Math.floor(all / unit);
      fractions[row] = (all - years[row] * unit) / unit;
    }
  }
  return { years, fractions, digits };
}

/** Rising or falling from row to row. */
function isMonotonic(values: Float64Array): boolean {
  const sign = Math.sign(values[1] - values[0]);
  return sign !== 0 && values.every((value, i) => i === 0 || Math.sign(value - values[i - 1]) === sign);
}

/** The first days of the periods, `count` a year, that all fractions stand at the start (`middle` 0) or in the middle of. */
function periodsOf({ years, fractions, digits }: Cells, count: number, middle: number): Float64Array | undefined {
  const days = new Float64Array(years.length);
  for (let row = 0; row < days.length; row++) {
    const place = fractions[row] * count - middle;
    const period = Math.round(place);
    // Cells with fewer digits than their neighbours have lost zeros.
    const rounding = digits[row] < 3 ? 0.005 * count : 0;
    if (Math.abs(place - period) > NEAR + rounding || (count === 4 && Math.abs(place - period) > 0.02))
      return undefined;
    days[row] = daysFromCivil(years[row] + Math.floor(period / count), ((period % count) * 12) / count + 1, 1);
  }
  return isMonotonic(days) ? days : undefined;
}

/** The days that the fractions lie in, where they have the digits to tell. */
function daysOf({ years, fractions, digits }: Cells): Float64Array | undefined {
  const most = digits.reduce((max, count) => Math.max(max, count), 0);
  if (most < 3) return undefined;
  const unit = Number(`1e-${most}`);
  const days = years.map((year, row) => {
    const length = 337 + daysInMonth(year, 2);
    return daysFromCivil(year, 1, 1) + Math.min(length - 1, Math.floor((fractions[row] + unit / 2) * length));
  });
  return isMonotonic(days) && civilFromDays(days[0]).year === years[0] ? days : undefined;
}
