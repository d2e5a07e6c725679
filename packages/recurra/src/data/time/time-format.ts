// A pattern for times, in the language of strftime as Python and pandas read it: "%d.%m.%Y %H:%M".

import { OptionError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { type OptionRule, text } from "../../core/option-rules.ts";
import { civilFromDays, daysFromCivil } from "./calendar.ts";
import { namedOffset, readClock } from "./clock-cell.ts";
import { monthNamed } from "./month-names.ts";
import type { TimeCell } from "./time-cell.ts";

export const TIME_FORMAT: OptionRule<string> = /* @__PURE__ */ text("a pattern such as %Y-%m-%d %H:%M");

/** What each directive matches; those without a group are read over. */
const directives: Readonly<Record<string, string>> = {
  Y: String.raw`(?<Y>\d{4})`,
  y: String.raw`(?<y>\d{2})`,
  m: "(?<m>1[0-2]|0?[1-9])",
  b: String.raw`(?<b>[\p{L}\p{M}]{3,14}\.?)`,
  d: String.raw`(?<d>3[01]|[12]\d|0?[1-9]|\s[1-9])`,
  j: String.raw`(?<j>\d{1,3})`,
  H: String.raw`(?<H>2[0-4]|[01]?\d)`,
  I: "(?<I>1[0-2]|0?[1-9])",
  M: String.raw`(?<M>[0-5]?\d)`,
  S: String.raw`(?<S>[0-5]?\d)`,
  f: String.raw`(?<f>\d{1,9})`,
  p: String.raw`(?<p>[AaPp]\.?[Mm]\.?)`,
  z: String.raw`(?<z>Z|[+-]\d{2}(?::?\d{2})?)`,
  Z: String.raw`(?<Z>\p{Lu}{2,5})`,
  s: String.raw`(?<s>-?\d{1,12})`,
  G: String.raw`(?<G>\d{4})`,
  V: String.raw`(?<V>\d{1,2})`,
  u: "(?<u>[1-7])",
  a: String.raw`[\p{L}\p{M}]{2,14}\.?`,
  n: String.raw`\s+`,
  "%": "%",
};
const same: Readonly<Record<string, string>> = { B: "b", h: "b", A: "a", e: "d", k: "H", l: "I", t: "n" };
const longer: Readonly<Record<string, string>> = {
  ...{ T: "%H:%M:%S", R: "%H:%M", F: "%Y-%m-%d", D: "%m/%d/%y", r: "%I:%M:%S %p", c: "%a %b %d %H:%M:%S %Y" },
};

/** Reads cells by a pattern: their parts, or undefined for a cell that does not fit. */
type TimeReader = (cell: string) => TimeCell | undefined;

/** Throws OptionError TIME_FORMAT for a pattern with a directive that is none, one twice, or no year. */
export function timeReader(pattern: string): TimeReader {
  const seen = new Set<string>();
  const source = compile(pattern, pattern, seen);
  const has = (...names: string[]) => names.some((name) => seen.has(name));
  if (!has("Y", "y", "s", "G")) {
    const java = /y{2,4}|d{1,2}|M{1,2}|H{1,2}/.test(pattern) && !pattern.includes("%");
    throw refuse(
      pattern,
      "has no year",
      java ? `write it as ${fromJava(pattern)}` : "say where it stands with %Y, %y or %s",
    );
  }
  if (has("G") && !has("V")) throw refuse(pattern, "has a year of weeks without a week", "add %V, or write %Y");
  if (has("d") && !has("m", "b"))
    throw refuse(pattern, "has a day without a month", "say where it stands with %m or %b");
  if (has("I") && !has("p")) throw refuse(pattern, "has an hour from 1 to 12 without AM or PM", "add %p, or write %H");
  // Numbers with nothing between them have all their digits: 1112018 may be November 1 or January 11.
  const whole = /%[ymdjHIMS](?=%[a-z])/i.test(pattern) ? allDigits(source) : source;
  const matcher = new RegExp(`^${whole}$`, "iu");
  return (cell) => {
    const groups = matcher.exec(cell.trim())?.groups;
    return groups === undefined ? undefined : partsOf(groups);
  };
}

function allDigits(source: string): string {
  return source
    .replace(/(?<=0|\[01\]|\[0-5\])\?/g, "")
    .replace("|\\s[1-9]", "")
    .replace("\\d{1,3}", "\\d{3}");
}

function compile(part: string, pattern: string, seen: Set<string>): string {
  return part.replace(/%-?(.|$)|\s+|[^%\s]/gsu, (found: string, letter: string | undefined) => {
    if (letter === undefined)
      return /\s/.test(found) ? String.raw`\s+` : found.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
    if (Object.hasOwn(longer, letter)) return compile(longer[letter], pattern, seen);
    const name = Object.hasOwn(same, letter) ? same[letter] : letter;
    if (!Object.hasOwn(directives, name)) {
      const known = [...Object.keys(directives), ...Object.keys(same), ...Object.keys(longer)];
      const list = known.map((one) => `%${one}`).join(" ");
      throw refuse(pattern, `has ${quoteCell(found)}, which is no directive`, `use those known: ${list}`);
    }
    if (seen.has(name)) throw refuse(pattern, `has %${name} twice`, "leave one out");
    if (!"an%".includes(name)) seen.add(name);
    return directives[name];
  });
}

function refuse(found: string, words: string, remedy: string): OptionError {
  return new OptionError("TIME_FORMAT", "timeFormat", `${quoteCell(found)} ${words}`, { found, remedies: [remedy] });
}

/** The pattern that "dd.MM.yyyy HH:mm" means. */
function fromJava(pattern: string): string {
  const letters: Readonly<Record<string, string>> = { d: "d", M: "m", H: "H", h: "I", m: "M", s: "S", S: "f", a: "p" };
  return pattern
    .replace(/yyyy/g, "%Y")
    .replace(/(?<!%)yy/g, "%y")
    .replace(/(?<!%)(d+|M+|H+|h+|m+|s+|S+|a)/g, (run) =>
      run === "MMM" ? "%b" : run === "MMMM" ? "%B" : `%${letters[run[0]]}`,
    );
}

type Groups = Readonly<Record<string, string | undefined>>;

function partsOf(groups: Groups): TimeCell | undefined {
  const { Y, y, m, b, d, j, H, I, M, S, f, p, z, Z, s, G, V, u } = groups;
  const rest = { short: false, clock: undefined, zone: undefined };
  if (s !== undefined)
    return { ...rest, shape: "year-first", year: 1970, first: 1, second: 1, clock: Number(s) * 1000, zone: 0 };
  const hours = H ?? I;
  if (z === undefined && Z !== undefined && namedOffset(Z) === undefined) return undefined;
  const clock = hours === undefined ? undefined : readClock([hours, M ?? "00", S, f, p, z ?? Z]);
  const moment = { ...rest, clock: clock?.clock, zone: clock?.zone, zoneName: clock?.zoneName };
  if (G !== undefined) return { ...moment, shape: "week", year: Number(G), first: Number(V), second: Number(u ?? 1) };
  // Years of two digits as POSIX and Python read them: 69 to 99 are 1969 to 1999.
  const year = Y === undefined ? Number(y) + (Number(y) < 69 ? 2000 : 1900) : Number(Y);
  if (j !== undefined) {
    const date = civilFromDays(daysFromCivil(year, 1, 1) + Number(j) - 1);
    if (date.year !== year) return undefined;
    return { ...moment, shape: "year-first", year, first: date.month, second: date.day };
  }
  const month = b === undefined ? Number(m ?? 1) : monthNamed(b);
  if (month === undefined) return undefined;
  const shape = d !== undefined ? "year-first" : m !== undefined || b !== undefined ? "month" : "year";
  return { ...moment, shape, year, first: month, second: Number(d ?? 1) };
}
