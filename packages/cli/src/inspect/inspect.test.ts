// `recurra inspect`, as a child process: a model, the tensors of another program, a CSV.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Dropout, GRU, LastStep, Linear, Model, Sequential } from "recurra";
import { Conv1d, Embedding, GRUCell, RecurrentOf } from "recurra/nn";
import { beforeAll, expect, test } from "vitest";
import { daily, dailyLines, day, Workplace } from "../command.fixture.ts";
import { type FittedModel, fittedModel } from "../model.fixture.ts";
import type { CsvInspection } from "./inspect-csv.ts";
import type { ModelInspection } from "./inspect-model.ts";

const exchange = (name: string): string =>
  fileURLToPath(new URL(`../../../../fixtures/pytorch-exchange/${name}.safetensors`, import.meta.url));

let fitted: FittedModel;

beforeAll(async () => {
  fitted = await fittedModel();
});

async function json<T>(place: Workplace, ...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await place.here("inspect", ...args, "--json");
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as T;
}

test("a model: what it forecasts from what, its fit, scales, intervals, layers, shapes and parameter counts", async () => {
  const place = new Workplace({ "model.safetensors": fitted.bytes });
  const result = await json<ModelInspection>(place, "model.safetensors");
  expect(result).toMatchObject({
    format: "recurra-inspect/1",
    kind: "forecaster",
    bytes: fitted.bytes.length,
    // LSTM 4 * 4 * (1 + 4 + 2), head 2 * (4 + 1); no skip: four rows hold no week.
    parameters: 112 + 10,
    forecaster: {
      cell: "LSTM",
      target: "Value",
      inputs: ["Value"],
      lookback: 4,
      horizon: 2,
      loss: "huber",
      seed: 3,
      mode: "strict",
      training: { rows: 60, first: day(0), last: day(59), step: "1 day", epochs: 2 },
      scales: [{ column: "Value", scale: expect.any(Number) }],
      intervals: { level: 0.9 },
    },
  });
  expect(result).toMatchObject({ fileFormat: "recurra-model/2", checksum: "right", network: null });
  expect(result.layers).toMatchObject([
    { name: "recurrent", type: "LSTM", options: { inputSize: 1, hiddenSize: 4, numLayers: 1 }, parameters: 112 },
    { name: "head", type: "Linear", options: { inFeatures: 4, outFeatures: 2, bias: true }, parameters: 10 },
  ]);
  expect(result.tensors).toContainEqual({ name: "recurrent.weight_hh_l0", dtype: "F32", shape: [16, 4], numbers: 64 });
  expect(result.metadata).toEqual({});
  const { stdout } = await place.here("inspect", "model.safetensors");
  const lines = stdout.split("\n");
  expect(lines[1]).toBe("model.safetensors: forecasts Value, 2 rows ahead");
  expect(lines).toContain("reads     Value: the last 4 rows");
  expect(lines).toContain(`fitted on 60 rows, ${day(0)} to ${day(59)}, step: 1 day`);
  expect(stdout).toMatch(/^recurrent +LSTM 1 -> 4 +112$/m);
  expect(stdout).toMatch(/^ +in all +122$/m);
  expect(stdout).toMatch(/^recurrent\.weight_hh_l0 +F32 +16 x 4 +64$/m);
});

test("a model that keeps to a range says so", async () => {
  const kept = readFileSync(new URL("../../../../fixtures/models/recurra-model-2-bounds.safetensors", import.meta.url));
  const place = new Workplace({ "model.safetensors": kept });
  const result = await json<ModelInspection>(place, "model.safetensors");
  expect(result.forecaster?.bounds).toEqual({ min: 2.25, max: 2.5 });
  const { stdout } = await place.here("inspect", "model.safetensors");
  expect(stdout.split("\n")).toContain("bounds    between 2.25 and 2.5");
});

test("convolutions, tables and cells are said with their sizes", async () => {
  const model = new Sequential({
    table: new Embedding({ numEmbeddings: 9, embeddingDim: 2 }),
    conv: new Conv1d({ inChannels: 2, outChannels: 4, kernelSize: 3, padding: "causal", dilation: 2 }),
    run: new RecurrentOf({ cell: new GRUCell({ inputSize: 4, hiddenSize: 3 }) }),
  });
  const place = new Workplace({ "net.safetensors": Model.of(model).toSafetensors() });
  const { stdout } = await place.here("inspect", "net.safetensors");
  expect(stdout).toMatch(/^table +Embedding 9 -> 2 +18$/m);
  expect(stdout).toMatch(/^conv +Conv1d 2 -> 4, 3 taps, dilation 2, padding causal +28$/m);
  expect(stdout).toMatch(/^run\.cell +GRUCell 4 -> 3 +81$/m);
});

