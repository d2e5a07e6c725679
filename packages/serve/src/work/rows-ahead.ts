// The rows to come of a request, of whose columns a model knows some ahead.

import { DataError, type Forecaster, type ForecastRow, Series } from "recurra";
import type { DateOrder, TimeIndex } from "recurra/data";
import { refuseField } from "../http/field-errors.ts";
import { kindOf } from "../http/json-body.ts";
import { refuseRequest } from "./request-errors.ts";
import { type Rows, type RowsForm, rowsFromObjects } from "./rows.ts";

/** Whether a model is told anything of the rows that it forecasts. */
export function knowsAhead({ settings }: Forecaster): boolean {
  const { future = [], calendar = [], holidays = [] } = settings;
  return future.length + calendar.length + holidays.length > 0;
}

/** The rows to come in a field of a body; undefined where it has none. Throws Problem. */
export function readAhead(
  given: unknown,
  { future }: Forecaster,
  form: RowsForm,
  pointer: string,
  place: string,
): Rows | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) refuseField(pointer, `${place}ahead is ${kindOf(given)}; it must be a list of objects`);
  // Rows to come may be without times: they follow the last row.
  const rows = rowsFromObjects(given, { ...form, names: future, named: undefined }, pointer, `${place}ahead, `);
  return rows.count === 0 ? undefined : rows;
}

/** What a forecast is made of. */
interface KnownRows {
  readonly clock: TimeIndex;
  readonly columns: readonly Float64Array[];
  readonly ahead: Rows | undefined;
  /** Where the rows to come stand in the body, and whose they are. */
  readonly aheadAt: string;
  readonly place: string;
}

/** The forecast of a model that is told of the rows to come. Throws Problem for rows that are missing, not whole or out of step. */
export function forecastAhead(
  forecaster: Forecaster,
  { clock, columns, ahead, aheadAt, place }: KnownRows,
  dateOrder: DateOrder | undefined,
): ForecastRow[] {
  const named = (names: readonly string[], lists: readonly Float64Array[]) =>
    Object.fromEntries(names.map((name, c) => [name, lists[c]]));
  try {
    const known = Series.fromColumns(named(forecaster.columns, columns), { name: "the body" });
    const series = new Series({ ...known.parts, times: clock });
    const lists = ahead && named(forecaster.future, ahead.columns);
    const future =
      ahead?.times === undefined || lists === undefined
        ? lists
        : Series.fromColumns(lists, { times: ahead.times, dateOrder, name: "ahead" });
    return forecaster.predict(series, { future });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    refuseRequest(error, { pointer: aheadAt, start: place });
  }
}
