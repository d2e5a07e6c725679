// JSON Schemas of the bodies, for this model: its columns are named in them, and its limits stand in them.

import type { ServiceLimits } from "../http/options.ts";
import { PROBLEMS, type ProblemType, typeUri } from "../http/problem.ts";
import { stepFormOf } from "../work/model-parts.ts";
import type { ForecastDescription, NetworkDescription, PretrainedDescription, ServedModel } from "./description.ts";

export type Schema = Readonly<Record<string, unknown>>;

const number: Schema = { type: "number" };
const text: Schema = { type: "string" };
const count: Schema = { type: "integer", minimum: 1 };
const time: Schema = {
  description: "A text as in a CSV file (2024-01-02, 2024-01-02 16:00, 2024-01-02T16:00:00Z), or UTC milliseconds.",
  type: ["string", "number"],
};
const nextStep: Schema = {
  ...count,
  description: "The number that this step is to have. Where it is not the stream's next one, the answer is 409.",
};

function object(
  properties: Schema,
  required: readonly string[],
  additionalProperties: boolean | Schema = false,
): Schema {
  return { type: "object", properties, required, additionalProperties };
}

function list(items: Schema, maxItems?: number, minItems?: number): Schema {
  return {
    type: "array",
    items,
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  };
}

/** The schemas by name, as `#/components/schemas/...`. */
export function schemasOf(description: ServedModel, limits: ServiceLimits): Record<string, Schema> {
  const own =
    description.task === "forecast"
      ? forecastSchemas(description, limits)
      : description.task === "network"
        ? networkSchemas(description, limits)
        : pretrainedSchemas(description, limits);
  return {
    ...own,
    Stream: object({ id: text, steps: count, expiresInSeconds: { type: "integer", minimum: 0 } }, [
      "id",
      "steps",
      "expiresInSeconds",
    ]),
    Model: modelSchema(description),
    Problem: problemSchema(),
  };
}

function forecastSchemas(
  { columns, lookback, horizon, ahead: known }: ForecastDescription,
  limits: ServiceLimits,
): Record<string, Schema> {
  const cells = Object.fromEntries(columns.map((name) => [name, number]));
  const row: Schema = {
    ...object(columns.includes("time") ? cells : { time, ...cells }, columns, true),
    description: "One row. Other fields are not read.",
  };
  const rows = list({ $ref: "#/components/schemas/Row" }, limits.rows, lookback);
  const lists = object(
    Object.fromEntries(columns.map((name) => [name, list(number, limits.rows, lookback)])),
    columns,
    true,
  );
  const times = list(time, limits.rows);
  const timeField: Schema = { ...text, description: 'The field of a row that holds its time. Default "time".' };
  const dateOrder: Schema = {
    enum: ["ymd", "dmy", "mdy"],
    description: "Order of day and month in dates that end with the year.",
  };
  const anyStep: Schema = {
    type: "boolean",
    description: "Also for rows of another step in time than those that the model was fitted on. Default false.",
  };
  const clock = { dateOrder, anyStep };
  const future = known?.future ?? [];
  const futureCells = Object.fromEntries(future.map((name) => [name, number]));
  const ahead: Schema =
    future.length === 0
      ? {}
      : {
          ahead: {
            ...list(
              object(future.includes("time") ? futureCells : { time, ...futureCells }, future, true),
              limits.rows,
              horizon,
            ),
            description: "The rows to come, with the columns that the model knows ahead; they follow the last row.",
          },
        };
  const needed = Object.keys(ahead);
  const window: Schema = {
    oneOf: [
      object({ rows, ...ahead }, ["rows", ...needed]),
      object({ columns: lists, times, ...ahead }, ["columns", ...needed]),
      ...(needed.length > 0 ? [] : [rows]),
    ],
  };
  const forecast: Schema = list({ $ref: "#/components/schemas/ForecastRow" }, horizon, horizon);
  const ends = object({ level: number, lower: number, upper: number }, ["level", "lower", "upper"]);
  const further: Schema = {
    type: "array",
    items: ends,
    description: "The intervals of further levels, where the model has them.",
  };
  const head = { target: text, level: number };
  const value = columns.length === 1 ? [object({ value: number, time, ...clock, step: nextStep }, ["value"])] : [];
  const stepRow = object({ row: { $ref: "#/components/schemas/Row" }, ...ahead, ...clock, step: nextStep }, ["row"]);
  return {
    Row: row,
    PredictRequest: {
      oneOf: [
        object({ rows, ...ahead, time: timeField, ...clock }, ["rows", ...needed]),
        object({ columns: lists, times, ...ahead, ...clock }, ["columns", ...needed]),
        object({ windows: list(window, limits.windows, 1), time: timeField, ...clock }, ["windows"]),
      ],
    },
    ForecastRow: object({ time: text, value: number, lower: number, upper: number, further }, ["time", "value"]),
    PredictResponse: {
      oneOf: [
        object({ ...head, forecast }, ["target", "forecast"]),
        object({ ...head, forecasts: list(forecast, limits.windows, 1) }, ["target", "forecasts"]),
      ],
    },
    StepRequest: { oneOf: [stepRow, ...value] },
    StepResponse: object(
      {
        id: text,
        step: count,
        ready: { type: "boolean" },
        status: { ...text, description: '"warming up: 3 of 30", or "ready".' },
        forecast: { oneOf: [forecast, { type: "null" }] },
      },
      ["id", "step", "ready", "status", "forecast"],
    ),
  };
}

