// Cells that hold numbers, as spreadsheets, market downloads and statistics offices write them.

export type Decimal = "." | ",";

const missing = new Set(["", "na", "n/a", "#n/a", "nan", "null", "none", "-", ".", "?"]);
// No two parts of a pattern may match the same digits: going back over them would take the square of a cell's length.
const plain = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const grouped: Record<Decimal, RegExp> = {
  ".": /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/,
  ",": /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/,
};
const commaDecimal = /^[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?$/;
const infinite = /^[+-]?(?:inf|infinity|∞)$/i;
const decorated = /^([+-]?)\s*[$€£¥]?\s*([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*%?$/;

/** True for an empty cell and for NA, N/A, #N/A, NaN, null, None, "-", "." and "?", in any case. */
export function isMissing(cell: string): boolean {
  return cell.length <= 5 && missing.has(cell.trim().toLowerCase());
}

/**
 * The number in a cell, or undefined when it is not one.
 *
 * Read are plain numbers, digits grouped in threes ("1,234.5", or "1.234,5" with a decimal comma), one currency sign
 * ($, €, £, ¥) before the number and one percent sign after it; "1.5%" is 1.5. Infinite numbers ("inf", "1e999") are
 * returned as such: the caller refuses them by name.
 */
export function parseNumber(cell: string, decimal: Decimal): number | undefined {
  if (decimal === "." && plain.test(cell)) return Number(cell);
  const text = cell.trim();
  const bare = parseBare(text, decimal);
  if (bare !== undefined) return bare;
  if (infinite.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (text.length > 60) return undefined;
  const match = decorated.exec(text);
  if (match === null || (match[1] !== "" && /^[+-]/.test(match[2]))) return undefined;
  return parseBare(match[1] + match[2], decimal);
}

function parseBare(text: string, decimal: Decimal): number | undefined {
  if (decimal === ".") {
    if (plain.test(text)) return Number(text);
    return grouped["."].test(text) ? Number(text.replaceAll(",", "")) : undefined;
  }
  if (commaDecimal.test(text)) return Number(text.replace(",", "."));
  return grouped[","].test(text) ? Number(text.replaceAll(".", "").replace(",", ".")) : undefined;
}

export interface DecimalEvidence {
  /** A cell that is a number only with a decimal comma, such as "12,5". */
  comma?: string;
  /** A cell that is a number only with a decimal point, such as "12.5". */
  point?: string;
  /** A cell that reads both ways, such as "1,234". */
  either?: string;
}

/** Notes what one cell says about the decimal sign of its file. Cells without a comma or point say nothing. */
export function weighDecimal(cell: string, evidence: DecimalEvidence): void {
  const comma = cell.includes(",");
  if (!comma && (evidence.point !== undefined || !cell.includes("."))) return;
  const asComma = parseNumber(cell, ",") !== undefined;
  const asPoint = parseNumber(cell, ".") !== undefined;
  if (asComma && !asPoint) evidence.comma ??= cell;
  else if (asPoint && !asComma) evidence.point ??= cell;
  else if (asComma && asPoint && comma) evidence.either ??= cell;
}
