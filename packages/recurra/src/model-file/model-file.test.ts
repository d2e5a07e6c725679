import { readdirSync, readFileSync } from "node:fs";
import { crc32 as zlibCrc32 } from "node:zlib";
import { expect, test } from "vitest";
import { sharedGru } from "../../../../fixtures/models/own-module.mjs";
import { FormatError } from "../core/errors.ts";
import { withSeed } from "../core/random.ts";
import { Series } from "../data/index.ts";
import type { ForecastRow } from "../forecast/forecast-row.ts";
import { Forecaster } from "../forecast/forecaster.ts";
import { readForecaster, writeForecaster } from "../forecast/forecaster-file.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import { Model } from "../model/model.ts";
import { GRU, LastStep, Linear, Module, RNN, Sequential } from "../nn/index.ts";
import type { ForecastNetwork } from "../nn/networks/forecast-network.ts";
import { noGrad, tensor } from "../tensor/index.ts";
import { FEATURES } from "./features.ts";

const series = Series.fromColumns({ v: Array.from({ length: 40 }, (_, i) => 10 + Math.abs((i % 8) - 4)) });

async function savedBytes(): Promise<Uint8Array> {
  const forecaster = new Forecaster({
    target: "v",
    lookback: 4,
    horizon: 2,
    hiddenSize: 2,
    epochs: 1,
    linear: false,
    untrained: false,
  });
  for await (const _ of forecaster.fit(series)) void _;
  const bytes = writeForecaster(forecaster);
  forecaster.dispose();
  return bytes;
}

const bytes = await savedBytes();

type Floats = Map<string, { shape: readonly number[]; data: Float32Array }>;

function parts(of: Uint8Array): { floats: Floats; metadata: Map<string, string> } {
  const { tensors, metadata } = readSafetensors(of);
  const floats = [...tensors].map(
    ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
  );
  return { floats: new Map(floats), metadata };
}

/** The saved file as another program writes it, without a checksum: one metadata text replaced, or left out. */
function changed(key: string, text: string | undefined, of = bytes): Uint8Array {
  const { floats, metadata } = parts(of);
  metadata.delete("checksum");
  if (text === undefined) metadata.delete(key);
  else metadata.set(key, text);
  return writeSafetensors(floats, metadata);
}

/** A file of recurra-model/1, which may not grow: the saved one without its features. */
function inClosedForm(of = bytes): Uint8Array {
  return changed("format", "recurra-model/1", changed("features", undefined, of));
}

/** The saved file, without a checksum, with other tensors. */
function withTensors(change: (floats: Floats) => void): Uint8Array {
  const { floats, metadata } = parts(bytes);
  metadata.delete("checksum");
  change(floats);
  return writeSafetensors(floats, metadata);
}

function metadata(key: string): Record<string, unknown> {
  return JSON.parse(readSafetensors(bytes).metadata.get(key)!) as Record<string, unknown>;
}

/** What loading a file throws: a FormatError, in one line that begins with the file's name. */
function refusal(file: Uint8Array): string {
  try {
    Model.load(file, "m").dispose();
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    const { message } = error as FormatError;
    expect(message).toMatch(/^m: .+$/);
    return message.slice(3);
  }
  return "loaded";
}

test("the file holds settings, scales, intervals and what the fit did as JSON, and weights by PyTorch's names", () => {
  const file = readSafetensors(bytes);
  expect([...file.metadata.keys()]).toEqual([
    ...["architecture", "checksum", "features", "format", "intervals", "normaliser", "settings", "task", "training"],
  ]);
  expect(file.metadata.get("format")).toBe("recurra-model/2");
  expect(file.metadata.get("task")).toBe("forecast");
  expect(metadata("features")).toEqual([]);
  expect([...file.tensors.keys()]).toEqual([
    "head.bias",
    "head.weight",
    "recurrent.bias_hh_l0",
    "recurrent.bias_ih_l0",
    "recurrent.weight_hh_l0",
    "recurrent.weight_ih_l0",
  ]);
  expect(metadata("architecture")).toEqual({
    ...{ type: "ForecastNetwork", cell: "lstm", inputSize: 1, hiddenSize: 2, numLayers: 1, dropout: 0 },
    ...{ lookback: 4, horizon: 2, skipFrom: -1 },
  });
  expect(metadata("settings")).toMatchObject({ target: "v", inputs: ["v"], lookback: 4, horizon: 2, seed: 0 });
  expect(metadata("training")).toMatchObject({ rows: 40, clock: "row", step: "row", epochs: 1, bestEpoch: 1 });
});

