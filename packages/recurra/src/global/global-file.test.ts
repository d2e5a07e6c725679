import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { FormatError } from "../core/errors.ts";
import { Generator } from "../core/random.ts";
import { Series, SeriesSet } from "../data/index.ts";
import { Forecaster } from "../forecast/forecaster.ts";
import { writeForecaster } from "../forecast/forecaster-file.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import { Model } from "../model/model.ts";
import { readGlobalForecaster, writeGlobalForecaster } from "./global-file.ts";
import { GlobalForecaster } from "./global-forecaster.ts";
import type { GlobalOptions } from "./layout/global-options.ts";
import type { SeriesForecast } from "./predict-set.ts";

const noise = new Generator(9).stream("noise");
const series = (rows: number, at: number) =>
  Series.fromColumns({
    y: Array.from(
      { length: rows },
      (_, i) => 10 + at + (at === 2 ? -15 : 0) + ((i + at) % 4) + noise.normal(500 * at + i),
    ),
  });
/** Names that JSON must escape, one series below zero, and one with a single row. */
const set = SeriesSet.fromSeries([
  ["a", series(90, 0)],
  ['"é\n', series(80, 1)],
  ["c", series(100, 2)],
  ["one", series(1, 3)],
]);

const made: GlobalForecaster[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.dispose();
});

async function fitted(options: Partial<GlobalOptions> = {}): Promise<GlobalForecaster> {
  const forecaster = new GlobalForecaster({
    ...{ target: "y", horizon: 3, season: 4, lookback: 12, segmentRows: 4, hiddenSize: 4 },
    ...{ epochs: 2, steps: 5, batchSize: 8, ...options },
  });
  made.push(forecaster);
  for await (const _ of forecaster.fit(set, { level: [0.8, 0.5] })) void _;
  return forecaster;
}

function read(bytes: Uint8Array): GlobalForecaster {
  const forecaster = readGlobalForecaster(bytes, "m");
  made.push(forecaster);
  return forecaster;
}

async function refit(forecaster: GlobalForecaster): Promise<Uint8Array> {
  const course = forecaster.refit(set);
  for (;;) {
    const { done, value } = await course.next();
    if (!done) continue;
    made.push(value);
    return writeGlobalForecaster(value);
  }
}

const cases: readonly Partial<GlobalOptions>[] = [
  {},
  { members: 2, cell: "lstm", anchorSeason: 0, skip: false },
  { paths: "none", cell: "mingru" },
  { paths: "none", cell: "slstm" },
  { paths: "shared", min: 2 },
  { paths: "own", model: "linear" },
  { paths: "none", max: 40, scale: "window" },
];

test("a file gives the same forecasts, the same refit and the same bytes again, of every model and choice of paths", async () => {
  for (const options of cases) {
    const forecaster = await fitted(options);
    const bytes = writeGlobalForecaster(forecaster);
    const loaded = read(bytes);
    expect([...loaded.predict(set)]).toEqual([...forecaster.predict(set)]);
    expect([loaded.ids, loaded.name, loaded.training]).toEqual([forecaster.ids, forecaster.name, forecaster.training]);
    expect(loaded.of("c").intervals).toEqual(forecaster.of("c").intervals);
    expect(loaded.of("c").fittedRows).toEqual({ from: 1, to: 100 });
    expect(writeGlobalForecaster(loaded)).toEqual(bytes);
    expect(await refit(loaded)).toEqual(await refit(forecaster));
  }
});

const bytes = writeGlobalForecaster(await fitted({ paths: "best" }));

test("the file names the feature that older versions refuse, and holds lists of series as tensors", () => {
  const { metadata, tensors } = readSafetensors(bytes);
  expect(metadata.get("features")).toBe('["global","segment"]');
  expect(metadata.get("task")).toBe("global");
  expect(tensors.get("series.numbers")?.shape).toEqual([4, 6]);
  expect(tensors.has("members.0.recurrent.weight_ih_l0")).toBe(true);
});

/** The file without a checksum, with changed metadata or tensors. */
function changed(
  change: (
    metadata: Map<string, string>,
    tensors: Map<string, { shape: readonly number[]; data: Float32Array | Float64Array }>,
  ) => void,
): Uint8Array {
  const { metadata, tensors } = readSafetensors(bytes);
  const [texts, numbers] = [new Map(metadata), new Map(tensors)];
  texts.delete("checksum");
  change(texts, numbers);
  return writeSafetensors(numbers, texts);
}

const edit = (key: string, to: (value: Record<string, unknown>) => unknown) =>
  changed((metadata) => metadata.set(key, JSON.stringify(to(JSON.parse(metadata.get(key)!)))));

const number = (name: string, at: number, value: number) =>
  changed((_, tensors) => {
    const { shape, data } = tensors.get(name)!;
    tensors.set(name, { shape, data: data.map((one, i) => (i === at ? value : one)) });
  });

const ids = (text: string) =>
  changed((_, tensors) => {
    const data = Float32Array.from(new TextEncoder().encode(text));
    tensors.set("series.ids", { shape: [data.length], data });
  });

const GLOBAL = 'the metadata "global" cannot be used';
const FORM = `${GLOBAL}: it is not { seasons, lookback, segmentRows, anchorSeason, paths, networkShare, shared }`;

