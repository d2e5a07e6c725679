// Cells that hold numbers, as spreadsheets, market downloads and statistics offices write them.

import { type Decimal, isPlain, parseBare } from "./bare-number.ts";
import { isCurrency, numberOf, undress } from "./dressed-number.ts";

const infinite = /^[+-]?(?:inf|infinity|∞)$/i;

/**
 * The number in a cell, or undefined when it is not one.
 *
 * Read are plain numbers, digits grouped by commas (or points, with a decimal comma), blanks and apostrophes, in threes or as in India,
 * "(5)" and "5-" as -5, a currency before or behind the number and a percent sign behind it; "1.5%" is 1.5. Infinite numbers ("inf",
 * "1e999") are returned as such: the caller refuses them by name. A unit or a mark behind a number is a matter of its whole column.
 */
export function parseNumber(cell: string, decimal: Decimal): number | undefined {
  if (decimal === "." && isPlain(cell)) return Number(cell);
  const text = cell.trim();
  const bare = parseBare(text, decimal);
  if (bare !== undefined) return bare;
  if (infinite.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const dressed = undress(text);
  if (dressed === undefined || dressed.mark !== "") return undefined;
  const { behind } = dressed;
  return behind === "" || behind === "%" || isCurrency(behind) ? numberOf(dressed, decimal) : undefined;
}

/** The number in a cell with whatever unit stands behind it. */
export function numberWithin(cell: string, decimal: Decimal): number | undefined {
  const number = parseNumber(cell, decimal);
  if (number !== undefined) return number;
  const dressed = undress(cell);
  return dressed && numberOf(dressed, decimal);
}

export interface DecimalEvidence {
  /** A cell that is a number only with a decimal comma, such as "12,5". */
  comma?: string;
  /** A cell that is a number only with a decimal point, such as "12.5". */
  point?: string;
  /** A cell that reads both ways, such as "1,234". */
  either?: string;
  /** The same with a point, such as "1.234": a point of its own is the usual sign, unless semicolons cut the cells. */
  eitherPoint?: string;
}

/** Notes what one cell says about the decimal sign of its column. Cells without a comma or point say nothing. */
export function weighDecimal(cell: string, evidence: DecimalEvidence): void {
  const comma = cell.includes(",");
  if (!comma && (evidence.point !== undefined || !cell.includes("."))) return;
  if (evidence.comma !== undefined && !cell.includes(".") && parseBare(cell, ",") !== undefined) return;
  const asComma = numberWithin(cell, ",") !== undefined;
  const asPoint = numberWithin(cell, ".") !== undefined;
  if (asComma && !asPoint) evidence.comma ??= cell;
  else if (asPoint && !asComma) evidence.point ??= cell;
  else if (asComma && asPoint) {
    if (comma) evidence.either ??= cell;
    else evidence.eitherPoint ??= cell;
  }
}
