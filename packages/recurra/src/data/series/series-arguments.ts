// What the methods of a series are given.
import {
  made,
  NUMBER,
  NUMBERS,
  names,
  type OptionRule,
  optional,
  PLACE,
  requireArguments,
  TEXT,
} from "../../core/option-rules.ts";

/** A time as text, or a number of UTC milliseconds or a row number: NaN has an error of its own. */
const TIME: OptionRule<string | number> = /* @__PURE__ */ made(
  'a time: a text such as "2018-05-31", UTC milliseconds, or a row number',
  (value): value is string | number => typeof value === "string" || typeof value === "number",
);
const COLUMNS: OptionRule<ReadonlyMap<string, Float64Array>> = /* @__PURE__ */ made(
  "a Map of columns by name",
  (value): value is ReadonlyMap<string, Float64Array> =>
    value instanceof Map && [...value.values()].every((one) => one instanceof Float64Array),
);

/** The rules of each method's arguments, in their order. */
const RULES: Readonly<Record<string, Readonly<Record<string, OptionRule<unknown>>>>> = {
  column: { name: TEXT },
  isMeasured: { column: TEXT },
  head: { n: PLACE },
  tail: { n: PLACE },
  slice: { start: NUMBER, end: NUMBER },
  rowAt: { time: TIME },
  placeOf: { row: PLACE, column: optional(TEXT) },
  span: { start: PLACE, end: PLACE },
  seasons: { column: TEXT, end: PLACE },
  repair: { method: TEXT, columns: names },
  resample: { step: TEXT },
  take: { indices: NUMBERS },
  requireClean: { columns: names, testStart: optional(NUMBER) },
  requireNoLookahead: { start: NUMBER, end: NUMBER, columns: names },
  select: { names },
  withColumns: { replaced: COLUMNS },
};

/** Throws OptionError OPTION_VALUE for an argument of another kind than the method's. */
export function checkArguments(method: string, ...values: readonly unknown[]): void {
  requireArguments(method, RULES[method], ...values);
}
