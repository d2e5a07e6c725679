// The OpenAPI 3.1 document, made of the list of routes and of what the model reads, with examples that can be sent as they are.

import type { ServiceSettings } from "../http/options.ts";
import { type Method, type Path, ROUTES, type Route, STREAM_ID } from "../http/routes.ts";
import { stepFormOf } from "../work/model-parts.ts";
import type { ForecastDescription, ServedModel } from "./description.ts";
import { type Schema, schemasOf } from "./openapi-schemas.ts";

interface Operation {
  readonly summary: string;
  /** Whether a table is taken, too. */
  readonly table?: boolean;
  readonly request?: string;
  /** Status, what it means, and the schema of its body. */
  readonly answer: readonly [status: number, description: string, schema?: string];
  /** Statuses of problems beside those that every address has. */
  readonly problems?: readonly number[];
}

const BODY = [400, 408, 413, 415, 422, 503];

const OPERATIONS: Readonly<Record<Path, Partial<Record<Method, Operation>>>> = {
  "/": { GET: { summary: "A page about the model, for people.", answer: [200, "The page."] } },
  "/healthz": { GET: { summary: "Whether the process is alive.", answer: [200, "It is."] } },
  "/readyz": { GET: { summary: "Whether requests are taken.", answer: [200, "They are."], problems: [503] } },
  "/metrics": { GET: { summary: "Counters, in Prometheus' text form.", answer: [200, "The counters."] } },
  "/openapi.json": { GET: { summary: "This document.", answer: [200, "The document."] } },
  "/v1/model": { GET: { summary: "What the model is and reads.", answer: [200, "The model.", "Model"] } },
  "/v1/predict": {
    POST: {
      summary: "The model's output for rows or windows.",
      request: "PredictRequest",
      table: true,
      answer: [200, "The output.", "PredictResponse"],
      problems: BODY,
    },
  },
  "/v1/stream/:id": {
    GET: { summary: "How far a stream is.", answer: [200, "The stream.", "Stream"], problems: [400, 404] },
    DELETE: { summary: "Ends a stream.", answer: [204, "It is forgotten."], problems: [400, 404] },
  },
  "/v1/stream/:id/step": {
    POST: {
      summary: "The next row or value of a stream, which the first one begins.",
      request: "StepRequest",
      answer: [200, "The stream has moved by one step.", "StepResponse"],
      problems: [...BODY, 404, 409, 429],
    },
  },
};

/** What an address does, in a sentence. */
export function summaryOf(path: Path, method: string): string {
  return OPERATIONS[path][method as Method]?.summary ?? "";
}

/** The addresses that this model answers at: a network that cannot go step by step has no streams. */
export function routesOf(description: ServedModel): readonly (typeof ROUTES)[number][] {
  const streams = description.task === "forecast" || (description.task === "network" && description.streaming === true);
  return ROUTES.filter(({ path }) => streams || !path.startsWith("/v1/stream/"));
}

/** The document for this model and these settings. */
export function openApi(description: ServedModel, { limits, token }: ServiceSettings): Record<string, unknown> {
  const examples = examplesFor(description);
  const secured = token !== undefined;
  return {
    openapi: "3.1.0",
    info: {
      title: "recurra serve",
      version: "1",
      description: `${TITLES[description.task](description)} over HTTP.`,
    },
    ...(secured && { security: [{ bearer: [] }] }),
    paths: Object.fromEntries(
      routesOf(description).map((route) => [
        route.path.replace(":id", "{id}"),
        pathItem(route, { examples, secured, options: tableOptions(description) }),
      ]),
    ),
    components: {
      schemas: schemasOf(description, limits),
      ...(secured && { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } }),
    },
  };
}

const TITLES: { readonly [Task in ServedModel["task"]]: (description: ServedModel) => string } = {
  forecast: (description) => `A forecast of ${(description as ForecastDescription).target}`,
  network: () => "A network",
  "zero-shot": () => "Forecasts of any series without training",
};

interface Shared {
  readonly examples: Record<string, unknown>;
  readonly secured: boolean;
  /** What the query may say of a table; none where the model takes no table. */
  readonly options: readonly Schema[];
}