test("a file that cannot be is refused in one line that says what is wrong", () => {
  const refused: readonly [Uint8Array, string][] = [
    [edit("global", (it) => ({ ...it, paths: "all" })), FORM],
    [edit("global", (it) => ({ ...it, networkShare: 2 })), FORM],
    [edit("global", ({ shared: _, ...it }) => ({ ...it, paths: "shared" })), FORM],
    [edit("global", (it) => ({ ...it, seasons: [{ rows: 0 }] })), FORM],
    [edit("global", (it) => ({ ...it, lookback: 0 })), FORM],
    [
      edit("global", (it) => ({ ...it, shared: { models: [] } })),
      `${GLOBAL}: its shared path is not { models, averaged }`,
    ],
    [
      edit("settings", (it) => ({ ...it, horizon: 0 })),
      'the metadata "settings" cannot be used: GlobalForecaster: horizon',
    ],
    [
      edit("settings", (it) => ({ ...it, hiddenSize: 5 })),
      'the metadata "architecture" cannot be used: it is not the network that the settings need',
    ],
    [
      edit("intervals", (it) => ({ ...it, radii: [[1, 2]] })),
      'the metadata "intervals" cannot be used: it is not { levels, radii, usual } with a radius for each of 3 steps',
    ],
    [
      edit("intervals", (it) => ({ ...it, seasonal: { rows: 1, radii: [[1, 1, 1]] } })),
      'the metadata "intervals" cannot be used: "seasonal" is not { rows, radii } with a radius for each of 3 steps',
    ],
    [
      edit("training", (it) => ({ ...it, bestEpoch: -1 })),
      'the metadata "training" cannot be used: bestEpoch is missing or of another type',
    ],
    [
      edit("training", (it) => ({ ...it, tooShort: [1] })),
      'the metadata "training" cannot be used: tooShort is missing or of another type',
    ],
    [number("series.numbers", 6, -1), 'tensor "series.numbers" has a row 1 that cannot be'],
    [number("own.parts", 3, 1.5), 'tensor "own.parts" has a row 0 that cannot be'],
    [number("own.parts", 0, 9), 'tensor "own.parts" has a row 0 that cannot be'],
    [number("own.parts", 2, 0.3), 'tensor "own.parts" has a row 0 that cannot be'],
    [number("own.choices", 2, 0), 'tensor "own.choices" has a row 0 that cannot be'],
    [number("own.weight", 4, Number.NaN), 'tensor "own.weight" holds NaN at place 4'],
    [number("series.numbers", 2, Number.POSITIVE_INFINITY), 'tensor "series.numbers" holds Infinity at place 2'],
    [number("members.0.head.bias", 0, Number.NaN), 'tensor "members.0.head.bias" holds NaN at place 0'],
    [ids('["a","a","c","one"]'), 'tensor "series.ids" is no list of ids: it has an id twice'],
    [ids('["a"]'), 'tensor "series.numbers" has the shape [4, 6], but its list of series needs [1, 6]'],
    [ids("{}"), 'tensor "series.ids" is no list of ids: it is no list of texts'],
    [ids(`[${"1,".repeat(99)}1]`), 'tensor "series.ids" is no list of ids: it has more than 6 values'],
    [
      changed((_, tensors) => tensors.delete("own.weight")),
      'its paths needs the tensor "own.weight", which is not in it',
    ],
    [
      changed((_, tensors) => tensors.set("more", { shape: [1], data: Float32Array.of(1) })),
      'tensor "more" is in no layer',
    ],
  ];
  for (const [file, problem] of refused) {
    let message = "loaded";
    try {
      read(file);
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
      message = (error as FormatError).message;
    }
    expect(message.slice(0, 3 + problem.length)).toBe(`m: ${problem}`);
    expect(message).not.toContain("\n");
  }
});

test.each([
  ["global", "many"],
  ["global-pretrained", "manyPretrained"],
] as const)("the committed file %s loads and forecasts the same bits as when it was written", (name, key) => {
  const folder = new URL("../../../../fixtures/models/", import.meta.url);
  const kept = JSON.parse(readFileSync(new URL("recurra-model-2.json", folder), "utf8")) as {
    columns: Record<string, number[]>;
    many: SeriesForecast[];
    manyPretrained: SeriesForecast[];
  };
  const file = new Uint8Array(readFileSync(new URL(`recurra-model-2-${name}.safetensors`, folder)));
  const loaded = read(file);
  expect(loaded.pretrainedShare > 0).toBe(key === "manyPretrained");
  const series = Object.entries(kept.columns).map(([id, y]): [string, Series] => [id, Series.fromColumns({ y })]);
  expect([...loaded.predict(SeriesSet.fromSeries(series))]).toEqual(kept[key]);
  expect(writeGlobalForecaster(loaded)).toEqual(file);
});

test("a model of many series and a forecaster are not taken for each other", async () => {
  expect(() => Model.load(bytes, "m")).toThrow(
    "m: it holds one model for many series. Open it with readGlobalForecaster().",
  );
  const forecaster = new Forecaster({ target: "y", lookback: 4, horizon: 2, hiddenSize: 2, epochs: 1 });
  for await (const _ of forecaster.fit(set.get("a"))) void _;
  const single = writeForecaster(forecaster);
  forecaster.dispose();
  expect(() => read(single)).toThrow("m: it holds no model of many series. Open it with Model.load().");
});

test("the file is read again however many rows there are: all of them may suffice for a lookback that those of the choice did not", async () => {
  for (let rows = 10; rows <= 70; rows++) {
    const two = SeriesSet.fromSeries([
      ["a", series(rows, 0)],
      ["b", series(rows, 1)],
    ]);
    const forecaster = new GlobalForecaster({ target: "y", horizon: 2, season: 4, model: "linear" });
    made.push(forecaster);
    for await (const _ of forecaster.fit(two)) void _;
    const again = read(writeGlobalForecaster(forecaster));
    expect([...again.predict(two)]).toEqual([...forecaster.predict(two)]);
  }
});
