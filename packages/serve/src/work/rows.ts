// Rows as a body gives them, read into columns: a list of objects, or one list of numbers for each column. Every cell that is
// not a finite number is named by row (from 1) and column; the pointer beside it counts from 0, as JSON pointers do.

import { DataError, type Forecaster, RecurraError, Series } from "recurra";
import type { Phrase } from "recurra/core";
import { type DateOrder, TimeIndex } from "recurra/data";
import { requireSameStep } from "recurra/forecast";
import { counted, grouped } from "recurra/words";
import { FieldErrors, quoteText, refuseField } from "../http/field-errors.ts";
import { isObject, kindOf } from "../http/json-body.ts";
import { pointerStep } from "../http/problem.ts";
import { pointerOfRow, refuseRequest } from "./request-errors.ts";

/** Texts as in a CSV file, or UTC milliseconds. */
export type Times = readonly string[] | Float64Array;

/** Some rows, by column, in the order of the model's columns. */
export interface Rows {
  readonly count: number;
  readonly columns: readonly Float64Array[];
  readonly times: Times | undefined;
  /** Where the times stand in the body, for messages. */
  readonly timePointer: (row: number) => string;
}

export interface RowsForm {
  /** The columns that the model reads. */
  readonly names: readonly string[];
  /** The field of a row that holds its time. */
  readonly timeField: string;
  /** Where the body names that field, which its rows must have then; undefined where it is the usual one. */
  readonly named?: string;
  /** Most rows. */
  readonly limit: number;
}

/** Reads a list of objects. `place` starts messages: "" or "window 2, ". */
export function rowsFromObjects(list: unknown, form: RowsForm, pointer: string, place: string): Rows {
  if (!Array.isArray(list)) refuseField(pointer, `${place}rows is ${kindOf(list)}; it must be a list of objects`);
  requireFewRows(list.length, form, pointer, place);
  return readObjects(list, form, (row) => pointer + pointerStep(row), place);
}

/** Reads one object. */
export function rowFromObject(row: unknown, form: RowsForm, pointer: string): Rows {
  return readObjects([row], form, () => pointer, "");
}

/** Reads { value, time? }: a row of the only column. */
export function rowFromValue(value: unknown, time: unknown): Rows {
  if (!isNumber(value)) refuseField("/value", `value is ${foundIn(value)}; it must be a finite number`);
  const timePointer = (): string => "/time";
  const times = time === undefined ? undefined : timesOf([time], 1, timePointer, "");
  return { count: 1, columns: [Float64Array.of(value)], times, timePointer };
}

function readObjects(
  list: readonly unknown[],
  form: RowsForm,
  pointerOf: (row: number) => string,
  place: string,
): Rows {
  const { names, timeField } = form;
  const errors = new FieldErrors();
  const columns = names.map(() => new Float64Array(list.length));
  const times: unknown[] = [];
  const readsTime = !names.includes(timeField);
  list.forEach((row, i) => {
    if (!isObject(row)) {
      errors.add(pointerOf(i), `${place}row ${i + 1} is ${kindOf(row)}; it must be an object with the model's columns`);
      return;
    }
    names.forEach((name, c) => {
      const value = Object.hasOwn(row, name) ? row[name] : undefined;
      if (isNumber(value)) columns[c][i] = value;
      else errors.add(pointerOf(i) + pointerStep(name), `${place}${cellFault(value, i, name)}`);
    });
    if (readsTime && Object.hasOwn(row, timeField)) times[i] = row[timeField];
  });
  errors.throwIfAny();
  const timePointer = (row: number): string => pointerOf(row) + pointerStep(timeField);
  if (form.named !== undefined && list.length > 0) requireNamed(times, list[0], form, form.named, place);
  const given = times.some((time) => time !== undefined);
  return {
    count: list.length,
    columns,
    times: given ? timesOf(times, list.length, timePointer, place) : undefined,
    timePointer,
  };
}

/** Rows without times are a clock of their own, so a name that no row has would go unnoticed. */
function requireNamed(
  times: readonly unknown[],
  first: unknown,
  { names, timeField }: RowsForm,
  pointer: string,
  place: string,
): void {
  const field = quoteText(timeField);
  if (names.includes(timeField)) {
    refuseField(
      pointer,
      `${place}time names the column ${field}, which the model reads as a number; name another field`,
    );
  }
  if (times.some((time) => time !== undefined)) return;
  const others = Object.keys(isObject(first) ? first : {}).filter((key) => !names.includes(key));
  const found =
    others.length === 0 ? "they have no field but the model's columns" : `the first one has ${listed(others)}`;
  refuseField(pointer, `${place}time names the field ${field}, which no row has: ${found}`);
}

/** Field names of a stranger, the first few. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(quoteText).join(", ");
  return names.length > 3 ? `${shown} and others` : shown;
}

/** How a body says which field of its rows has their times. Throws Problem where it cannot. */
export function timeFieldOf({
  time,
  columns,
  windows,
}: Record<string, unknown>): Pick<RowsForm, "timeField" | "named"> {
  if (time === undefined) return { timeField: "time" };
  if (typeof time !== "string") refuseField("/time", `time is ${kindOf(time)}; it must name a field of the rows`);
  const byColumn = (window: unknown): boolean => isObject(window) && window.columns !== undefined;
  if (columns !== undefined || (Array.isArray(windows) && windows.length > 0 && windows.every(byColumn))) {
    refuseField("/time", 'time names a field of rows, but the body has columns; give their times as "times"');
  }
  return { timeField: time, named: "/time" };
}

