// What `model` chooses: a network of rows, one of segments, or none.
import { afterEach, expect, test } from "vitest";
import { Generator, manualSeed } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { l1Loss } from "../nn/index.ts";
import { SegmentNetwork } from "../nn/networks/segment-network.ts";
import { AdamW } from "../optim/index.ts";
import { tensor } from "../tensor/index.ts";
import {
  readTrainingState,
  type TrainingState,
  type TrainOptions,
  train,
  writeTrainingState,
} from "../training/index.ts";
import { cellNames } from "../words/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(1).stream("noise");
const shape = [0, 2, 5, 7, 9, 8, 6, 3, 1, 0, -2, -1];
const load = Array.from({ length: 260 }, (_, i) => 100 + i / 20 + 3 * shape[i % 12] + noise.normal(i));
const other = load.map((value, i) => value / 3 + noise.normal(1000 + i));
const series = Series.fromColumns({ load, other }, { name: "load" });

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

function forecaster(options: Partial<ForecasterOptions> = {}): Forecaster {
  const one = new Forecaster({
    ...{ target: "load", horizon: 9, season: 12, model: "segment", hiddenSize: 8, epochs: 4 },
    ...options,
  });
  made.push(one);
  return one;
}

async function fitted(options: Partial<ForecasterOptions> = {}, fit: FitOptions = {}): Promise<Forecaster> {
  const one = forecaster(options);
  for await (const _ of one.fit(series, fit));
  return one;
}

test("segments are seasons, as many as a third of the rows holds, and forecasts are added to the last season", async () => {
  const one = await fitted();
  expect(one.networkName).toBe("segment GRU");
  const network = one.network as SegmentNetwork;
  expect(network).toBeInstanceOf(SegmentNetwork);
  const { lookback, segmentRows, anchorSeason, horizon } = network;
  expect({ lookback, segmentRows, anchorSeason, horizon }).toEqual({
    ...{ lookback: 72, segmentRows: 12, anchorSeason: 12, horizon: 9 },
  });
  expect(network.skip).not.toBeNull();
  expect(one.training).toMatchObject({ epochs: 4, parts: { share: expect.any(Number) } });
});

test("what is set is taken: segments, the season, no skip, other inputs", async () => {
  const own = { lookback: 20, segmentRows: 6, anchorSeason: 0, skip: false, cell: "lstm", inputs: ["other"] } as const;
  const { network } = await fitted(own);
  expect(network).toMatchObject({ lookback: 20, segmentRows: 6, anchorSeason: 0, skip: null, targetColumn: -1 });
  expect((network as SegmentNetwork).embed.inFeatures).toBe(6);
  expect((await fitted({ inputs: ["other", "load"] })).network).toMatchObject({ targetColumn: 1, anchorSeason: 12 });
});

test.each([
  [
    { lookback: 10, segmentRows: 12 },
    "Forecaster: segmentRows: 12 is more than the 10 rows looked back on. Leave segmentRows out.",
  ],
  [
    { lookback: 10, anchorSeason: 11 },
    "Forecaster: anchorSeason: 11 is more than the 10 rows looked back on. Leave anchorSeason out.",
  ],
  [
    { inputs: ["other"], anchorSeason: 12 },
    "Forecaster: anchorSeason: 12 is of the target, which is not read. Leave anchorSeason out.",
  ],
])("%o is refused before anything is trained", (options, message) => {
  expect(() => forecaster(options).layout(series)).toThrow(message);
});

test("a linear model without the linear path is refused", () => {
  expect(() => forecaster({ model: "linear", linear: false })).toThrow(
    'Forecaster: model: "linear" is the linear path alone, and there is to be none. Leave linear out, or choose another model.',
  );
});

test.each(cellNames)(
  "a model of segments of %s comes back from its file to the same forecasts, and is refitted alike",
  async (cell) => {
    const one = await fitted({ linear: false, cell });
    const again = readForecaster(writeForecaster(one));
    made.push(again);
    expect(again.predict(series)).toEqual(one.predict(series));
    expect(writeForecaster(again)).toEqual(writeForecaster(one));
    const final = await again.refitted(series);
    made.push(final);
    const { segmentRows, anchorSeason, lookback } = final.network as SegmentNetwork;
    expect({ segmentRows, anchorSeason, lookback }).toEqual({ segmentRows: 12, anchorSeason: 12, lookback: 72 });
  },
);

test("a fit of segments gives the same bytes wherever it was interrupted, and on two threads", async () => {
  const states: TrainingState[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  const bytes = writeForecaster(await fitted({ dropout: 0.3, batchSize: 32 }, { checkpoint }));
  expect(states.length).toBeGreaterThan(8);
  for (const state of [states[1], states[7]]) {
    const resume = readTrainingState(writeTrainingState(state)).state;
    expect(writeForecaster(await fitted({ dropout: 0.3, batchSize: 32 }, { resume }))).toEqual(bytes);
  }
  expect(writeForecaster(await fitted({ dropout: 0.3, batchSize: 32 }, { threads: 2 }))).toEqual(bytes);
});

test("a network of segments on the tape, as a plan and on two threads has the same weights", async () => {
  const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => ((i * 7) % 23) / 5 - 2);
  const weights = async (options: Partial<TrainOptions>) => {
    manualSeed(5);
    const network = new SegmentNetwork({
      ...{ cell: "lstm", inputSize: 2, hiddenSize: 9, numLayers: 2, dropout: 0.4, lookback: 30, horizon: 10 },
      ...{ segmentRows: 4, targetColumn: 0, skip: true, anchorSeason: 8 },
    });
    const training = train({
      model: network,
      optimizer: new AdamW(network.parameters(), { learningRate: 0.01 }),
      loss: l1Loss,
      batches: () => [{ x: tensor(numbers(80 * 60), [80, 30, 2]), y: tensor(numbers(800), [80, 10]) }],
      epochs: 3,
      microBatchSize: 20,
      ...options,
    });
    for await (const _ of training);
    const values = network.parameters().map(({ value }) => [...value]);
    network.dispose();
    return values;
  };
  const tape = await weights({ plan: false });
  expect(await weights({ plan: true })).toEqual(tape);
  expect(await weights({ plan: true, threads: 2 })).toEqual(tape);
});

test("the linear model has no epoch, forecasts by its path alone, and comes back from its file", async () => {
  const one = forecaster({ model: "linear", hiddenSize: undefined, epochs: undefined });
  const course = one.fit(series);
  const { done, value } = await course.next();
  expect([done, value]).toEqual([true, { ...value, stopped: "finished", epochs: 0, bestEpoch: 0, history: [] }]);
  expect([one.name, one.networkName, one.linear?.networkShare]).toEqual(["linear path", "linear path", 0]);
  expect(one.intervals?.radius).toHaveLength(9);
  const again = readForecaster(writeForecaster(one));
  made.push(again);
  expect(again.predict(series)).toEqual(one.predict(series));
  const final = await one.refitted(series);
  made.push(final);
  expect(final.predict(series)).toEqual(one.predict(series));
  expect(final.training.epochs).toBe(0);
});

test("where there are too few rows for a path, the linear model forecasts no change", async () => {
  const short = Series.fromColumns({ load: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5] });
  const one = forecaster({ model: "linear", horizon: 2, lookback: 3, season: "none", hiddenSize: undefined });
  for await (const _ of one.fit(short));
  if (one.linear !== undefined) return;
  expect(one.predict(short).map(({ value }) => value)).toEqual([5, 5]);
});