test("a network: its layers in their order, and what its program told of it", async () => {
  const model = new Sequential({
    cells: new GRU({ inputSize: 2, hiddenSize: 3, bidirectional: true }),
    drop: new Dropout({ p: 0.25 }),
    last: new LastStep({ bidirectional: true }),
    head: new Linear({ inFeatures: 6, outFeatures: 1, bias: false }),
  });
  const facts = { name: "a small one", seed: 7, columns: ["a", "b"], purpose: "a test" };
  const place = new Workplace({ "net.safetensors": Model.of(model, facts).toSafetensors() });
  const result = await json<ModelInspection>(place, "net.safetensors");
  expect(result).toMatchObject({
    kind: "network",
    forecaster: null,
    network: { type: "Sequential", facts: { task: "network", name: "a small one", columns: ["a", "b"] } },
    // Both directions: 3 gates of 3 rows on 2 inputs, 3 states and 2 biases.
    parameters: 2 * 3 * 3 * (2 + 3 + 2) + 6,
  });
  expect(result.layers.map(({ name }) => name)).toEqual(["cells", "drop", "last", "head"]);
  const { stdout } = await place.here("inspect", "net.safetensors");
  const lines = stdout.split("\n");
  expect(lines).toContain("network   Sequential");
  expect(lines).toContain("name      a small one");
  expect(lines).toContain("purpose   a test");
  expect(stdout).toMatch(/^cells +GRU 2 -> 3, both directions +126$/m);
  expect(stdout).toMatch(/^drop +Dropout, drops 25% +-\nlast +LastStep, both directions +-$/m);
  expect(stdout).toMatch(/^head +Linear 6 -> 1, no bias +6$/m);
  // It is no forecaster, and predict says so.
  place.write("data.csv", daily(40));
  const predict = await place.here("predict", "net.safetensors", "data.csv");
  expect(predict).toMatchObject({ code: 2, stdout: "" });
  expect(predict.stderr).toMatch(
    /^recurra: net\.safetensors: holds a network that is no forecaster: .*`recurra inspect net\.safetensors`\.\n$/,
  );
});

test("tensors of PyTorch: names, shapes and types, and what network they look like", async () => {
  const place = new Workplace({ "gru.safetensors": readFileSync(exchange("gru-2x2")) });
  const result = await json<ModelInspection>(place, "gru.safetensors");
  expect(result).toMatchObject({ kind: "tensors", fileFormat: null, checksum: "none", forecaster: null });
  expect(result.layers).toMatchObject([
    {
      name: "gru",
      type: "GRU",
      options: { inputSize: 3, hiddenSize: 5, numLayers: 2, bidirectional: true, bias: true },
    },
    { name: "head", type: "Linear", options: { inFeatures: 10, outFeatures: 2 }, parameters: 22 },
  ]);
  expect(result.metadata.about).toContain('"cell": "gru"');
  const { stdout } = await place.here("inspect", "gru.safetensors");
  expect(stdout).toMatch(/^gru +GRU 3 -> 5, 2 layers, both directions +810$/m);
  expect(stdout).toMatch(/^gru\.weight_ih_l1_reverse +F32 +15 x 10 +150$/m);
  const half = new Workplace({ "half.safetensors": readFileSync(exchange("lstm-1x1-bfloat16")) });
  expect((await half.here("inspect", "half.safetensors")).stdout).toMatch(/^lstm\.weight_hh_l0 +BF16 +20 x 5 +100$/m);
});

test("a CSV: columns with types and ranges, missing cells, the clock and the findings", async () => {
  const lines = dailyLines(40).with(5, `${day(4)},`);
  const place = new Workplace({ "data.csv": lines.map((line, n) => `${line},${n ? "good" : "Note"}`).join("\n") });
  const result = await json<CsvInspection>(place, "data.csv");
  expect(result).toMatchObject({
    format: "recurra-inspect/1",
    kind: "csv",
    rows: 40,
    clock: { kind: "date", column: "Date", from: day(0), to: day(39), step: "1 day", season: 7 },
  });
  expect(result.columns).toMatchObject([
    { name: "Date", type: "times" },
    { name: "Value", type: "numbers", filled: 39, missing: 1, smallest: 44.6, largest: 58.7 },
    { name: "Note", type: "text" },
  ]);
  expect(result.findings).toMatchObject([{ kind: "missing", column: "Value", rows: [5], count: 1 }]);
  const { stdout } = await place.here("inspect", "data.csv");
  expect(stdout).toContain("data.csv: 40 rows of 3 columns");
  expect(stdout).toContain(`clock     "Date", days: ${day(0)} to ${day(39)}, step: 1 day\n`);
  expect(stdout).toMatch(/^seasons +(none|7 rows \(a week\))$/m);
  expect(stdout).toMatch(/^Value +numbers +44\.60 +58\.70 +\d\d\.\d\d +1 +\d+$/m);
  expect(stdout).toContain('"Value": 1 missing cell of 40: row 5 (line 6)');
  const clean = new Workplace({ "data.csv": daily(40) });
  expect((await clean.here("inspect", "data.csv")).stdout).toContain("Nothing needs attention.");
});

