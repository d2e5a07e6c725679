import { OptionError } from "../core/errors.ts";
import { callback, made, names, type OptionRule, object, text, whole } from "../core/option-rules.ts";
import type { Bounds } from "../data/bounds.ts";
import type { Season } from "../data/seasons/season.ts";
import { SEASON, type SeasonSetting } from "../data/seasons/season-setting.ts";
import type { Series } from "../data/series/series.ts";
import { listed } from "../words/listed.ts";
import type { OwnEnds } from "./intervals/own-ends.ts";

/** What any model to be scored has. */
interface Scorable {
  /** The column that is forecast. */
  readonly target: string;
  /** How many rows a forecast has. */
  readonly horizon: number;
  /** The columns that it reads; all of the series' columns when left out. */
  readonly inputs?: readonly string[];
  /** Columns whose values it may read of the rows that it forecasts, because they are known ahead. Default: none. */
  readonly future?: readonly string[];
  /** Rows in one season or in each of several, when the model knows them: rivals repeat them. "none": there is none. */
  readonly season?: SeasonSetting;
  /** The same with their names, as a fit found them; where they are given, none are looked for. */
  readonly seasons?: readonly Season[];
  /** The range that its forecasts keep to: its intervals are cut off there, and the forecasts that it is compared with too. */
  readonly bounds?: Bounds;
  /** First and last time (UTC ms, or row number where the series has no times) that the fit saw, validation included. */
  readonly fittedRows?: { readonly from: number; readonly to: number };
}

/** A model that forecasts many windows at once. */
export interface WindowForecaster extends Scorable {
  /** How sentences call the model behind "the": "LSTM", "weekly copy". */
  readonly name: string;
  /** How many rows before the forecast the model needs. */
  readonly lookback: number;
  /**
   * Forecasts in the units of the target for the windows whose first forecast row is `origins[i]`; step s of window i
   * stands at `i * horizon + s`. It may read rows before `origins[i]` only, and of the columns in `future` those of the forecast:
   * {@link auditLeakage} proves that it does.
   */
  predictAt(series: Series, origins: Uint32Array): Float64Array;
  /**
   * How far from its forecasts the model itself puts the ends of its central intervals of some levels, `lower` below 0 and `upper` above, each [n * horizon];
   * undefined for a model that gives none. Intervals are then these, corrected by how often such intervals held.
   */
  readonly spreadAt?:
    | ((series: Series, origins: Uint32Array, levels: readonly number[]) => readonly OwnEnds[])
    | undefined;
  /** Forecasts of `rows` rows, [n * rows], going on from its own past the horizon; undefined for a model that cannot. */
  readonly predictBeyond?: ((series: Series, origins: Uint32Array, rows: number) => Float64Array) | undefined;
}

/** A model that forecasts what follows a series: it is given the rows before each forecast, and so cannot look ahead. */
export interface SeriesForecaster extends Scorable {
  /** How sentences call the model behind "the". Default "model". */
  readonly name?: string;
  /** Default 1. */
  readonly lookback?: number;
  /** The `horizon` values that follow the last row of `past`, in the units of the target. `ahead` has their rows of the columns in `future`. */
  predict(past: Series, ahead: Series): ArrayLike<number>;
}

/**
 * What the backtest asks of a model: a forecast of `horizon` rows of one column from the rows before it. Any object
 * of this shape can be scored, whether it is a recurrent network or a line of arithmetic.
 */
export type Forecastable = WindowForecaster | SeriesForecaster;

function areBounds({ min, max }: { readonly min?: unknown; readonly max?: unknown }): boolean {
  const isEnd = (end: unknown): boolean => end === undefined || Number.isFinite(end);
  return isEnd(min) && isEnd(max) && !(min !== undefined && max !== undefined && (min as number) >= (max as number));
}

/** What a model may say of itself. */
const OPTIONAL: Readonly<Record<string, OptionRule<unknown>>> = {
  name: text("how reports call it"),
  lookback: whole(0),
  inputs: names,
  future: names,
  season: SEASON,
  seasons: made(
    "a list of { rows, name }, with rows from 2",
    (value): value is readonly Season[] =>
      Array.isArray(value) && value.every((one) => one?.rows >= 2 && typeof one.name === "string"),
  ),
  bounds: made(
    "{ min, max }, numbers or left out, min below max",
    (value): value is Bounds => typeof value === "object" && value !== null && areBounds(value),
  ),
  fittedRows: object("{ from, to }"),
};

const PARTS: Readonly<Record<string, OptionRule<unknown>>> = {
  target: text("the column that it forecasts"),
  horizon: whole(1),
  predict: callback("a function (past) that gives the values after the last row of a series"),
};

const WINDOW_PARTS: Readonly<Record<string, OptionRule<unknown>>> = {
  name: text("how reports call it"),
  target: PARTS.target,
  horizon: PARTS.horizon,
  lookback: whole(0),
  predictAt: callback("a function (series, origins) that gives its forecasts"),
};

/**
 * A model as the backtest works with it. Throws OptionError FORECASTABLE, naming the part, for an object that cannot be asked for
 * forecasts.
 */
export function toWindowForecaster(subject: string, model: Forecastable): WindowForecaster {
  const plain = typeof model !== "object" || model === null || !("predictAt" in model);
  requireForecastable(subject, model, plain ? PARTS : WINDOW_PARTS);
  return plain ? overPast(subject, model as SeriesForecaster) : (model as WindowForecaster);
}

/** Gives a model the rows before each origin, one after the other. */
function overPast(subject: string, model: SeriesForecaster): WindowForecaster {
  const { name = "model", lookback = 1, target, horizon, inputs, future, season, seasons, bounds, fittedRows } = model;
  return {
    ...{ name, target, horizon, lookback },
    ...(inputs && { inputs }),
    ...(future && { future }),
    ...(season !== undefined && { season }),
    ...(seasons && { seasons }),
    ...(bounds && { bounds }),
    ...(fittedRows && { fittedRows }),
    predictAt(series, origins) {
      const result = new Float64Array(origins.length * horizon);
      origins.forEach((origin, i) => {
        const ahead = series.slice(origin, origin + horizon).select(future ?? []);
        const values = model.predict(series.slice(0, origin), ahead);
        if (values?.length !== horizon) {
          const given =
            typeof (values as object as Promise<unknown>)?.then === "function" ? "a promise" : (values?.length ?? "no");
          throw new OptionError(
            "FORECASTABLE",
            subject,
            `the ${name}'s predict gave ${given === "a promise" ? given : `${given} values`} after ${series.times.label(origin - 1)}, but its horizon is ${horizon}`,
            { found: values?.length, remedies: ["return as many numbers as the horizon has rows"] },
          );
        }
        result.set(values, i * horizon);
      });
      return result;
    },
  };
}

/** Throws OptionError FORECASTABLE, naming the part, for an object that cannot be asked for forecasts. */
function requireForecastable(
  subject: string,
  model: Forecastable,
  parts: Readonly<Record<string, OptionRule<unknown>>>,
): void {
  for (const [name, { wanted, fits }] of Object.entries({ ...OPTIONAL, ...parts })) {
    const found: unknown = (model as Partial<Forecastable> | null | undefined)?.[name as keyof Forecastable];
    if (fits(found) || (found === undefined && !(name in parts))) continue;
    const problem = `${found === undefined ? "the model has no" : "the model's"} ${name}${found === undefined ? "," : " must be"} ${wanted}`;
    throw new OptionError("FORECASTABLE", subject, problem, {
      found,
      context: `A model to forecast with has ${listed(Object.keys(parts))}`,
    });
  }
}
