import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { toOnnx } from "@recurra/onnx";
import * as ort from "onnxruntime-web";
import { EncoderDecoder, LastStep, LSTM, Model, Sequential } from "recurra";
import { beforeEach, describe, expect, test } from "vitest";
import { daily, quick, value, Workplace } from "../command.fixture.ts";

ort.env.wasm.numThreads = 1;

const rows = 120;

/** A trained model, and the values of its run's forecast.csv; made once. */
let trained: { model: Uint8Array; forecast: number[] } | undefined;

beforeEach(async () => {
  if (trained) return;
  const place = new Workplace({ "data.csv": daily(rows) });
  const { code, stderr } = await place.here("forecast", "data.csv", "--target", "Value", ...quick, "--out", "run");
  expect(code, stderr).toBe(0);
  const csv = readFileSync(place.file("run", "forecast.csv"), "utf8").trim().split("\n").slice(1);
  trained = {
    model: readFileSync(place.file("run", "model.safetensors")),
    forecast: csv.map((line) => Number(line.split(",")[1])),
  };
});

function withModel(): Workplace {
  return new Workplace({ "model.safetensors": trained!.model });
}

test("--scaling writes a graph that forecasts what the run forecast, and says how to run it", async () => {
  const place = withModel();
  const { code, stdout, stderr } = await place.here("export", "model.safetensors", "--onnx", "a.onnx", "--scaling");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^a\.onnx: [\d.]+ KB, opset 13, \d+ operators\n/);
  expect(stdout.replace(/^.*\n/, "")).toBe(`
         name  type     shape
inputs   x     float64  [batch, 4, 1]
outputs  y     float64  [batch, 2]

x is the last 4 rows of Value, oldest first.
y is the next 2 rows of Value.

JavaScript  const session = await ort.InferenceSession.create("a.onnx");
            const x = new ort.Tensor("float64", numbers, [1, 4, 1]);
            const { y } = await session.run({ x });
`);
  expect(place.list()).toEqual(["a.onnx", "model.safetensors"]);
  const session = await ort.InferenceSession.create(readFileSync(place.file("a.onnx")));
  const last = Float64Array.from({ length: 4 }, (_, i) => value(rows - 4 + i));
  const { y } = await session.run({ x: new ort.Tensor("float64", last, [1, 4, 1]) });
  await session.release();
  expect(trained!.forecast.length).toBe(2);
  trained!.forecast.forEach((own, step) => {
    expect((y.data as Float64Array)[step]).toBeCloseTo(own, 4);
  });
});

test("--json prints one document and nothing else, and the file is that of the library", async () => {
  const place = withModel();
  const words = ["export", "model.safetensors", "--onnx", "a.onnx", "--scaling", "--json"];
  const { code, stdout, stderr } = await place.here(...words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const document = JSON.parse(stdout) as { inputs: { name: string }[]; metadata: Record<string, string> };
  expect(document).toMatchObject({
    format: "recurra-export/1",
    model: "model.safetensors",
    onnx: "a.onnx",
    bytes: readFileSync(place.file("a.onnx")).length,
    opset: 13,
  });
  expect(document.inputs.map(({ name }) => name)).toEqual(["x"]);
  expect(document.metadata).toMatchObject({ target: "Value", columns: '["Value"]', lookback: "4", scaling: "inside" });
  const loaded = Model.load(trained!.model);
  expect(new Uint8Array(readFileSync(place.file("a.onnx")))).toEqual(toOnnx(loaded, { scaling: true }));
  loaded.dispose();
});

test("an encoder-decoder is exported for a horizon, and one that is missing is asked for", async () => {
  const network = new EncoderDecoder({ inputSize: 2, hiddenSize: 3 });
  const place = new Workplace({ "seq.safetensors": Model.of(network).toSafetensors() });
  network.dispose();
  expect(await place.here("export", "seq.safetensors", "--onnx", "a.onnx")).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "recurra: seq.safetensors: the steps of an EncoderDecoder are written out in the graph, so it needs to know how many. " +
      "Give a whole number from 1 to 10,000 with --horizon.\n",
  });
  const words = ["export", "seq.safetensors", "--onnx", "a.onnx", "--horizon", "3", "--lengths", "--states"];
  const { code, stdout } = await place.here(...words);
  expect(code).toBe(0);
  expect(stdout).toContain(
    "inputs   x        float32  [batch, time, 2]\n         lengths  int32    [batch]\n         h_in     float32  [1, batch, 3]",
  );
  expect(stdout).toContain("outputs  y        float32  [batch, 3, 1]");
});