/** Reads { columns: { name: numbers }, times? }. */
export function rowsFromColumns(table: unknown, times: unknown, form: RowsForm, pointer: string, place: string): Rows {
  const at = `${pointer}/columns`;
  if (!isObject(table))
    refuseField(at, `${place}columns is ${kindOf(table)}; it must be an object of lists of numbers`);
  const errors = new FieldErrors();
  const lists = form.names.map((name): readonly unknown[] => {
    const list = Object.hasOwn(table, name) ? table[name] : undefined;
    if (Array.isArray(list)) return list;
    errors.add(
      at + pointerStep(name),
      `${place}column ${quoteText(name)} is ${kindOf(list)}; it must be a list of numbers`,
    );
    return [];
  });
  errors.throwIfAny();
  const count = lists[0].length;
  requireFewRows(count, form, at, place);
  form.names.forEach((name, c) => {
    if (lists[c].length === count) return;
    const first = quoteText(form.names[0]);
    refuseField(
      at + pointerStep(name),
      `${place}column ${quoteText(name)} has ${counted(lists[c].length, "value")}, but ${first} has ${grouped(count)}`,
    );
  });
  const columns = form.names.map((name, c) =>
    Float64Array.from(lists[c], (value, i) => {
      if (isNumber(value)) return value;
      errors.add(at + pointerStep(name) + pointerStep(i), `${place}${cellFault(value, i, name)}`);
      return 0;
    }),
  );
  errors.throwIfAny();
  const timePointer = (row: number): string => `${pointer}/times${pointerStep(row)}`;
  if (times === undefined) return { count, columns, times: undefined, timePointer };
  if (!Array.isArray(times)) refuseField(`${pointer}/times`, `${place}times is ${kindOf(times)}; it must be a list`);
  if (times.length !== count) {
    refuseField(
      `${pointer}/times`,
      `${place}times has ${counted(times.length, "entry", "entries")}, but the columns have ${counted(count, "row")}`,
    );
  }
  return { count, columns, times: timesOf(times, count, timePointer, place), timePointer };
}

function requireFewRows(count: number, { limit }: RowsForm, pointer: string, place: string): void {
  if (count > limit)
    refuseField(
      pointer,
      `${place}${counted(count, "row")} are more than the ${grouped(limit)} that one request may hold`,
    );
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function cellFault(value: unknown, row: number, name: string): string {
  return `row ${row + 1}, column ${quoteText(name)} is ${foundIn(value)}; it must be a finite number`;
}

function foundIn(value: unknown): string {
  return typeof value === "number" ? "too large to be a number" : kindOf(value);
}

/** The largest time that a Date can hold, in milliseconds. */
const LAST_TIME = 8.64e15;

function timesOf(values: readonly unknown[], count: number, pointer: (row: number) => string, place: string): Times {
  const texts = typeof values[0] === "string";
  const errors = new FieldErrors();
  for (let i = 0; i < count; i++) {
    const value = values[i];
    if (texts ? typeof value === "string" : typeof value === "number" && Math.abs(value) <= LAST_TIME) continue;
    const rest =
      i === 0 ? "a text or a number of UTC milliseconds" : `${texts ? "a text" : "a number"} as in the first row`;
    errors.add(pointer(i), `${place}row ${i + 1}: the time is ${kindOf(value)}; it must be ${rest}`);
  }
  errors.throwIfAny();
  return texts ? (values.slice(0, count) as string[]) : Float64Array.from(values as readonly number[]);
}

/** How the times of a body are read. */
export interface Clocks {
  readonly dateOrder: DateOrder | undefined;
  /** What the model was fitted on, whose step the rows must have; undefined where any step will do. */
  readonly training: Forecaster["training"] | undefined;
}

/** What messages call some rows. */
interface RowsPlace {
  /** Before what is said of one row: "" or "window 2, ". */
  readonly start: string;
  /** Whose rows they are: "the body", "window 2", "this stream". */
  readonly all: string;
  /** Where they stand in the body. */
  readonly at: string;
}

/**
 * The clock of some rows. Throws Problem invalid-values for times that cannot be read or do not ascend, naming the row, and for
 * rows of another step than those of the training.
 */
export function clockOf(rows: Rows, { dateOrder, training }: Clocks, { start, all, at }: RowsPlace): TimeIndex {
  const { times, count, timePointer } = rows;
  if (times === undefined) return TimeIndex.rows(count);
  let series: Series;
  try {
    series = Series.fromColumns({}, { times, dateOrder, name: "times" });
  } catch (error) {
    if (!(error instanceof RecurraError)) throw error;
    refuseRequest(error, { pointer: pointerOfRow(error, at, timePointer), start, fields: ["dateOrder"] });
  }
  const clock = series.times;
  for (let row = 1; row < count; row++) {
    if (clock.at(row) > clock.at(row - 1)) continue;
    const relation = clock.at(row) === clock.at(row - 1) ? "the same as" : "earlier than";
    const detail = `${start}row ${row + 1}: the time ${clock.label(row)} is ${relation} that of the row before it; times must ascend`;
    refuseField(timePointer(row), detail);
  }
  try {
    if (training) requireSameStep(training, series);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const remedies: Phrase[] = [["add ", { option: "anyStep", value: true }, " if it is the same thing"]];
    refuseRequest(error.with({ remedies }), { pointer: at, start: `${all}: `, fields: ["anyStep"] });
  }
  return clock;
}

/** How the dates of a body are to be read, as it says. */
export function dateOrderOf(value: unknown): DateOrder | undefined {
  if (value === undefined || value === "ymd" || value === "dmy" || value === "mdy") return value;
  refuseField("/dateOrder", `dateOrder must be "ymd", "dmy" or "mdy"`);
}
