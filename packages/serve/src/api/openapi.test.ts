import { GRU, Model, readForecaster, writeForecaster } from "recurra";
import { expect, onTestFinished, test } from "vitest";
import { ROUTES } from "../http/routes.ts";
import { post, row, rows, send, sharedService, smallForecaster, started } from "../service.fixture.ts";
import { createService } from "../service.ts";
import { fault, type Schema } from "./schema-check.fixture.ts";

const plain = sharedService();

type Operation = {
  requestBody?: { content: Record<string, { schema: Schema; example: unknown }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
type Document = Schema & {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes?: unknown };
};

async function documentOf(url: string, headers: Record<string, string> = {}): Promise<Document> {
  return (await send(`${url}/openapi.json`, { headers })).body as unknown as Document;
}

const predictSchema = ({ paths }: Document): Schema =>
  paths["/v1/predict"].post.requestBody!.content["application/json"].schema;
const stepSchema = ({ paths }: Document): Schema =>
  paths["/v1/stream/{id}/step"].post.requestBody!.content["application/json"].schema;
const answerSchema = (
  { paths }: Document,
  path: string,
  method: string,
  status: number,
  type = "application/json",
): Schema => paths[path][method].responses[status].content![type].schema;

test("the document names the routes of the service, all and no others", async () => {
  const { openapi, paths } = await documentOf(plain().url);
  expect(openapi).toBe("3.1.0");
  const described = Object.entries(paths).map(([path, item]) => [
    path,
    Object.keys(item)
      .filter((key) => key !== "parameters")
      .sort(),
  ]);
  const served = ROUTES.map(({ path, methods }) => [
    path.replace(":id", "{id}"),
    methods.map((method) => method.toLowerCase()).sort(),
  ]);
  expect(described.sort()).toEqual(served.sort());
  for (const [path, methods] of served as [string, string[]][]) {
    for (const method of methods) {
      const { status } = await send(plain().url + path.replace("{id}", "a"), { method: method.toUpperCase() });
      expect([path, method, [404, 405].includes(status) && path !== "/v1/stream/{id}"]).toEqual([path, method, false]);
      expect(Object.keys(paths[path][method].responses)).toContain(String(status));
    }
  }
});

test("its examples fit its schemas and are answered 200, with bodies that fit theirs", async () => {
  const { url } = plain();
  const document = await documentOf(url);
  const bodyOf = (path: string): unknown => document.paths[path].post.requestBody!.content["application/json"].example;
  for (const [path, address] of [
    ["/v1/predict", "/v1/predict"],
    ["/v1/stream/{id}/step", "/v1/stream/example/step"],
  ]) {
    const schema = document.paths[path].post.requestBody!.content["application/json"].schema;
    expect(fault(bodyOf(path), schema, document)).toBeUndefined();
    const { status, body } = await post(url + address, bodyOf(path));
    expect([path, status]).toEqual([path, 200]);
    expect(fault(body, answerSchema(document, path, "post", 200), document)).toBeUndefined();
  }
  for (const path of ["/v1/model", "/v1/stream/{id}"]) {
    const { body } = await send(url + path.replace("{id}", "example"));
    expect(fault(body, answerSchema(document, path, "get", 200), document)).toBeUndefined();
  }
});

test.each<[string, unknown]>([
  ["rows", { rows: rows(0, 6) }],
  [
    "rows with more columns and another time",
    { rows: rows(0, 6).map((one) => ({ ...one, Day: one.time, Note: "x" })), time: "Day" },
  ],
  ["columns", { columns: { Close: [1, 2, 3, 4, 5], Volume: [1, 2, 3, 4, 5] } }],
  [
    "windows",
    { windows: [rows(0, 5), { rows: rows(0, 7) }, { columns: { Close: [1, 2, 3, 4, 5], Volume: [1, 2, 3, 4, 5] } }] },
  ],
  ["rows of any step", { rows: rows(0, 6), anyStep: true }],
  ["an anyStep that is none", { rows: rows(0, 6), anyStep: 1 }],
  ["too few rows", { rows: rows(0, 4) }],
  ["a missing column", { rows: rows(0, 6).map(({ Close }) => ({ Close })) }],
  ["a text", { rows: rows(0, 6).map((one) => ({ ...one, Close: "1" })) }],
  ["an unknown field", { rows: rows(0, 6), horizon: 3 }],
  ["two forms", { rows: rows(0, 6), columns: {} }],
  ["nothing", {}],
  ["a list", []],
])("the schema and the service agree on %s", async (_, body) => {
  const { url } = plain();
  const document = await documentOf(url);
  const { status, body: answer } = await post(`${url}/v1/predict`, body);
  expect(fault(body, predictSchema(document), document) === undefined).toBe(status === 200);
  const type = status === 200 ? "application/json" : "application/problem+json";
  expect(fault(answer, answerSchema(document, "/v1/predict", "post", status, type), document)).toBeUndefined();
});

test.each<[string, unknown]>([
  ["a row", { row: row(0) }],
  ["a row and its step", { row: row(1), step: 1 }],
  ["a row of any step", { row: row(0), anyStep: true }],
  ["a value for two columns", { value: 1 }],
  ["a step that is none", { row: row(0), step: 0.5 }],
])("the schema and the service agree on a step with %s", async (name, body) => {
  const { url } = plain();
  const document = await documentOf(url);
  const { status } = await post(`${url}/v1/stream/${name.replaceAll(" ", "-")}/step`, body);
  expect(fault(body, stepSchema(document), document) === undefined).toBe(status === 200);
});

test("how a model scored beside naive methods stands in GET /v1/model, as its schema says", async () => {
  expect((await send(`${plain().url}/v1/model`)).body.backtest).toBeUndefined();
  const forecaster = readForecaster(writeForecaster(await smallForecaster()));
  forecaster.backtest = {
    windows: { count: 4, stride: 3, from: "2024-03-01", to: "2024-03-12" },
    scores: [
      { name: "LSTM", kind: "model", mae: 1.5, rmse: 2, mase: null },
      { name: "last value", kind: "naive", mae: 1, rmse: 1.25, mase: 0.5 },
    ],
    coverage: { level: 0.9, measured: 0.75 },
    verdict: { outcome: "worse", headline: "Worse.", sentence: "The last value was nearer." },
  };
  const service = createService(Model.of(forecaster), { workers: 1 });
  onTestFinished(async () => {
    await service.close();
  });
  const { url } = await service.listen({ port: 0 });
  const document = await documentOf(url);
  const schema = answerSchema(document, "/v1/model", "get", 200);
  const { body } = await send(`${url}/v1/model`);
  expect(body.backtest).toEqual(forecaster.backtest);
  expect(fault(body, schema, document)).toBeUndefined();
  expect(fault({ ...body, backtest: { ...forecaster.backtest, windows: 4 } }, schema, document)).toContain("windows");
});

test("with a token it says so; without one it does not", async () => {
  const token = "0123456789abcdef";
  const { url } = await started({ token });
  const guarded = await documentOf(url, { Authorization: `Bearer ${token}` });
  expect(guarded).toMatchObject({ security: [{ bearer: [] }], paths: { "/healthz": { get: { security: [] } } } });
  expect(Object.keys(guarded.paths["/v1/model"].get.responses)).toContain("401");
  expect((await documentOf(plain().url)).components.securitySchemes).toBeUndefined();
});

test("the examples for a network file are answered, too", async () => {
  const service = createService(Model.of(new GRU({ inputSize: 2, hiddenSize: 3 })), { workers: 1 });
  onTestFinished(async () => {
    await service.close();
  });
  const { url } = await service.listen({ port: 0 });
  const document = await documentOf(url);
  for (const path of ["/v1/predict", "/v1/stream/{id}/step"]) {
    const { schema, example } = document.paths[path].post.requestBody!.content["application/json"];
    expect(fault(example, schema, document)).toBeUndefined();
    const { status, body } = await post(url + path.replace("{id}", "a"), example);
    expect([path, status]).toEqual([path, 200]);
    expect(fault(body, answerSchema(document, path, "post", 200), document)).toBeUndefined();
  }
});
