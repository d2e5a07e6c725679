// A number without anything around it: digits, a decimal sign, groups of digits, an exponent.

export type Decimal = "." | ",";

const blank = "[ \\u00a0\\u2007\\u2009\\u202f]";
// No two parts of a pattern may match the same digits: going back over them would take the square of a cell's length.
const plain = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const commaDecimal = /^[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?$/;

/** Groups of three by blanks, apostrophes or the sign that is not the decimal one; no number begins with a 0 and a group. */
function groupedBy(sign: string, decimal: string): RegExp {
  const groups = [sign, blank, "['’]"].map((between) => `(?:${between}\\d{3})+`).join("|");
  return new RegExp(`^[+-]?[1-9]\\d{0,2}(?:${groups})(?:${decimal}\\d*)?$`);
}

const grouped: Record<Decimal, RegExp> = { ".": groupedBy(",", "\\."), ",": groupedBy("\\.", ",") };
const indian = /^[+-]?[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?$/;
const groupSigns: Record<Decimal, RegExp> = {
  ".": /[,'’ \u00a0\u2007\u2009\u202f]/g,
  ",": /[.'’ \u00a0\u2007\u2009\u202f]/g,
};

/** Whether a cell is a number as programs write it: the first look, at little cost. */
export function isPlain(cell: string): boolean {
  return plain.test(cell);
}

/** The number that a trimmed text is, without currency signs, units and brackets. */
export function parseBare(text: string, decimal: Decimal): number | undefined {
  if (decimal === "." && plain.test(text)) return Number(text);
  if (decimal === "," && commaDecimal.test(text)) return Number(text.replace(",", "."));
  if (!grouped[decimal].test(text) && !(decimal === "." && indian.test(text))) return undefined;
  return Number(text.replace(groupSigns[decimal], "").replace(",", "."));
}