/** What is not shown by a table's text. */
function tableOptions({ task }: ServedModel): readonly Schema[] {
  if (task === "network") return [];
  const option = (name: string, description: string, schema: Schema): Schema => {
    return { name, in: "query", description: `${description} For text/csv.`, schema };
  };
  const own: Schema[] =
    task === "forecast"
      ? [option("anyStep", "Also for rows of another step in time than the model's.", { type: "boolean" })]
      : [
          option("target", "The column to forecast.", { type: "string" }),
          option("horizon", "Rows to forecast.", { type: "integer", minimum: 1 }),
          option("season", "Rows of a season.", { type: "integer", minimum: 0 }),
          option("level", "Levels of intervals, with commas.", { type: "string" }),
          option("min", "What forecasts are not below.", { type: "number" }),
          option("max", "What forecasts are not above.", { type: "number" }),
        ];
  return [
    option("time", "The column of times; false for none.", { type: "string" }),
    option("dateOrder", "Order of day and month.", { enum: ["ymd", "dmy", "mdy"] }),
    option("delimiter", "What stands between cells; tab for a tab.", { type: "string" }),
    option("decimal", "The decimal sign.", { enum: [".", ","] }),
    ...own,
  ];
}

function pathItem(route: Route & { path: Path }, shared: Shared): Schema {
  const item: Record<string, unknown> = {};
  if (route.path.includes(":id")) {
    const schema = { type: "string", pattern: STREAM_ID };
    item.parameters = [{ name: "id", in: "path", required: true, schema }];
  }
  for (const method of route.methods) {
    const operation = OPERATIONS[route.path][method];
    if (operation) item[method.toLowerCase()] = operationItem(operation, route, shared);
  }
  return item;
}

function operationItem(
  { summary, request, table = false, answer: [status, description, schema], problems = [] }: Operation,
  { open }: Route,
  { examples, secured, options }: Shared,
): Schema {
  const csv = table && options.length > 0 ? { "text/csv": { schema: { type: "string" } } } : {};
  const refused = [...problems, ...(secured && !open ? [401] : []), 421, 500].sort((a, b) => a - b);
  const problem = {
    description: "A problem document.",
    content: content("Problem", undefined, "application/problem+json"),
  };
  return {
    summary,
    ...(secured && open && { security: [] }),
    ...(table && options.length > 0 && { parameters: options }),
    ...(request && { requestBody: { required: true, content: { ...content(request, examples[request]), ...csv } } }),
    responses: {
      [status]: { description, ...(schema && { content: content(schema) }) },
      ...Object.fromEntries(refused.map((code) => [code, problem])),
    },
  };
}

function content(schema: string, example?: unknown, type = "application/json"): Schema {
  return { [type]: { schema: { $ref: `#/components/schemas/${schema}` }, ...(example !== undefined && { example }) } };
}

/** Bodies that can be sent as they are. */
function examplesFor(description: ServedModel): Record<string, unknown> {
  if (description.task === "network") {
    if (stepFormOf(description.architecture) === "index") return { PredictRequest: { windows: [[0, 0]] } };
    const step = new Array<number>(description.inputSize ?? 1).fill(0.5);
    return { PredictRequest: { windows: [[step, step]] }, StepRequest: { values: step } };
  }
  if (description.task === "zero-shot") {
    const { target } = description;
    return {
      PredictRequest: { rows: Array.from({ length: 21 }, (_, i) => ({ [target]: 100 + (i % 7) })), horizon: 7 },
    };
  }
  const { columns, lookback, horizon, ahead, training } = description;
  // Rows without times, so that no calendar can be wrong, unless the model reads one; their numbers only show the form.
  const { from, to } = training.fittedRows;
  const step = (to - from) / Math.max(1, training.rows - 1);
  const first = to - (lookback + horizon) * step;
  const needsTime = ahead !== undefined && ahead.calendar.length + ahead.holidays > 0;
  const row = (names: readonly string[], i: number): Schema => ({
    ...(needsTime && { time: Math.round(first + i * step) }),
    ...Object.fromEntries(names.map((name) => [name, 100 + (i % 7)])),
  });
  const list = (names: readonly string[], start: number, count: number) =>
    Array.from({ length: count }, (_, i) => row(names, start + i));
  const future =
    ahead === undefined || ahead.future.length === 0 ? {} : { ahead: list(ahead.future, lookback, horizon) };
  const any = needsTime ? { anyStep: true } : {};
  return {
    PredictRequest: { rows: list(columns, 0, lookback), ...future, ...any },
    StepRequest: { row: row(columns, 0), ...future, ...any },
  };
}
