import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { readSafetensors, writeSafetensors } from "../format/safetensors.ts";
import { Forecaster } from "./forecaster.ts";

const series = Series.fromColumns({ v: Array.from({ length: 40 }, (_, i) => 10 + Math.abs((i % 8) - 4)) });

async function savedBytes(): Promise<Uint8Array> {
  const forecaster = new Forecaster({ target: "v", lookback: 4, horizon: 2, hiddenSize: 2, epochs: 1 });
  for await (const _ of forecaster.fit(series)) void _;
  const bytes = forecaster.toSafetensors();
  forecaster.dispose();
  return bytes;
}

const bytes = await savedBytes();

/** The saved file with one metadata text replaced, or left out. */
function changed(key: string, text: string | undefined): Uint8Array {
  const { tensors, metadata } = readSafetensors(bytes);
  if (text === undefined) metadata.delete(key);
  else metadata.set(key, text);
  const floats = [...tensors].map(
    ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
  );
  return writeSafetensors(new Map(floats), metadata);
}

function metadata(key: string): Record<string, unknown> {
  return JSON.parse(readSafetensors(bytes).metadata.get(key)!) as Record<string, unknown>;
}

test("the file holds settings, scales, intervals and what the fit did as JSON, and weights by PyTorch's names", () => {
  const file = readSafetensors(bytes);
  expect([...file.metadata.keys()]).toEqual(["format", "intervals", "normaliser", "settings", "training"]);
  expect(file.metadata.get("format")).toBe("recurra-forecaster/1");
  expect([...file.tensors.keys()]).toEqual([
    "head.bias",
    "head.weight",
    "recurrent.bias_hh_l0",
    "recurrent.bias_ih_l0",
    "recurrent.weight_hh_l0",
    "recurrent.weight_ih_l0",
  ]);
  expect(metadata("settings")).toMatchObject({ target: "v", inputs: ["v"], lookback: 4, horizon: 2, seed: 0 });
  expect(metadata("training")).toMatchObject({ rows: 40, clock: "row", step: "row", epochs: 1, bestEpoch: 1 });
});

test("the file holds no clock time and no path", () => {
  const text = new TextDecoder().decode(bytes);
  expect(text).not.toContain(String(new Date().getFullYear()));
  expect(text).not.toContain("/home");
  expect(text).not.toContain("seconds");
});

test("a file of another kind or of a newer version is refused", () => {
  expect(() => Forecaster.fromSafetensors(changed("format", undefined), "m.safetensors")).toThrow(
    'm.safetensors: not a forecaster that this version reads: it names no format, and "recurra-forecaster/1" is wanted.',
  );
  expect(() => Forecaster.fromSafetensors(changed("format", "recurra-forecaster/2"), "m.safetensors")).toThrow(
    'its format is "recurra-forecaster/2"',
  );
});

test("changed metadata is refused by name", () => {
  const load = (key: string, text: string | undefined) => () => Forecaster.fromSafetensors(changed(key, text), "m");
  expect(load("settings", "{")).toThrow('m: the metadata "settings" cannot be used: it is not JSON.');
  expect(load("settings", undefined)).toThrow('m: the metadata "settings" cannot be used: it is missing.');
  expect(load("settings", JSON.stringify({ ...metadata("settings"), horizon: -1 }))).toThrow(
    'm: the metadata "settings" cannot be used: Forecaster: horizon must be a whole number of at least 1, but it is -1.',
  );
  for (const inputs of [5, "v", [5], undefined]) {
    expect(load("settings", JSON.stringify({ ...metadata("settings"), inputs }))).toThrow(
      'm: the metadata "settings" cannot be used: its inputs are not a list of column names.',
    );
  }
  expect(load("intervals", '{"level":0.9,"scale":"absolute","radius":[1]}')).toThrow(
    'm: the metadata "intervals" cannot be used: it is not { level, scale, radius } with a radius for each of 2 steps.',
  );
  expect(load("settings", JSON.stringify({ ...metadata("settings"), inputs: ["v", "w"] }))).toThrow(
    'm: the metadata "normaliser" cannot be used: 1 scales for 2 input columns.',
  );
  expect(load("normaliser", '{"inputs":[{}],"target":{}}')).toThrow("window normaliser: inputs[0] is not");
  expect(load("training", "[]")).toThrow('m: the metadata "training" cannot be used: it is not a JSON object.');
  expect(load("training", "{}")).toThrow('m: the metadata "training" cannot be used: rows,');
  expect(load("intervals", '{"level":1}')).toThrow('m: the metadata "intervals" cannot be used');
});

test("weights that do not fit the settings are refused, before a network of that size is made", () => {
  const settings = (changes: object) => changed("settings", JSON.stringify({ ...metadata("settings"), ...changes }));
  expect(() => Forecaster.fromSafetensors(settings({ hiddenSize: 1e9 }), "m")).toThrow(
    /^m: the file has 46 weights, but its settings need \d+\. Take the original file\.$/,
  );
  const { tensors, metadata: texts } = readSafetensors(bytes);
  const renamed = [...tensors].map(
    ([name, { shape, data }]) =>
      [name.replace("head.bias", "head.bios"), { shape, data: Float32Array.from(data) }] as const,
  );
  expect(() => Forecaster.fromSafetensors(writeSafetensors(new Map(renamed), texts), "m")).toThrow(
    'm: loadStateDict: "head.bias" is missing; "head.bios" is not a parameter here.',
  );
});