function pretrainedSchemas({ target, lookback }: PretrainedDescription, limits: ServiceLimits): Record<string, Schema> {
  const rows = list(
    { ...object({ time }, [], true), description: "One row: its target, and its time if it has one." },
    limits.rows,
    lookback,
  );
  const columns = object({}, [], list(number, limits.rows, lookback));
  const times = list(time, limits.rows);
  const level: Schema = { type: "number", minimum: 0.5, maximum: 0.95 };
  const season: Schema = { type: "number", minimum: 2 };
  const bound: Schema = { oneOf: [number, { const: "none" }] };
  const asked = {
    target: { ...text, description: `The column to forecast. Default ${JSON.stringify(target)}.` },
    horizon: { type: "integer", minimum: 1, maximum: 10_000, description: "Rows to forecast. Default 5." },
    season: {
      oneOf: [season, list(season, undefined, 1), { const: "none" }],
      description: "Rows in a season, in each of several, or none. Default: those that the rows show.",
    },
    level: { oneOf: [level, list(level, 5, 1)], description: "Shares that the intervals are to hold. Default 0.9." },
    min: { ...bound, description: "No forecast falls below. Default: 0 where the values show that they end there." },
    max: { ...bound, description: "No forecast rises above." },
    time: { ...text, description: 'The field of a row that holds its time. Default "time".' },
    dateOrder: { enum: ["ymd", "dmy", "mdy"] },
  };
  const window: Schema = { oneOf: [object({ rows }, ["rows"]), object({ columns, times }, ["columns"]), rows] };
  const forecast: Schema = list({ $ref: "#/components/schemas/ForecastRow" }, undefined, 1);
  const ends = object({ level: number, lower: number, upper: number }, ["level", "lower", "upper"]);
  const looks = list(
    object({ season: { type: ["number", "null"] }, form: { enum: ["values", "logs"] }, share: number }, [
      ...["season", "form", "share"],
    ]),
  );
  const notes = list(text);
  const head = { target: text, level: number };
  return {
    PredictRequest: {
      oneOf: [
        object({ rows, ...asked }, ["rows"]),
        object({ columns, times, ...asked }, ["columns"]),
        object({ windows: list(window, limits.windows, 1), ...asked }, ["windows"]),
      ],
    },
    ForecastRow: object({ time: text, value: number, lower: number, upper: number, further: list(ends) }, [
      ...["time", "value", "lower", "upper"],
    ]),
    PredictResponse: {
      oneOf: [
        object({ ...head, forecast, looks, notes }, ["target", "level", "forecast", "looks", "notes"]),
        object({ ...head, forecasts: list(forecast), looks: list(looks), notes: list(notes) }, [
          ...["target", "level", "forecasts", "looks", "notes"],
        ]),
      ],
    },
  };
}