test("the file holds no clock time and no path", () => {
  const text = new TextDecoder().decode(bytes);
  expect(text).not.toContain(String(new Date().getFullYear()));
  expect(text).not.toContain("/home");
  expect(text).not.toContain("seconds");
});

test("the checksum is that of docs/model-files.md, computed with another CRC-32", () => {
  const { floats, metadata } = parts(bytes);
  let sum = 0;
  for (const key of [...metadata.keys()].sort()) {
    if (key !== "checksum") sum = zlibCrc32(`${key}\0${metadata.get(key)}\0`, sum);
  }
  for (const name of [...floats.keys()].sort()) {
    const { shape, data } = floats.get(name)!;
    sum = zlibCrc32(`${name}\0F32\0${shape.join(",")}\0`, sum);
    sum = zlibCrc32(new Uint8Array(data.buffer), sum);
  }
  expect(metadata.get("checksum")).toBe(sum.toString(16).padStart(8, "0"));
});

const former = JSON.parse(
  readFileSync(new URL("../../../../fixtures/models/recurra-forecaster-1.json", import.meta.url), "utf8"),
) as {
  columns: Record<string, number[]>;
  forecasts: Record<
    string,
    { origins: number[]; values: number[]; future?: Record<string, number[]>; next: ForecastRow[] }
  >;
};
const closed: typeof former = JSON.parse(
  readFileSync(new URL("../../../../fixtures/models/recurra-model-1.json", import.meta.url), "utf8"),
);
const current: typeof former = JSON.parse(
  readFileSync(new URL("../../../../fixtures/models/recurra-model-2.json", import.meta.url), "utf8"),
);

test.each(
  Object.entries({ "recurra-forecaster-1": former, "recurra-model-1": closed, "recurra-model-2": current }).flatMap(
    ([format, kept]) =>
      Object.entries(kept.forecasts).map(([name, forecast]) => [`${format}-${name}`, kept.columns, forecast] as const),
  ),
)("the committed file %s loads and forecasts the same bits as when it was written", (name, columns, forecast) => {
  const file = new Uint8Array(
    readFileSync(new URL(`../../../../fixtures/models/${name}.safetensors`, import.meta.url)),
  );
  const data = Series.fromColumns(columns);
  const model = Model.load(file, name);
  const again = Model.load(model.toSafetensors(), name);
  for (const { forecaster } of [model, again]) {
    expect([...forecaster!.predictAt(data, Uint32Array.from(forecast.origins))]).toEqual(forecast.values);
    expect(forecaster!.predict(data, { future: forecast.future })).toEqual(forecast.next);
  }
  expect(again.toSafetensors()).toEqual(model.toSafetensors());
  if (name.startsWith("recurra-model-2")) expect(model.toSafetensors()).toEqual(file);
  model.dispose();
  again.dispose();
});

test("a file of another kind or of a newer version is refused, with the version and what to do", () => {
  expect(refusal(changed("format", undefined))).toBe(
    'not a model: its metadata name no format, and this version of recurra reads "recurra-model/2", "recurra-model/1" and "recurra-forecaster/1". ' +
      "Read weights alone with readSafetensors() and loadStateDict().",
  );
  expect(refusal(changed("format", "recurra-model/3"))).toBe(
    'its format is "recurra-model/3", and this version of recurra reads "recurra-model/2", "recurra-model/1" and "recurra-forecaster/1". ' +
      "Update recurra, or take a file that this version wrote.",
  );
  expect(refusal(changed("task", undefined))).toBe(
    'its task is missing, and known are "forecast", "network" and "global".',
  );
  expect(refusal(changed("task", "fore\ncast"))).toBe(
    'its task is "fore\\ncast", and known are "forecast", "network" and "global".',
  );
});

test("a file whose content is not that of its checksum is refused; without a checksum, weights that others changed load", () => {
  const { floats, metadata } = parts(bytes);
  floats.get("head.bias")!.data[0] = 0.5;
  expect(refusal(writeSafetensors(floats, metadata))).toMatch(
    /^damaged, or changed without renewing its checksum: it states "[0-9a-f]{8}", and its content gives "[0-9a-f]{8}"\. Copy or download the file again, or let the program that changed it leave "checksum" out of the metadata\.$/,
  );
  metadata.delete("checksum");
  const forecaster = readForecaster(writeSafetensors(floats, metadata));
  expect((forecaster.network as ForecastNetwork).head.bias!.value[0]).toBe(0.5);
  forecaster.dispose();
});

