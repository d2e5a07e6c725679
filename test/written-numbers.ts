// Twelve ways in which programs write the numbers of a file with two columns: one with decimals and negative values, one of counts.

export type Sign = "." | ",";

/** One way: the cells of a value of both columns, in a file with that decimal sign where the way has none of its own. */
export interface NumberWay {
  readonly first: (value: number, decimal: Sign) => string;
  readonly second: (value: number, decimal: Sign) => string;
  /** The cell of a missing value, where it is not empty. */
  readonly missing?: string;
}

export interface Values {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** The known series: from -3,000 to 32,000 with two decimals, of which one is missing; and counts from 120 to 2.6 millions. */
export function knownValues(rows: number): Values {
  const first = Array.from({ length: rows }, (_, i) => (((i * 791_933 + 4_321) % 3_500_000) - 300_000) / 100);
  first[7] = Number.NaN;
  return { first, second: Array.from({ length: rows }, (_, i) => 120 + ((i * 92_821) % 2_600_000)) };
}

const other = (decimal: Sign): Sign => (decimal === "." ? "," : ".");
const threes = /\B(?=(\d{3})+$)/g;
/** Pairs above the thousands, as in India. */
const pairs = /\B(?=(\d{2})*(\d{3})$)/g;

/** The digits of a value, its sign apart. */
function digits(value: number, decimal: Sign, group = "", where = threes): string {
  const [whole, rest] = String(Math.abs(value)).split(".");
  const groups = whole.replace(where, () => group);
  return rest === undefined ? groups : `${groups}${decimal}${rest.padEnd(2, "0")}`;
}

function signed(value: number, text: string, minus = "-"): string {
  return value < 0 ? `${minus}${text}` : text;
}

/** A value as so many times 10 to the power, with all its digits. */
function lowered(value: number, power: number, decimal: Sign): string {
  const [whole, rest = ""] = String(Math.abs(value)).split(".");
  const text = whole.padStart(power + 1, "0");
  const behind = `${text.slice(text.length - power)}${rest}`.replace(/0+$/, "");
  return `${text.slice(0, text.length - power)}${behind === "" ? "" : decimal}${behind}`;
}

function both(write: (value: number, decimal: Sign) => string, more: { readonly missing?: string } = {}): NumberWay {
  return { first: write, second: write, ...more };
}

const grouped = (value: number, decimal: Sign) => digits(value, decimal, other(decimal));

export const numberWays: Readonly<Record<string, NumberWay>> = {
  plain: both((value) => String(value)),
  "decimal comma": both((value) => signed(value, digits(value, ","))),
  "groups by comma": both((value) => signed(value, digits(value, ".", ","))),
  "groups by point": both((value) => signed(value, digits(value, ",", "."))),
  "groups by blanks": {
    first: (value, decimal) => signed(value, digits(value, decimal, " "), "\u2212"),
    second: (value, decimal) => digits(value, decimal, "\u00a0"),
  },
  "groups by apostrophe": both((value) => signed(value, digits(value, ".", "'"))),
  "groups of India": both((value) => signed(value, digits(value, ".", ",", pairs))),
  accounts: both((value, decimal) => (value < 0 ? `($${grouped(value, decimal)})` : `$${grouped(value, decimal)}`), {
    missing: "-",
  }),
  "currency behind": {
    first: (value, decimal) => signed(value, `${grouped(value, decimal)} €`),
    second: (value, decimal) => `${grouped(value, decimal)} EUR`,
  },
  units: {
    first: (value, decimal) => signed(value, `${grouped(value, decimal)} kWh`),
    second: (value, decimal) => `${grouped(value, decimal)}%`,
  },
  suffixes: {
    first: (value, decimal) => signed(value, `${lowered(value, 3, decimal)}K`),
    second: (value, decimal) => `${lowered(value, 6, decimal)}M`,
  },
  "exponents and texts": {
    first: (value, decimal) => value.toExponential().toUpperCase().replace(".", decimal),
    second: (value) => `="${value}"`,
  },
};