test("with --inputs, a network is run and what ran is written, with the sizes that have names open", async () => {
  const network = new Sequential(new LSTM({ inputSize: 2, hiddenSize: 3 }), new LastStep());
  const place = new Workplace({ "own.safetensors": Model.of(network).toSafetensors() });
  network.dispose();
  const words = ["export", "own.safetensors", "--onnx", "a.onnx", "--inputs"];
  const { code, stdout, stderr } = await place.here(...words, "x=batch,time,2");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("inputs   x     float32  [batch, time, 2]\noutputs  y     float32  [batch, 3]\n");
  expect(await place.here(...words, "x=batch 4", "--force")).toMatchObject({
    code: 2,
    stderr:
      'recurra: --inputs must be names with their sizes, such as "x=batch,20,3", where a size with a name is open; lengths of the sequences in x are "lengths=of:x", but it is "x=batch 4".\n',
  });
  expect(await place.here(...words, "x=batch,4", "--force")).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^recurra: own\.safetensors: forward\(\) failed with x \[2, 4\]: LSTM\.forward: got x \[2, 4\]/,
    ),
  });
});

describe("what cannot be done is one line, and nothing is written", () => {
  const to = ["--onnx", "a.onnx"];
  test.each<[string, readonly string[], string]>([
    ["no --onnx", ["model.safetensors"], "--onnx is missing: file to write. Write --onnx <file>."],
    ["no such model", ["modell.safetensors", ...to], "modell.safetensors: no such file."],
    ["a text for a model", ["text.csv", ...to], "text.csv: this is a text file, not a model."],
    [
      "the model itself",
      ["model.safetensors", "--onnx", "./model.safetensors", "--force"],
      "this is the file to read.",
    ],
    ["no such folder", ["model.safetensors", "--onnx", "no/a.onnx"], "--onnx no/a.onnx: there is no folder no."],
    ["a folder", ["model.safetensors", "--onnx", "folder"], "--onnx folder: this is a folder. Name a file."],
    ["a horizon of a word", ["model.safetensors", ...to, "--horizon", "x"], "--horizon must be a whole number"],
    [
      "a horizon for a forecaster",
      ["model.safetensors", ...to, "--horizon", "3"],
      "model.safetensors: --horizon is for an EncoderDecoder, whose steps are written out; the outputs of a Forecaster are fixed. Leave it out.",
    ],
    ["lengths for a forecaster", ["model.safetensors", ...to, "--lengths"], "length. Leave --lengths out."],
    [
      "scaling and states",
      ["model.safetensors", ...to, "--scaling", "--states"],
      "model.safetensors: with --scaling, each window is measured from its own last value, so the states of one window mean nothing to the next. Choose one of --scaling and --states.",
    ],
  ])("%s", async (_, words, message) => {
    const place = withModel();
    place.write("text.csv", daily(5));
    mkdirSync(place.file("folder"));
    const { code, stdout, stderr } = await place.here("export", ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^recurra: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(place.list()).toEqual(["folder", "model.safetensors", "text.csv"]);
  });

  test("a file that is there is kept, unless --force is given", async () => {
    const place = withModel();
    writeFileSync(place.file("a.onnx"), "precious");
    expect(await place.here("export", "model.safetensors", "--onnx", "a.onnx")).toEqual({
      code: 2,
      stdout: "",
      stderr: "recurra: --onnx a.onnx: this file is there already. Name another one, or replace it with --force.\n",
    });
    expect(readFileSync(place.file("a.onnx"), "utf8")).toBe("precious");
    expect((await place.here("export", "model.safetensors", "--onnx", "a.onnx", "--scaling", "--force")).code).toBe(0);
    expect(readFileSync(place.file("a.onnx")).length).toBeGreaterThan(1000);
    expect(existsSync(place.file("model.safetensors"))).toBe(true);
  });
});

test("docs/cli.md describes every option of export", async () => {
  const { stdout } = await new Workplace().here("export", "--help");
  const documentation = readFileSync(new URL("../../../../docs/cli.md", import.meta.url), "utf8");
  const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map((match) => match[1]);
  expect(options.length).toBe(9);
  for (const option of options) expect(documentation).toContain(`\`${option}`);
});