test("two tensors that swapped their names, with the bytes as they were, are noticed", () => {
  const { floats, metadata } = parts(bytes);
  const [a, b] = ["recurrent.bias_hh_l0", "recurrent.bias_ih_l0"];
  const swapped = new Map(floats).set(a, floats.get(b)!).set(b, floats.get(a)!);
  expect(refusal(writeSafetensors(swapped, metadata))).toContain("damaged");
});

test("a feature that this version does not know is refused by name; those of a network stand in its file", () => {
  expect(refusal(changed("features", '["skip","warp\\ndrive"]'))).toBe(
    'it needs the feature "warp\\ndrive", which this version of recurra does not know. Update recurra, or take a file that this version wrote.',
  );
  for (const list of ["{}", "[1]", "null"]) {
    expect(refusal(changed("features", list))).toBe(
      'the metadata "features" cannot be used: it is not a list of names.',
    );
  }
  expect(refusal(changed("features", undefined))).toBe('the metadata "features" cannot be used: it is missing.');
  const skips = readFileSync(
    new URL("../../../../fixtures/models/recurra-model-2-lstm-skip.safetensors", import.meta.url),
  );
  expect(readSafetensors(skips).metadata.get("features")).toBe('["skip"]');
});

test("committed files with a module of a program's own, alone and as the network of a forecaster, give what they must give, bit for bit", () => {
  const folder = new URL("../../../../fixtures/models/", import.meta.url);
  const read = (name: string): Buffer => readFileSync(new URL(name, folder));
  const { network, forecaster } = JSON.parse(read("recurra-model-2-own.json").toString()) as {
    readonly network: { readonly x: number[]; readonly shape: [number, number, number]; readonly outputs: number[] };
    readonly forecaster: { readonly columns: Readonly<Record<string, number[]>>; readonly next: ForecastRow[] };
  };
  const own = Model.load(read("recurra-model-2-own-network.safetensors"), "own", {
    modules: [sharedGru({ Module, ...{ GRU, Linear } })],
  });
  const outputs = noGrad(() => (own.network as Sequential).forward(tensor(network.x, network.shape)).toArray());
  expect([...outputs]).toEqual(network.outputs);
  const parts = { modules: [sharedGru({ Module, ...{ GRU, Linear } })] };
  const model = readForecaster(read("recurra-model-2-own.safetensors"), "own", parts);
  expect(model.predict(Series.fromColumns(forecaster.columns))).toEqual(forecaster.next);
});

test("every feature that this version knows is in a committed file of the format that it writes", () => {
  const folder = new URL("../../../../fixtures/models/", import.meta.url);
  const found = readdirSync(folder)
    .filter((name) => name.startsWith("recurra-model-2-") && name.endsWith(".safetensors"))
    .flatMap(
      (name) => JSON.parse(readSafetensors(readFileSync(new URL(name, folder))).metadata.get("features")!) as string[],
    );
  expect([...new Set(found)].sort()).toEqual(Object.keys(FEATURES).sort());
});

test("a forecaster whose training rows had a spike names the limit of its inputs among the features", () => {
  const file = readFileSync(
    new URL("../../../../fixtures/models/recurra-model-2-lstm-limit.safetensors", import.meta.url),
  );
  expect(readSafetensors(file).metadata.get("features")).toBe('["limit"]');
  const forecaster = readForecaster(file, "m");
  expect(forecaster.normaliser.target.limit).toBeGreaterThan(1);
  expect(JSON.parse(readSafetensors(writeForecaster(forecaster)).metadata.get("features")!)).toEqual(["limit"]);
  forecaster.dispose();
});

test("what a newer version added is passed over where its features are known, and not kept", () => {
  const more = (key: string, of: Uint8Array) =>
    changed(key, JSON.stringify({ ...metadata(key), added: [1, { deep: true }] }), of);
  const newer = changed("note", "x", more("training", more("settings", bytes)));
  const forecaster = readForecaster(newer, "m");
  expect(writeForecaster(forecaster)).toEqual(bytes);
  forecaster.dispose();
});

