// The ways in which a date is written. A pattern has the parts of a date in braces; all else stands as it is.
import { civilFromDays, weekdayOfDays } from "./calendar-day.ts";
import { type LanguageName, languages } from "./languages.ts";

export interface Format {
  readonly language: LanguageName;
  readonly pattern: string;
}

function list(language: LanguageName, patterns: readonly string[]): Format[] {
  return patterns.map((pattern) => ({ language, pattern }));
}

/** Month before day in numbers alone, as in the United States: written only where no month has that number, so that it can be told. */
const MONTH_FIRST = "{M}/{D}/{YYYY}";

/** The formats of training. */
export const knownFormats: readonly Format[] = [
  ...list("en", [
    "{Do} of {MMMM} {YYYY}",
    "{MMMM} {D}, {YYYY}",
    "{D} {MMM} {YYYY}",
    "{W}, {D} {MMM} {YY}",
    "{MMMM} {D} {YYYY}",
    "{WW} {D} {MMMM} {YYYY}",
    "{D}-{MMM}-{YY}",
    "{MMM} {Do} {YYYY}",
    "{DD}/{MM}/{YYYY}",
    MONTH_FIRST,
    "{YYYY}/{MM}/{DD}",
    "{YYYY}{MM}{DD}",
    "{D}/{M}/{YY}",
  ]),
  ...list("de", [
    "{Do} {MMMM} {YYYY}",
    "{W}, {Do} {MMMM} {YYYY}",
    "{WW}, {Do} {MMM} {YY}",
    "{DD}.{MM}.{YYYY}",
    "{D}.{M}.{YY}",
  ]),
  ...list("fr", ["{Do} {MMMM} {YYYY}", "le {Do} {MMMM} {YYYY}", "{W} {D} {MMM} {YYYY}"]),
  ...list("es", ["{D} de {MMMM} de {YYYY}", "{W}, {D} de {MMMM} de {YYYY}", "{D} {MMM} {YYYY}"]),
];

/** Formats that are in the second test alone: parts that training knows, in an order or with signs that it does not. */
export const unknownFormats: readonly Format[] = [
  ...list("en", [
    "{MMMM} the {Do}, {YYYY}",
    "{W} {MMMM} {D} {YYYY}",
    "{YYYY} {MMMM} {D}",
    "{D}/{MMM}/{YYYY}",
    "{D}-{M}-{YYYY}",
  ]),
  ...list("de", ["am {Do} {MMMM} {YYYY}"]),
  ...list("fr", ["{W} {D} {MMMM} {YY}"]),
  ...list("es", ["el {D} de {MMMM}, {YYYY}"]),
];

/** Whether a date may be written so. */
export function suits({ pattern }: Format, date: number): boolean {
  return pattern !== MONTH_FIRST || civilFromDays(date).day > 12;
}

/** A part of a text: a name, which may have typing errors, or anything else. */
export interface Piece {
  readonly text: string;
  readonly kind: "month" | "weekday" | "other";
}

/** A date, in days since 1970-01-01, written in a format. */
export function writeDate({ language, pattern }: Format, date: number): Piece[] {
  const { year, month, day } = civilFromDays(date);
  const { months, short, days, shortDays, ordinal } = languages[language];
  const weekday = weekdayOfDays(date);
  const two = (value: number) => `${value % 100}`.padStart(2, "0");
  const parts: Readonly<Record<string, Piece>> = {
    D: other(`${day}`),
    DD: other(two(day)),
    Do: other(ordinal(day)),
    M: other(`${month}`),
    MM: other(two(month)),
    MMM: { text: short[month - 1], kind: "month" },
    MMMM: { text: months[month - 1], kind: "month" },
    W: { text: days[weekday], kind: "weekday" },
    WW: { text: shortDays[weekday], kind: "weekday" },
    YY: other(two(year)),
    YYYY: other(`${year}`),
  };
  return pattern.split(/\{(\w+)\}/).map((piece, i) => (i % 2 === 1 ? parts[piece] : other(piece)));
}

function other(text: string): Piece {
  return { text, kind: "other" };
}
