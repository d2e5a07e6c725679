// What a worker does with a forecaster: a body in, the text of the answer out. The forecasts of several windows are one call of
// predictAt over their last rows, side by side; they are the bits of Forecaster.predict.

import { DataError, type Forecaster, type ForecastRow, predictNext } from "recurra";
import { TimeIndex } from "recurra/data";
import { changeIn, intervalAround, ownIntervals, placeIn } from "recurra/evaluation";
import { counted, grouped } from "recurra/words";
import { refuseField, requireObject, requireStep } from "../http/field-errors.ts";
import { kindOf } from "../http/json-body.ts";
import { pointerStep } from "../http/problem.ts";
import { ofRequest, type Query, readCsvBody } from "./csv-body.ts";
import { refuseRequest } from "./request-errors.ts";
import {
  type Clocks,
  clockOf,
  dateOrderOf,
  type Rows,
  type RowsForm,
  rowFromObject,
  rowFromValue,
  rowsFromColumns,
  rowsFromObjects,
  type Times,
  timeFieldOf,
} from "./rows.ts";
import { forecastAhead, knowsAhead, readAhead } from "./rows-ahead.ts";
import type { ForecastState, StepAnswer, StepAt, WorkLimits } from "./work.ts";

/** Rows that a stream keeps at least: a time step such as "business day" shows only over some weeks. */
const KEPT = 32;

interface Window extends Rows {
  readonly clock: TimeIndex;
  /** The rows to come, where the model knows columns of them, and where they stand in the body. */
  readonly ahead: Rows | undefined;
  readonly aheadAt: string;
  readonly place: string;
}

export class ForecastWork {
  readonly #forecaster: Forecaster;
  readonly #limits: WorkLimits;
  readonly #names: readonly string[];
  /** The field of rows to come, where the model reads columns of them. */
  readonly #ahead: readonly "ahead"[];

  constructor(forecaster: Forecaster, limits: WorkLimits) {
    this.#forecaster = forecaster;
    this.#limits = limits;
    this.#names = forecaster.columns;
    this.#ahead = forecaster.future.length > 0 ? ["ahead"] : [];
  }