test("recurra-model/1 cannot grow: what it does not have is refused by name, except notes of other programs", () => {
  const closed = inClosedForm();
  const load = (key: string, text: string) => refusal(changed(key, text, closed));
  expect(refusal(closed)).toBe("loaded");
  expect(load("note", "x")).toBe(
    'unknown metadata "note". Notes of other programs have names that start with "user.".',
  );
  expect(load("user.note", "x")).toBe("loaded");
  expect(load("facts", "{}")).toContain('unknown metadata "facts"');
  expect(load("features", "[]")).toContain('unknown metadata "features"');
  const part = (key: string, problem: string) => `the metadata "${key}" cannot be used: ${problem}.`;
  expect(load("settings", JSON.stringify({ ...metadata("settings"), extra: 1 }))).toBe(
    part("settings", 'it has the unknown entry "extra"'),
  );
  expect(load("training", `{"__proto__":1}`)).toBe(part("training", 'it has the unknown entry "__proto__"'));
});

test("bounds that are none are refused; a closed form has none, and a file without them keeps to nothing", () => {
  const problem =
    'the metadata "bounds" cannot be used: it is not { min, max }, one or both of them, with min below max.';
  for (const wrong of ["[]", "{}", "null", '{"min":"0"}', '{"max":null}', '{"min":1,"max":1}', '{"min":0,"warp":1}']) {
    expect(refusal(changed("bounds", wrong))).toBe(problem);
  }
  expect(refusal(changed("bounds", '{"min":0}', inClosedForm()))).toContain('unknown metadata "bounds"');
  const kept = readForecaster(changed("bounds", '{"min":0}'));
  expect([kept.bounds, readForecaster(bytes).bounds]).toEqual([{ min: 0 }, undefined]);
  expect(readSafetensors(writeForecaster(kept)).metadata.get("features")).toBe('["bounds"]');
});

test("changed metadata is refused by name", () => {
  const load = (key: string, text: string | undefined) => refusal(changed(key, text));
  const part = (key: string, problem: string) => `the metadata "${key}" cannot be used: ${problem}.`;
  const settings = (changes: object) => load("settings", JSON.stringify({ ...metadata("settings"), ...changes }));
  expect(load("settings", "{")).toBe(part("settings", "it is not JSON"));
  expect(load("settings", undefined)).toBe(part("settings", "it is missing"));
  expect(load("settings", "[]")).toBe(part("settings", "it is not a JSON object"));
  expect(settings({ horizon: -1 })).toBe(
    part("settings", "Forecaster: horizon must be a whole number from 1, but it is -1"),
  );
  expect(settings({ dropout: "0.5" })).toBe(
    part("settings", 'Forecaster: dropout must be a number from 0 to below 1, but it is "0.5"'),
  );
  expect(settings({ lookback: undefined })).toBe(part("settings", "it has no lookback"));
  expect(settings({ skip: undefined })).toBe(part("settings", "it does not say whether there is a skip"));
  for (const inputs of [5, "v", [5], undefined]) {
    expect(settings({ inputs })).toBe(part("settings", "its inputs are not a list of column names"));
  }
  expect(settings({ inputs: ["v", "w"] })).toBe(part("architecture", "it is not the network that the settings need"));
  expect(settings({ inputs: ["a\nb", "a\nb"] })).toBe(
    part("settings", 'Forecaster: inputs names "a\\nb" twice. Name each column once'),
  );
  expect(load("intervals", '{"level":0.9,"scale":"absolute","radius":[1]}')).toBe(
    part("intervals", "it is not { level, scale, radius } with a radius for each of 2 steps"),
  );
  expect(load("intervals", '{"level":0.9,"scale":"absolute","radius":[1,1e999]}')).toContain("is not { level");
  expect(load("normaliser", '{"inputs":[{}],"target":{}}')).toContain(
    part("normaliser", "window normaliser: inputs[0] is not { anchor, scale, floor }").slice(0, -1),
  );
  const scale = { anchor: "difference", scale: 1, floor: 0 };
  expect(load("normaliser", JSON.stringify({ inputs: [scale, scale], target: scale }))).toBe(
    part("normaliser", "it has 2 scales for 1 input columns"),
  );
  // A last value of 0 would divide by it; and what is not read is not to be there.
  for (const [inputs, target, where] of [
    [{ ...scale, anchor: "ratio" }, scale, "inputs[0]"],
    [scale, { anchor: "ratio", scale: 1e-200, floor: 1e-200 }, "target"],
    [scale, { ...scale, offset: 1 }, "target"],
  ]) {
    expect(load("normaliser", JSON.stringify({ inputs: [inputs], target }))).toContain(
      part("normaliser", `window normaliser: ${where} is not { anchor, scale, floor }`).slice(0, -1),
    );
  }
  expect(load("normaliser", JSON.stringify({ inputs: [scale], target: scale, offset: 1 }))).toContain(
    part("normaliser", "window normaliser: it is not { inputs, target }").slice(0, -1),
  );
  expect(load("training", "[]")).toBe(part("training", "it is not a JSON object"));
  expect(load("training", JSON.stringify({ ...metadata("training"), epochs: -1 }))).toBe(
    part("training", "epochs is missing or of another type"),
  );
  // Seasons that no series has room for, or that are one when rounded.
  for (const rows of [[1e12], [1], [24, 24.4], ["24"]]) {
    const seasons = rows.map((count) => ({ rows: count, name: "a day" }));
    expect(load("training", JSON.stringify({ ...metadata("training"), seasons }))).toBe(
      part("training", "seasons is missing or of another type"),
    );
  }
  for (const refit of [{ refitted: 1, scored: 2 }, { refitted: "1", scored: 2, taken: "scored" }, 1]) {
    expect(load("training", JSON.stringify({ ...metadata("training"), refit }))).toBe(
      part("training", "refit is missing or of another type"),
    );
  }
  expect(load("training", "{}")).toBe(part("training", "rows is missing or of another type"));
  expect(load("training", "[".repeat(100))).toBe(
    part("training", "it has lists or objects within each other more than 32 deep"),
  );
  expect(load("training", `[${"0,".repeat(200_000)}0]`)).toBe(part("training", "it has more than 16384 values"));
  expect(load("training", '{"rows":1,"rows":2}')).toBe(
    part("training", "it has an object in which a name stands twice"),
  );
  expect(load("training", JSON.stringify({ ...metadata("training"), fittedRows: { from: 1 } }))).toBe(
    part("training", "fittedRows is missing or of another type"),
  );
});

