// What a worker does with the pretrained network: series in, their forecasts out, each as `zeroShot` of recurra/pretrained makes it, together.

import { RecurraError, Series } from "recurra";
import { SeriesSet } from "recurra/data";
import { type SeasonNetwork, ZERO_SHOT_RULES, type ZeroShotOptions, zeroShotSet } from "recurra/pretrained";
import { counted, grouped } from "recurra/words";
import { refuseField, requireObject } from "../http/field-errors.ts";
import { kindOf } from "../http/json-body.ts";
import { Problem, pointerStep } from "../http/problem.ts";
import { type Query, readCsvBody } from "./csv-body.ts";
import { pointerOfRow, refuseRequest } from "./request-errors.ts";
import {
  type Clocks,
  clockOf,
  dateOrderOf,
  type RowsForm,
  rowsFromColumns,
  rowsFromObjects,
  timeFieldOf,
} from "./rows.ts";
import type { WorkLimits } from "./work.ts";

/** What a body may say of the forecast: the names are those of ZeroShotOptions. */
export const ASKED = ["horizon", "season", "level", "min", "max"] as const;
const FIELDS = ["rows", "columns", "times", "windows", "time", "dateOrder", "target", ...ASKED];
/** The column of rows that name none. */
export const TARGET = "value";

/** A series of the body, and where its rows stand there. */
interface Given {
  readonly series: Series;
  readonly pointer: string;
  readonly place: string;
  readonly timePointer: (row: number) => string;
}

export class PretrainedWork {
  readonly #network: SeasonNetwork;
  readonly #limits: WorkLimits;

  constructor(network: SeasonNetwork, limits: WorkLimits) {
    this.#network = network;
    this.#limits = limits;
  }

  /** Throws Problem for a body that does not fit. */
  predict(body: unknown): unknown {
    const given = requireObject(body, FIELDS);
    const forms = ["rows", "columns", "windows"].filter((field) => given[field] !== undefined);
    if (forms.length !== 1) {
      const found = forms.length === 0 ? "none of them" : forms.map((field) => JSON.stringify(field)).join(" and ");
      refuseField("", `the body must hold one of "rows", "columns" and "windows", but it holds ${found}`);
    }
    const options = optionsOf(given);
    const form: RowsForm = { names: [options.target], ...timeFieldOf(given), limit: this.#limits.rows };
    const clocks: Clocks = { dateOrder: dateOrderOf(given.dateOrder), training: undefined };
    const several = given.windows !== undefined;
    const series = several
      ? this.#windows(given.windows, form, clocks)
      : [oneSeries(given, form, clocks, "", "the body", `${given.rows === undefined ? "/columns" : "/rows"}`)];
    const { horizon = 5 } = options;
    if (horizon * series.length > this.#limits.rows) {
      refuseField(
        "/horizon",
        `${counted(horizon * series.length, "row")} of forecasts are more than the ${grouped(this.#limits.rows)} that one request may ask for`,
      );
    }
    const found = this.#forecasts(series, options);
    const { target, level = 0.9 } = options;
    const head = { target, level: [level].flat()[0] };
    if (!several) {
      const [{ forecast, looks, notes }] = found;
      return { ...head, forecast, looks, notes };
    }
    return {
      ...head,
      forecasts: found.map(({ forecast }) => forecast),
      looks: found.map(({ looks }) => looks),
      notes: found.map(({ notes }) => notes),
    };
  }

  /** The forecast of a table's column, as the query asks for it. */
  predictCsv(bytes: Uint8Array, query: Query): unknown {
    const { target: named = TARGET, ...given } = query;
    const numbers = ASKED.flatMap((name) => (given[name] === undefined ? [] : [[name, numbersOf(given[name])]]));
    const options = optionsOf({ target: named, ...Object.fromEntries(numbers) });
    const { target } = options;
    const series = readCsvBody(bytes, query, {
      ...{ columns: [target], asked: ["target", ...ASKED], limit: this.#limits.rows },
    });
    const one = { series, pointer: "", place: "", timePointer: () => "" };
    const [{ forecast, looks, notes }] = this.#forecasts([one], options);
    return { target, level: [options.level ?? 0.9].flat()[0], forecast, looks, notes };
  }

  step(): never {
    throw new Problem("no-streaming", "The pretrained network forecasts whole series: send them to /v1/predict.");
  }

  #windows(list: unknown, form: RowsForm, clocks: Clocks): Given[] {
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
      const fields = requireObject(
        Array.isArray(given) ? { rows: given } : given,
        ["rows", "columns", "times"],
        pointer,
        whose,
      );
      const rowsAt = Array.isArray(given) ? pointer : `${pointer}/${fields.rows === undefined ? "columns" : "rows"}`;
      const one = oneSeries(fields, form, clocks, pointer, whose, rowsAt);
      left -= one.series.length;
      if (left < 0)
        refuseField(
          "/windows",
          `the windows hold more than the ${counted(this.#limits.rows, "row")} that one request may hold`,
        );
      return one;
    });
  }

  #forecasts(given: readonly Given[], options: ZeroShotOptions): Forecast[] {
    const set = SeriesSet.fromSeries(given.map(({ series }, i) => [String(i), series] as const));
    return [...zeroShotSet(this.#network, set, options)].map(({ rows, looks, notes, problem }, i): Forecast => {
      const { pointer, place } = given[i];
      if (problem !== undefined) refuse(problem, given[i]);
      const numbers = rows.flatMap(({ value, lower = 0, upper = 0, further = [] }) => [
        ...[value, lower, upper],
        ...further.flatMap((ends) => [ends.lower, ends.upper]),
      ]);
      if (!numbers.every(Number.isFinite)) {
        refuseField(pointer, `${place}the forecast of these values is not a finite number: they are too large`);
      }
      return {
        forecast: rows,
        looks: looks.map(({ look: { season, form }, share }) => ({ season: season ?? null, form, share })),
        notes,
      };
    });
  }
}