  /** Throws Problem for a body that does not fit. */
  predict(body: unknown): unknown {
    const { lookback, target } = this.#forecaster;
    const given = requireObject(body, [
      "rows",
      "columns",
      "times",
      ...this.#ahead,
      "windows",
      "time",
      "dateOrder",
      "anyStep",
    ]);
    const clocks = this.#clocks(given);
    const form: RowsForm = { names: this.#names, ...timeFieldOf(given), limit: this.#limits.rows };
    const forms = ["rows", "columns", "windows"].filter((field) => given[field] !== undefined);
    if (forms.length !== 1) {
      const found = forms.length === 0 ? "none of them" : forms.map((field) => JSON.stringify(field)).join(" and ");
      refuseField("", `the body must hold one of "rows", "columns" and "windows", but it holds ${found}`);
    }
    const level = this.#forecaster.intervals?.level;
    const head = { target, ...(level !== undefined && { level }) };
    if (given.windows === undefined) {
      const window = this.#window(given, form, clocks, "", "the body");
      requireEnough(window, lookback, given.rows === undefined ? "/columns" : "/rows", "");
      return { ...head, forecast: this.#forecasts([window], clocks)[0] };
    }
    if (given.ahead !== undefined) refuseField("/ahead", "ahead stands in each window, not beside them");
    return { ...head, forecasts: this.#forecasts(this.#windows(given.windows, form, clocks), clocks) };
  }

  /** The forecast of the rows after a table's last. Rows whose target is empty are rows to come, where the model knows columns of them. */
  predictCsv(bytes: Uint8Array, query: Query): unknown {
    const { target, settings, intervals } = this.#forecaster;
    const asked = ["anyStep"];
    const { categories } = settings;
    const isMark = (name: string): boolean => categories?.some((column) => name.startsWith(`${column}=`)) === true;
    const columns = [...this.#names.filter((name) => !isMark(name)), ...(categories ?? [])];
    const series = readCsvBody(bytes, query, { columns, categories, asked, limit: this.#limits.rows });
    const { anyStep = "false" } = query;
    if (anyStep !== "true" && anyStep !== "false") refuseField("", "anyStep must be true or false");
    const { forecast } = ofRequest(() => predictNext(this.#forecaster, series, { anyStep: anyStep === "true" }), asked);
    const rows = forecast.map(({ time, value, lower, upper, further }): ForecastRow => {
      return { time, value, ...(lower !== null && upper !== null && { lower, upper }), ...(further && { further }) };
    });
    for (const row of rows) requireFinite(row, "");
    return { target, ...(intervals && { level: intervals.level }), forecast: rows };
  }

  /** One row into a stream: what is answered, and the rows that the stream then holds. */
  step(body: unknown, state: ForecastState | undefined, { id, step }: StepAt): StepAnswer<ForecastState> {
    const given = requireObject(body, ["row", "value", "time", ...this.#ahead, "dateOrder", "anyStep", "step"]);
    const single = this.#names.length === 1;
    if ((given.row === undefined) === (given.value === undefined)) {
      refuseField("", `the body must hold ${single ? 'one of "row" and "value"' : '"row"'}`);
    }
    if (given.row !== undefined && given.time !== undefined)
      refuseField("/time", "time stands beside value; a row has its time in itself");
    if (given.value !== undefined && !single) {
      const names = this.#names.map((name) => JSON.stringify(name)).join(", ");
      refuseField("/value", `the model reads the columns ${names}; give them as "row"`);
    }
    requireStep(given.step, step);
    const form: RowsForm = { names: this.#names, timeField: "time", limit: 1 };
    const row =
      given.value === undefined ? rowFromObject(given.row, form, "/row") : rowFromValue(given.value, given.time);
    const next = this.#appended(state, row, step);
    const clocks = this.#clocks(given);
    const clock = this.#streamClock(next, clocks, row.timePointer(0));
    const ahead = readAhead(given.ahead, this.#forecaster, { ...form, limit: this.#limits.rows }, "/ahead", "");
    // One time alone shows no step to the next.
    const needed = Math.max(this.#forecaster.lookback, next.times === undefined ? 1 : 2);
    if (step < needed) {
      const status = `warming up: ${step} of ${needed}`;
      return { answer: { id, step, ready: false, status, forecast: null }, state: next };
    }
    const window: Window = {
      count: next.columns[0].length,
      columns: next.columns,
      times: next.times,
      clock,
      timePointer: row.timePointer,
      ...{ ahead, aheadAt: "/ahead", place: "" },
    };
    const [forecast] = this.#forecasts([window], clocks);
    return { answer: { id, step, ready: true, status: "ready", forecast }, state: next };
  }

  #appended(state: ForecastState | undefined, row: Rows, step: number): ForecastState {
    const keep = Math.max(this.#forecaster.lookback, KEPT);
    if (state && (state.times === undefined) !== (row.times === undefined)) {
      const [had, has] = state.times === undefined ? ["no time", "one"] : ["a time", "none"];
      refuseField("", `the rows of this stream have ${had}, but this one has ${has}`);
    }
    const columns = this.#names.map((_, c) => {
      const before = state?.columns[c] ?? new Float64Array(0);
      const values = new Float64Array(before.length + 1);
      values.set(before);
      values[before.length] = row.columns[c][0];
      return values.slice(-keep);
    });
    const times = row.times === undefined ? undefined : appendTime(state?.times, row.times, keep, row.timePointer(0));
    return { columns, times, first: step - columns[0].length + 1 };
  }

  #streamClock({ columns, times, first }: ForecastState, clocks: Clocks, at: string): TimeIndex {
    const count = columns[0].length;
    if (times === undefined) {
      const values = Float64Array.from({ length: count }, (_, i) => first + i);
      return new TimeIndex({ kind: "row", name: "row", values });
    }
    const rows: Rows = { count, columns, times, timePointer: () => at };
    return clockOf(rows, clocks, {
      start: "the rows of this stream, ",
      all: "this stream",
      at,
    });
  }

  #clocks({ dateOrder, anyStep = false }: Record<string, unknown>): Clocks {
    if (typeof anyStep !== "boolean")
      refuseField("/anyStep", `anyStep is ${kindOf(anyStep)}; it must be true or false`);
    return { dateOrder: dateOrderOf(dateOrder), training: anyStep ? undefined : this.#forecaster.training };
  }

  #windows(list: unknown, form: RowsForm, clocks: Clocks): Window[] {
    if (!Array.isArray(list)) refuseField("/windows", `windows is ${kindOf(list)}; it must be a list`);
    if (list.length === 0) refuseField("/windows", "windows is empty; give at least one");
    if (list.length > this.#limits.windows) {
      refuseField(
        "/windows",
        `${counted(list.length, "window")} are more than the ${grouped(this.#limits.windows)} that one request may hold`,
      );
    }
    let left = this.#limits.rows;
    return list.map((given: unknown, i) => {
      const pointer = `/windows${pointerStep(i)}`;
      const whose = `window ${i + 1}`;
      const [fields, rowsAt] = Array.isArray(given) ? [{ rows: given }, pointer] : [given, `${pointer}/rows`];
      const window = this.#window(
        requireObject(fields, ["rows", "columns", "times", ...this.#ahead], pointer, whose),
        form,
        clocks,
        pointer,
        whose,
        rowsAt,
      );
      requireEnough(window, this.#forecaster.lookback, pointer, `${whose}, `);
      left -= window.count;
      if (left < 0)
        refuseField(
          "/windows",
          `the windows hold more than the ${counted(this.#limits.rows, "row")} that one request may hold`,
        );
      return window;
    });
  }

  #window(
    given: Record<string, unknown>,
    form: RowsForm,
    clocks: Clocks,
    pointer: string,
    whose: string,
    rowsAt = `${pointer}/rows`,
  ): Window {
    const place = pointer === "" ? "" : `${whose}, `;
    if (given.rows !== undefined && given.times !== undefined) {
      refuseField(`${pointer}/times`, `${place}times stands beside columns; in rows, each row has its own time`);
    }
    const rows =
      given.rows === undefined
        ? rowsFromColumns(given.columns, given.times, form, pointer, place)
        : rowsFromObjects(given.rows, form, rowsAt, place);
    const at = given.rows === undefined ? `${pointer}/times` : rowsAt;
    const aheadAt = `${pointer}/ahead`;
    const ahead = readAhead(given.ahead, this.#forecaster, form, aheadAt, place);
    return { ...rows, clock: clockOf(rows, clocks, { start: place, all: whose, at }), ahead, aheadAt, place };
  }

  /** The forecasts of windows that are long enough. */
  #forecasts(windows: readonly Window[], { dateOrder }: Clocks): unknown[] {
    if (knowsAhead(this.#forecaster)) {
      return windows.map((window, i) => {
        const rows = forecastAhead(this.#forecaster, window, dateOrder);
        for (const row of rows) requireFinite(row, windows.length === 1 ? "" : `window ${i + 1}: `);
        return rows;
      });
    }
    const { horizon, intervals, bounds, target } = this.#forecaster;
    const targetAt = this.#names.indexOf(target);
    const given = windows.map(({ columns }) =>
      Object.fromEntries(this.#names.map((name, c) => [name, columns[c]] as const)),
    );
    const values = this.#forecaster.predictWindows(given);
    const own = ownIntervals(intervals, (levels) => this.#forecaster.spreadOf(given, levels));
    return windows.map(({ clock, columns, count }, i) => {
      const last = columns[targetAt][count - 1];
      const change = changeIn(intervals, columns[targetAt], count);
      const ownAt = own?.(i);
      return nextTimes(clock, horizon).map((at, step) => {
        const time = clock.format(at);
        const value = values[i * horizon + step];
        const place = placeIn(intervals, clock, at);
        const row = {
          time,
          value,
          ...(intervals &&
            intervalAround(value, step, last, intervals, bounds, { place, change, own: ownAt?.(step, value) })),
        };
        requireFinite(row, windows.length === 1 ? "" : `window ${i + 1}: `);
        return row;
      });
    });
  }
}

function requireFinite(row: Omit<ForecastRow, "time">, which: string): void {
  // The interval that is written last need not be the widest.
  const ends = [row, ...(row.further ?? [])].flatMap(({ lower = 0, upper = 0 }) => [lower, upper]);
  if ([row.value, ...ends].every(Number.isFinite)) return;
  refuseField(
    "",
    `${which}the forecast of these values is not a finite number: they are too far from those of the training`,
  );
}

function nextTimes(clock: TimeIndex, horizon: number): number[] {
  try {
    return clock.next(horizon);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    refuseRequest(error, { pointer: "" });
  }
}

function requireEnough({ count }: Rows, lookback: number, pointer: string, place: string): void {
  if (count < lookback) {
    const rows = `${counted(count, "row")} ${count === 1 ? "is" : "are"}`;
    refuseField(pointer, `${place}${rows} too few: the model looks back on ${grouped(lookback)}`);
  }
}

function appendTime(before: Times | undefined, added: Times, keep: number, pointer: string): Times {
  if (typeof added[0] === "string") {
    const texts = before === undefined ? [] : before;
    if (typeof texts[0] === "number")
      refuseField(pointer, "the time is a text, but those of this stream's rows are numbers");
    return [...(texts as readonly string[]), added[0]].slice(-keep);
  }
  if (before !== undefined && typeof before[0] === "string") {
    refuseField(pointer, "the time is a number, but those of this stream's rows are texts");
  }
  return Float64Array.from([...((before ?? []) as ArrayLike<number> as number[]), (added as Float64Array)[0]]).slice(
    -keep,
  );
}