test("how a model scored travels with it, and a score without a naive one beside it is refused", () => {
  const load = (key: string, text: string) => refusal(changed(key, text));
  const part = (key: string, problem: string) => `the metadata "${key}" cannot be used: ${problem}.`;
  const [model, naive] = [
    { name: "LSTM", kind: "model", mae: 1, rmse: 2, mase: null },
    { name: "last value", kind: "naive", mae: 1.5, rmse: 2, mase: 1 },
  ];
  const summary = {
    windows: { count: 3, stride: 1, from: "2024-01-01", to: "2024-01-04" },
    scores: [model, naive],
    coverage: { level: 0.9, measured: null },
    verdict: { outcome: "better", headline: "Better", sentence: "It beats them." },
  };
  const given = (change: object) => load("backtest", JSON.stringify({ ...summary, ...change }));
  expect(given({})).toBe("loaded");
  const of = (what: string) => part("backtest", `its ${what} are missing or of another form`);
  expect(given({ scores: [model] })).toBe(of("scores"));
  expect(given({ scores: [naive, model] })).toBe(of("scores"));
  expect(given({ scores: [model, { ...naive, mae: -1 }] })).toBe(of("scores"));
  expect(given({ scores: [model, { ...naive, mase: "1" }] })).toBe(of("scores"));
  expect(given({ windows: { ...summary.windows, count: 0 } })).toBe(of("windows"));
  expect(given({ coverage: { level: 2, measured: 0.9 } })).toBe(of("coverage"));
  expect(given({ verdict: { ...summary.verdict, outcome: "best" } })).toBe(of("verdict"));
  const closed = (change: object) =>
    refusal(changed("backtest", JSON.stringify({ ...summary, ...change }), inClosedForm()));
  expect(closed({})).toBe("loaded");
  expect(closed({ more: 1 })).toBe(part("backtest", "it has unknown entries"));
  expect(closed({ scores: [model, { ...naive, r2: 1 }] })).toBe(of("scores"));
  expect(load("backtest", "null")).toBe(of("windows"));

  const scored = readForecaster(changed("backtest", JSON.stringify(summary)));
  expect(scored.backtest).toEqual(summary);
  const newer = { ...summary, more: 1, scores: [{ ...model, r2: 0.5 }, naive] };
  expect(readForecaster(changed("backtest", JSON.stringify(newer))).backtest).toEqual(summary);
  expect(readForecaster(writeForecaster(scored)).backtest).toEqual(summary);
});

test("a checkpoint of a training is told from a model", () => {
  expect(refusal(changed("format", "recurra-checkpoint/1"))).toBe(
    "a state of training that is not done, not a model. Go on with its run with resume: RUN, or read it with readTrainingState().",
  );
});