interface Forecast {
  readonly forecast: readonly unknown[];
  readonly looks: readonly { readonly season: number | null; readonly form: string; readonly share: number }[];
  readonly notes: readonly string[];
}

/** A number of the query, or several with commas between them; what is none stays as it is, and is refused as such. */
function numbersOf(text: string): unknown {
  const numbers = text
    .split(",")
    .map((one) => (/^[-+.\d]/.test(one) && Number.isFinite(Number(one)) ? Number(one) : one));
  return numbers.length === 1 ? numbers[0] : numbers;
}

/** Those of the body, each as it may be. */
function optionsOf(given: Record<string, unknown>): ZeroShotOptions & { target: string } {
  const { target = TARGET } = given;
  if (typeof target !== "string" || target === "" || target.length > 200)
    refuseField("/target", `target is ${kindOf(target)}; it must name a field of the rows, in at most 200 signs`);
  const asked: Record<string, unknown> = {};
  for (const name of ASKED) {
    if (given[name] === undefined) continue;
    const rule = ZERO_SHOT_RULES[name];
    if (!rule.fits(given[name]))
      refuseField(`/${name}`, `${name} is ${kindOf(given[name])}; it must be ${rule.wanted}`);
    asked[name] = given[name];
  }
  return { target, ...asked };
}

function oneSeries(
  given: Record<string, unknown>,
  form: RowsForm,
  clocks: Clocks,
  pointer: string,
  whose: string,
  rowsAt: string,
): Given {
  const place = pointer === "" ? "" : `${whose}, `;
  if (given.rows !== undefined && given.times !== undefined) {
    refuseField(`${pointer}/times`, `${place}times stands beside columns; in rows, each row has its own time`);
  }
  const rows =
    given.rows === undefined
      ? rowsFromColumns(given.columns, given.times, form, pointer, place)
      : rowsFromObjects(given.rows, form, rowsAt, place);
  const at = given.rows === undefined ? `${pointer}/times` : rowsAt;
  const times = clockOf(rows, clocks, { start: place, all: whose, at });
  const columns = Object.fromEntries([[form.names[0], rows.columns[0]]]);
  try {
    return {
      series: Series.fromColumns(columns, { times, name: "series" }),
      ...{ pointer: rowsAt, place, timePointer: rows.timePointer },
    };
  } catch (error) {
    if (!(error instanceof RecurraError)) throw error;
    refuseRequest(error, { pointer: rowsAt, start: place });
  }
}

function refuse(error: RecurraError, { pointer, place, timePointer }: Given): never {
  refuseRequest(error, { pointer: pointerOfRow(error, pointer, timePointer), start: place });
}