test("what spoils a fit is named in the words of the command line, and marks are taken as missing", async () => {
  const values = Array.from({ length: 121 }, (_, n) => 40 + ((n * n * n) % 127) / 4);
  const lines = values.slice(1).map((next, n) => `${day(n)},${n % 30 === 9 ? -9999 : values[n]},${next}`);
  lines.unshift("Date,Value,Next");
  const place = new Workplace({ "data.csv": lines.join("\n") });
  const { stdout } = await place.here("inspect", "data.csv");
  expect(stdout.replaceAll("\n", " ")).toContain(
    '"Value": -9999 stands 4 times, far from every other value (40 to 71.5): a mark for missing? --missing -9999',
  );
  expect(stdout).toContain('"Next" is "Value" one row later in all 115 rows: a forecast cannot know it');
  expect(stdout).not.toContain("Nothing needs attention");
  const { findings, notes } = await json<CsvInspection>(place, "data.csv", "--missing", "-9999", "--missing", "M");
  expect(findings.map(({ kind, message }) => [kind, message.split(":")[0]])).toEqual([
    ["missing", '"Value"'],
    ["follows-target", '"Next" is "Value" one row later in all 115 rows'],
  ]);
  expect(notes).toEqual([
    '4 cells of "Value" taken as missing: -9999',
    "taken as missing, but in no column of numbers: M",
  ]);
});

test("a CSV: the seasons that its columns show, by their names", async () => {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const time = new Date(i * 3_600_000).toISOString().slice(0, 16);
    const noise = ((i * i * 31) % 97) / 40;
    return `${time},${Math.abs((i % 24) - 12) + noise},${noise},${Math.abs((i % 24) - 9) - noise}`;
  });
  const place = new Workplace({ "load.csv": ["time,load,other,heat", ...rows].join("\n") });
  const { columns } = await json<CsvInspection>(place, "load.csv");
  const day = [{ rows: 24, name: "a day" }];
  expect(columns.map(({ seasons }) => seasons)).toEqual([undefined, day, [], day]);
  const { stdout } = await place.here("inspect", "load.csv");
  expect(stdout).toMatch(/^seasons +24 rows \(a day\): load, heat; none: other$/m);
});

test.each<[string, () => string | Uint8Array, string[], RegExp]>([
  ["an empty file", () => "", [], /file: the file is empty\. Name a model file or a CSV\./],
  [
    "a picture",
    () => Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0),
    [],
    /this is a picture \(PNG\), which is not read/,
  ],
  ["a cut archive", () => Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), [], /a zip archive that cannot be read.*cut short/],
  ["a cut model", () => fitted.bytes.slice(0, -8), [], /^recurra: file: /],
  [
    "a model of a later version",
    () => {
      const text = Buffer.from(fitted.bytes).toString("latin1");
      return Buffer.from(text.replace(/(recurra-\w+\/)\d/, "$19"), "latin1");
    },
    [],
    /file: .*recurra-\w+\/9/,
  ],
  [
    "an option of a CSV with a model",
    () => fitted.bytes,
    ["--date-order", "dmy"],
    /--date-order is about reading a CSV/,
  ],
  ["a wrong option", () => daily(9), ["--decimal", "x"], /--decimal must be one of "\.", ",", but it is "x"\./],
  ["JSON without a table", () => '{ "rows": { "a": "b" } }\n', [], /this is JSON, but no table/],
])("%s is refused in one line with the exit code 2", async (_, content, args, message) => {
  const place = new Workplace({ file: content() });
  const { code, stdout, stderr } = await place.here("inspect", "file", ...args);
  expect(stderr).toMatch(/^recurra: .+\n$/);
  expect(stderr).toMatch(message);
  expect([code, stdout]).toEqual([2, ""]);
});

test("names from a file cannot steer the terminal, and a file of a thousand tensors is not listed whole", async () => {
  const header: Record<string, unknown> = { __metadata__: { note: "\u001b[2Jgone" } };
  for (let i = 0; i < 1000; i++) header[`t${i}\u001b[31m`] = { dtype: "F32", shape: [0], data_offsets: [0, 0] };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  const place = new Workplace({ "hostile.safetensors": bytes });
  const { code, stdout } = await place.here("inspect", "hostile.safetensors");
  expect(code).toBe(0);
  expect(stdout).not.toContain("\u001b");
  expect(stdout).toContain("\\x1b[2Jgone");
  expect(stdout).toContain("... and 900 tensors more; --json lists all");
});