test("a part that is no JSON is named once, whichever it is", () => {
  for (const key of ["architecture", "intervals", "normaliser", "settings", "training"]) {
    expect(refusal(changed(key, "{"))).toBe(`the metadata "${key}" cannot be used: it is not JSON.`);
    expect(refusal(changed(key, undefined))).toBe(`the metadata "${key}" cannot be used: it is missing.`);
  }
});

test("weights that do not fit the architecture are refused, before a network of that size is made", () => {
  const large = { ...metadata("settings"), hiddenSize: 1e9 };
  const architecture = JSON.stringify({ ...metadata("architecture"), hiddenSize: 1e9 });
  const both = changed("architecture", architecture, changed("settings", JSON.stringify(large)));
  expect(refusal(both)).toBe(
    'tensor "recurrent.weight_ih_l0" has the shape [8, 1], but its architecture needs [4000000000, 1].',
  );
  const deep = JSON.stringify({ ...metadata("architecture"), numLayers: 2 ** 31 - 1 });
  const deeper = JSON.stringify({ ...metadata("settings"), numLayers: 2 ** 31 - 1 });
  expect(refusal(changed("architecture", deep, changed("settings", deeper)))).toBe(
    'its architecture needs the tensor "recurrent.weight_ih_l1", which is not in it.',
  );
  const bias = { shape: [2], data: new Float32Array(2) };
  expect(refusal(withTensors((floats) => floats.delete("head.bias")))).toBe(
    'its architecture needs the tensor "head.bias", which is not in it.',
  );
  expect(refusal(withTensors((floats) => floats.set("head.bios", bias)))).toBe(
    'tensor "head.bios" is in no layer of its architecture.',
  );
  expect(refusal(withTensors((floats) => floats.set("head.bias", { ...bias, shape: [2, 1] })))).toBe(
    'tensor "head.bias" has the shape [2, 1], but its architecture needs [2].',
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("a weight that is %f is refused with its tensor", (weight) => {
  const data = Float32Array.of(1, weight);
  expect(refusal(withTensors((floats) => floats.set("head.bias", { shape: [2], data })))).toBe(
    `tensor "head.bias" holds ${weight} at place 1, which is no weight: training went wrong there, or the file was changed.`,
  );
});

test("a header of more than a mebibyte, and facts of more than 16,384 values, are refused, read or to be written", () => {
  const long = changed("user.note", "x".repeat(2 ** 20));
  expect(refusal(long)).toMatch(
    /^not a safetensors file: its first eight bytes give a header of \d+ bytes, and the limit is 1048576\.$/,
  );
  const network = new Sequential(new Linear({ inFeatures: 1, outFeatures: 1 }));
  expect(() => Model.of(network, { name: "x".repeat(2 ** 20) }).toSafetensors()).toThrow(
    /^toSafetensors: names, settings and facts take \d+ bytes, more than 1048576\. A model file keeps no more. Leave some facts out\.$/,
  );
  expect(() => Model.of(network, { list: new Array(70_000).fill(0) }).toSafetensors()).toThrow(
    'toSafetensors: "facts" has more than 16384 values. A model file keeps no more. Leave some facts out.',
  );
  network.dispose();
});

test("a file of a network holds no forecaster, and says so where one is asked for", () => {
  const network = new Sequential(new RNN({ inputSize: 1, hiddenSize: 2 }), new LastStep());
  const file = Model.of(network).toSafetensors();
  network.dispose();
  expect(() => readForecaster(file, "m")).toThrow(
    "m: it holds a network and no forecaster. Open it with Model.load().",
  );
});

test("a network's file without facts loads with none", () => {
  const network = new Sequential(new Linear({ inFeatures: 1, outFeatures: 1 }));
  const model = Model.load(changed("facts", undefined, Model.of(network, { name: "n" }).toSafetensors()));
  expect(model.facts).toEqual({ task: "network" });
  expect(refusal(changed("facts", "[]", Model.of(network).toSafetensors()))).toBe(
    'the metadata "facts" cannot be used: facts: not an object of plain values.',
  );
  model.dispose();
  network.dispose();
});

test("loading draws no random numbers: what a seeded program builds afterwards is the same", () => {
  const weights = (before: () => void) => {
    before();
    const layer = new Linear({ inFeatures: 2, outFeatures: 2 });
    const { value } = layer.weight;
    layer.dispose();
    return value;
  };
  const seeded = (before: () => void) => withSeed(5, () => weights(before));
  expect(seeded(() => Model.load(bytes).dispose())).toEqual(seeded(() => {}));
});