function networkSchemas(
  { inputSize: inputs, architecture }: NetworkDescription,
  limits: ServiceLimits,
): Record<string, Schema> {
  const step = list(number, inputs, inputs ?? 1);
  const form = stepFormOf(architecture);
  const rowNumber: Schema = { type: "integer", minimum: 0 };
  const read = form === "index" ? rowNumber : form === undefined ? { oneOf: [step, number] } : step;
  const shape =
    form === "index" ? "[B][T], of whole numbers" : form === undefined ? "[B][T][I] or [B][T]" : "[B][T][I]";
  const one = inputs === 1 ? [object({ value: number, step: nextStep }, ["value"])] : [];
  return {
    PredictRequest: object(
      {
        windows: { ...list(list(read, limits.rows, 1), limits.windows, 1), description: `Numbers ${shape}.` },
        horizon: { ...count, description: "Steps to write, for an encoder-decoder." },
      },
      ["windows"],
    ),
    PredictResponse: object(
      { outputs: { type: "array", description: "Numbers in the shape of the model's output." } },
      ["outputs"],
    ),
    StepRequest: { oneOf: [object({ values: step, step: nextStep }, ["values"]), ...one] },
    StepResponse: object({ id: text, step: count, output: list(number) }, ["id", "step", "output"]),
  };
}

function modelSchema({ task }: ServedModel): Schema {
  const own: Schema = { task: { const: task }, mode: text, parameters: count };
  const properties = task === "forecast" ? { ...own, bounds: boundsSchema(), backtest: backtestSchema() } : own;
  return { type: "object", properties, required: ["task", "mode", "parameters"] };
}

function boundsSchema(): Schema {
  return {
    ...object({ min: number, max: number }, []),
    description: "What forecasts and intervals keep to, in units of the target; absent where they keep to nothing.",
  };
}

function backtestSchema(): Schema {
  const measured: Schema = { type: ["number", "null"] };
  const scored = (...kinds: readonly string[]): Schema => {
    const errors = { mae: number, rmse: number, mase: measured };
    return object({ name: text, kind: { enum: kinds }, ...errors }, ["name", "kind", "mae", "rmse", "mase"]);
  };
  return {
    ...object(
      {
        windows: {
          ...object({ count, stride: count, from: text, to: text }, ["count", "stride", "from", "to"]),
          description: "The forecasts that were compared, and the first and last row that was forecast.",
        },
        scores: {
          ...list(scored("model", "naive")),
          description: "The model first, then the naive methods; errors in units of the target.",
        },
        simple: {
          ...list(scored("simple")),
          description: "Simple methods that were fitted on the same rows; absent where there was none.",
        },
        coverage: object({ level: number, measured }, ["level", "measured"]),
        verdict: object({ outcome: { enum: ["better", "no-better", "worse"] }, headline: text, sentence: text }, [
          "outcome",
          "headline",
          "sentence",
        ]),
      },
      ["windows", "scores", "coverage", "verdict"],
    ),
    description: "How the model scored on rows that it had not seen; absent where its file does not tell.",
  };
}

function problemSchema(): Schema {
  const types = (Object.keys(PROBLEMS) as ProblemType[]).map(typeUri);
  const value = { type: ["string", "number", "boolean"] };
  const remedy = object({ option: text, value, text }, ["text"]);
  const error = object({ pointer: text, detail: text, code: text, remedies: list(remedy), table: text }, [
    "pointer",
    "detail",
  ]);
  return {
    ...object(
      {
        type: { enum: types },
        title: text,
        status: { type: "integer", minimum: 400, maximum: 599 },
        detail: text,
        instance: text,
        errors: list(error),
      },
      ["type", "title", "status", "detail", "instance"],
    ),
    description: "A problem document (RFC 9457). Types are stable.",
  };
}
