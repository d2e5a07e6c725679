// Rates and optimizers of a model over many series, as its settings say; none of it is lost to an interruption or a file.
import { afterEach, expect, test } from "vitest";
import { Series, SeriesSet } from "../data/index.ts";
import type { TrainingState } from "../training/index.ts";
import { readGlobalForecaster, writeGlobalForecaster } from "./global-file.ts";
import { GlobalForecaster } from "./global-forecaster.ts";
import type { GlobalOptions } from "./layout/global-options.ts";

const set = SeriesSet.fromSeries(
  Array.from({ length: 3 }, (_, at): [string, Series] => [
    `s${at}`,
    Series.fromColumns({ y: Array.from({ length: 70 }, (_, i) => 50 + 10 * at + ((i + at) % 7) + ((i * i) % 5) / 5) }),
  ]),
);
const small: GlobalOptions = {
  ...{ target: "y", horizon: 3, season: 7, lookback: 14, hiddenSize: 4, epochs: 4, steps: 3, batchSize: 8 },
  ...{ learningRate: 0.1 },
};

const made: GlobalForecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

async function fit(more: Partial<GlobalOptions>, resume?: TrainingState) {
  const one = new GlobalForecaster({ ...small, ...more });
  made.push(one);
  const [rates, states]: [number[], TrainingState[]] = [[], []];
  const save = (state: TrainingState): void => void states.push(state);
  for await (const { learningRate } of one.fit(set, { checkpoint: { every: 0, save }, resume }))
    rates.push(learningRate);
  return { one, rates, states, bytes: writeGlobalForecaster(one) };
}

test("a schedule and an optimizer are those of the settings, through an interruption and a file", async () => {
  const more = { schedule: "step", scheduleEvery: 2, optimizer: "sgd", weightDecay: 0.01 } as const;
  const { rates, states, bytes } = await fit(more);
  expect(rates.map((rate) => Math.fround(rate))).toEqual([0.1, 0.1, 0.01, 0.01].map(Math.fround));
  expect((await fit(more, states[5])).bytes).toEqual(bytes);
  const read = readGlobalForecaster(bytes);
  made.push(read);
  expect(read.settings).toMatchObject(more);
});

test("what stands for the defaults forecasts as the defaults do, to the bit, and a plateau needs no patience", async () => {
  const forecasts = async (more: Partial<GlobalOptions>): Promise<unknown> =>
    (await fit(more)).one.of("s0").predictAt(set.get("s0"), Uint32Array.from([60, 66]));
  expect(await forecasts({ optimizer: "adamw", weightDecay: 1e-4 })).toEqual(await forecasts({}));
  expect((await fit({ schedule: "plateau" })).rates).toEqual([0.1, 0.1, 0.1, 0.1]);
});

test("what a schedule does not have is refused", () => {
  expect(() => new GlobalForecaster({ ...small, schedule: "cosine", scheduleEvery: 2 })).toThrow(
    'GlobalForecaster: scheduleEvery: 2 is of schedule step or plateau, and not schedule: "cosine".',
  );
});
