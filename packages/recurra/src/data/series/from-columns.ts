// A series from arrays that a program already holds.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import {
  checkOptions,
  either,
  made,
  number,
  type OptionRules,
  refuseValue,
  shownValue,
  text,
} from "../../core/option-rules.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { MissingMarks } from "../cells/missing-marks.ts";
import { readTimeColumn } from "../clock/time-column.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { DATE_ORDER, type DateOrder } from "../time/time-cell.ts";
import { TimeIndex } from "../time/time-index.ts";

export interface FromColumnsOptions {
  /** Times of the rows: texts as in a CSV file, UTC milliseconds, or another series' times. Default: rows are the clock. */
  readonly times?: readonly string[] | ArrayLike<number> | TimeIndex;
  /** Name of the series, for messages. Default "series". */
  readonly name?: string;
  /** Numbers that mean "no value", beside NaN. Default: none. */
  readonly missing?: number | readonly number[];
  /** Order of day and month in times that end with the year. */
  readonly dateOrder?: DateOrder;
}

const RULES: OptionRules<FromColumnsOptions> = {
  times: made(
    "a list of times",
    (value): value is NonNullable<FromColumnsOptions["times"]> =>
      typeof value === "object" && value !== null && "length" in value,
  ),
  name: text("the name of the series"),
  missing: either(number({}, "a number that means missing"), made("a list of them", isNumbers)),
  dateOrder: DATE_ORDER,
};

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(Number.isFinite);
}

/** The latest time of JavaScript's clock, in the year 275760; its negative is the earliest. */
const LATEST = 8.64e15;

export function partsFromColumns(
  columns: Readonly<Record<string, ArrayLike<number>>>,
  options: FromColumnsOptions,
): SeriesParts {
  checkOptions("fromColumns", options, RULES);
  const name = options.name ?? "series";
  if (typeof columns !== "object" || columns === null) {
    throw refuseValue("fromColumns", "columns", "lists of numbers by name", columns);
  }
  const entries = Object.entries(columns);
  // Times alone are a clock.
  if ((entries.length === 0 && options.times === undefined) || Array.isArray(columns)) {
    throw refuseValue("fromColumns", "columns", "lists of numbers by name", columns);
  }
  const length = options.times?.length ?? entries[0][1]?.length ?? 0;
  const held = new Map<string, Float64Array>();
  const marks = new MissingMarks(options.missing);
  for (const [column, values] of entries) {
    if (typeof values !== "object" || values?.length === undefined) {
      throw refuseValue("fromColumns", column, "a list of numbers", values);
    }
    if (values.length !== length) {
      const [what, other] = options.times === undefined ? [quoteCell(entries[0][0]), "values"] : ["times", "entries"];
      throw new DataError(
        "COLUMN_LENGTH",
        name,
        `column ${quoteCell(column)} has ${counted(values.length, "value")}, but ${what} has ${grouped(length)} ${other}`,
        { place: { column, said: true }, found: values.length, remedies: ["give as many"] },
      );
    }
    for (let i = 0; i < length; i++) {
      const value: unknown = values[i];
      if (typeof value === "number" && Math.abs(value) !== Number.POSITIVE_INFINITY) continue;
      const details = { place: { row: i + 1, column }, found: value, remedies: ["use NaN for a missing value"] };
      throw typeof value === "number"
        ? new DataError("VALUE_INFINITE", name, `${value} is infinite`, details)
        : new DataError("CELL_NOT_A_NUMBER", name, `${shownValue(value)} is not a number`, details);
    }
    held.set(
      column,
      Float64Array.from(values, (value) => (marks.markOf("", value) === undefined ? value : Number.NaN)),
    );
  }
  return {
    name,
    times: readTimes(options, name, length),
    columns: held,
    leftOut: new Map(),
    rows: Uint32Array.from({ length }, (_, i) => i + 1),
    notes: [],
    reversed: false,
    filled: [],
  };
}

function readTimes(options: FromColumnsOptions, file: string, length: number): TimeIndex {
  const { times, dateOrder } = options;
  if (times === undefined) return TimeIndex.rows(length);
  if (times instanceof TimeIndex) return times;
  const column = "time";
  const place = (index: number) => ({ row: index + 1 });
  const texts: string[] = [];
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const time = times[i];
    if (typeof time === "string") texts.push(time);
    else if (typeof time === "number" && Math.abs(time) <= LATEST) values[i] = time;
    else {
      const details = { place: place(i), found: time };
      throw new DataError("TIME_NOT_READ", file, `${time} is not a time in UTC milliseconds`, details);
    }
    if (texts.length === 0 || texts.length === i + 1) continue;
    const [here, others] = typeof time === "string" ? ["a text", "a number"] : ["a number", "a text"];
    throw new DataError("TIME_NOT_READ", file, `the time is ${here}, but that of row 1 is ${others}`, {
      place: place(i),
      found: time,
      remedies: ["write all times alike"],
    });
  }
  if (texts.length > 0)
    return new TimeIndex({ name: column, ...readTimeColumn(texts, { file, column, dateOrder, place }) });
  const days = values.every((value) => value % 86_400_000 === 0);
  return new TimeIndex({ kind: days ? "date" : "datetime", name: column, values, zoned: !days });
}
