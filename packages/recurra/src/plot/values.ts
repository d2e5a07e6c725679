// What a program has its numbers in, as lists of them: arrays, typed arrays, tensors, columns of a series.

import { OptionError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { refuseValue, shownValue } from "../core/option-rules.ts";
import { moment } from "../drawing/index.ts";

/** A tensor, as far as a picture needs one. */
export interface TensorValues {
  readonly shape: readonly number[];
  toArray(): ArrayLike<number>;
}

/** A series, as far as a picture needs one. */
export interface SeriesValues {
  readonly columns: readonly string[];
  readonly times: { readonly kind: string; readonly name: string; values(): ArrayLike<number> };
  column(name: string): ArrayLike<number>;
}

/** Numbers; null, NaN and what is not finite is a gap. */
export type Values = ArrayLike<number | null> | TensorValues;

/** Where values stand: numbers, dates, or ISO dates and date-times. */
export type Positions = ArrayLike<number | string | Date> | TensorValues;

export function isTensor(value: unknown): value is TensorValues {
  return typeof value === "object" && value !== null && "shape" in value && "toArray" in value;
}

export function isSeries(value: unknown): value is SeriesValues {
  return typeof value === "object" && value !== null && "columns" in value && "column" in value && "times" in value;
}

/** Whether it is a list of numbers, or a tensor. */
export function isValues(value: unknown): value is Values {
  return Array.isArray(value) || ArrayBuffer.isView(value) || isTensor(value);
}

/** A tensor's or a list's entries; `wanted` says what else was asked for. */
function entriesOf(subject: string, name: string, value: unknown): ArrayLike<unknown> {
  if (isTensor(value)) {
    const long = value.shape.filter((size) => size !== 1);
    if (long.length <= 1) return value.toArray();
    throw new OptionError(
      "PICTURE_VALUES",
      subject,
      `${quoteCell(name)} is a tensor of shape [${value.shape.join(", ")}]`,
      {
        found: value.shape,
        remedies: ["give one row of numbers: a tensor with one dimension", "draw it with heatMap()"],
      },
    );
  }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value))
    return value as unknown as ArrayLike<unknown>;
  throw refuseValue(subject, name, "a list of numbers, a typed array or a tensor", value);
}

/** Numbers, with NaN for each gap. Throws OptionError PICTURE_VALUES for what is none. */
export function readValues(subject: string, name: string, value: unknown): number[] {
  const entries = entriesOf(subject, name, value);
  return Array.from(entries, (entry, at) => {
    if (typeof entry === "number") return Number.isFinite(entry) ? entry : Number.NaN;
    if (entry === null || entry === undefined) return Number.NaN;
    throw notNumber(subject, name, at, entry);
  });
}

function notNumber(subject: string, name: string, at: number, found: unknown): OptionError {
  const problem = `${quoteCell(name)} has ${shownValue(found)} at place ${at}, which is no number`;
  const nested = Array.isArray(found) || ArrayBuffer.isView(found);
  const remedies = nested
    ? ["name each line, as in { first: [1, 2], second: [3, 4] }", "draw rows of numbers with heatMap()"]
    : ["give numbers, null for a gap"];
  return new OptionError("PICTURE_VALUES", subject, problem, { found, remedies });
}

interface Places {
  readonly values: number[];
  /** Whether they are times, in UTC milliseconds. */
  readonly time: boolean;
}

/** Places along an axis: numbers, or times where there is a date among them. */
export function readPlaces(subject: string, name: string, value: unknown): Places {
  const entries = entriesOf(subject, name, value);
  let time = false;
  const values = Array.from(entries, (entry, at) => {
    const place = placeOf(entry);
    if (typeof entry !== "number") time = true;
    if (Number.isFinite(place)) return place;
    throw new OptionError(
      "PICTURE_VALUES",
      subject,
      `${quoteCell(name)} has ${entry instanceof Date ? "an invalid Date" : shownValue(entry)} at place ${at}, where a place on the axis must stand`,
      { found: entry, remedies: ['give a finite number, a Date, or an ISO date such as "2024-05-31"'] },
    );
  });
  return { values, time };
}

/** A place on an axis as a number; NaN for what is none. */
export function placeOf(entry: unknown): number {
  if (typeof entry === "number") return entry;
  if (entry instanceof Date) return entry.getTime();
  return typeof entry === "string" ? moment(entry) : Number.NaN;
}
