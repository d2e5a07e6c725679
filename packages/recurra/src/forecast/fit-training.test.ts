// A fit's optimizer, rates and averages as its settings say; none of it is lost to an interruption, a refit or a file.
import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { readTrainingState, type TrainingState, writeTrainingState } from "../training/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(1).stream("noise");
const level = Array.from({ length: 90 }, (_, i) => 100 + Math.sin(i / 3) + 0.2 * noise.normal(i));
const series = Series.fromColumns({ level }, { name: "waves" });

/** 56 training windows in batches of 16: four steps an epoch. */
const settings: ForecasterOptions = {
  ...{ target: "level", lookback: 10, horizon: 3, hiddenSize: 4, batchSize: 16, linear: false, seed: 6 },
  ...{ learningRate: 0.1, epochs: 6, patience: 6 },
};

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

async function fit(more: Partial<ForecasterOptions>, options: FitOptions = {}) {
  const one = new Forecaster({ ...settings, ...more });
  made.push(one);
  const states: TrainingState[] = [];
  const rates: number[] = [];
  const losses: number[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  for await (const { learningRate, validationLoss } of one.fit(series, { checkpoint, ...options })) {
    rates.push(learningRate);
    losses.push(validationLoss!);
  }
  return { one, bytes: writeForecaster(one), states, rates, losses };
}

/** The rate of the last step of each epoch, four steps an epoch, of 24. */
const wave = (step: number, of: number): number => (0.1 * (1 + Math.cos((Math.PI * step) / of))) / 2;
const lastSteps = [3, 7, 11, 15, 19, 23];

test.each<[string, Partial<ForecasterOptions>, readonly number[]]>([
  ["a constant rate", { schedule: "constant" }, lastSteps.map(() => 0.1)],
  [
    "steps, by default a tenth after each third of the epochs",
    { schedule: "step" },
    [0.1, 0.1, 0.01, 0.01, 1e-3, 1e-3],
  ],
  [
    "steps as they are set",
    { schedule: "step", scheduleEvery: 4, scheduleDecay: 0.5 },
    [0.1, 0.1, 0.1, 0.1, 0.05, 0.05],
  ],
  ["a decay each epoch", { schedule: "exponential" }, lastSteps.map((_, i) => 0.1 * 0.95 ** i)],
  ["half a wave", { schedule: "cosine" }, lastSteps.map((step) => wave(step, 24))],
  [
    "half a wave after two epochs of warm-up",
    { schedule: "cosine", warmUp: 2 },
    [(0.1 * (1 + (7 / 8) * 3)) / 8, (0.1 * (1 + (7 / 8) * 7)) / 8, ...[3, 7, 11, 15].map((step) => wave(step, 16))],
  ],
  ["a warm-up alone", { schedule: "constant", warmUp: 0.5 }, lastSteps.map(() => 0.1)],
  [
    "one cycle",
    { schedule: "oneCycle" },
    lastSteps.map((step) => {
      const [first, top] = [0.1 / 25, 0.3 * 24 - 1];
      const [from, to, done] = step <= top ? [first, 0.1, step / top] : [0.1, first / 1e4, (step - top) / (23 - top)];
      return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * done));
    }),
  ],
])("the rates of %s", async (_, more, wanted) => {
  const { rates } = await fit(more);
  rates.forEach((rate, i) => {
    expect(Math.abs(rate - wanted[i]), `epoch ${i + 1}`).toBeLessThan(1e-12);
  });
  expect(rates).toHaveLength(6);
});

test("a plateau lowers the rate after more than so many epochs without a lower validation loss", async () => {
  const { rates, losses } = await fit({
    schedule: "plateau",
    learningRate: 1,
    scheduleEvery: 1,
    epochs: 12,
    patience: 12,
  });
  let [rate, best, bad] = [1, Number.POSITIVE_INFINITY, 0];
  const wanted = losses.map((loss) => {
    const now = rate;
    bad = loss < best * (1 - 1e-4) ? 0 : bad + 1;
    best = Math.min(best, loss);
    if (bad > 1) [rate, bad] = [rate / 2, 0];
    return now;
  });
  expect(rates).toEqual(wanted);
  expect(rates.at(-1)).toBeLessThan(1);
});

test.each<[string, Partial<ForecasterOptions>]>([
  ["cosine after a warm-up, SGD, averages", { schedule: "cosine", warmUp: 1, optimizer: "sgd", average: 0.9 }],
  ["a plateau", { schedule: "plateau", learningRate: 1, scheduleEvery: 1, scheduleDecay: 0.3 }],
  ["one cycle, AdamW with decay", { schedule: "oneCycle", optimizer: "adamw", weightDecay: 0.01 }],
  ["steps of a segment network", { model: "segment", hiddenSize: 4, segmentRows: 5, schedule: "step", average: 0.5 }],
])("with %s a fit goes on to the same bytes wherever it was interrupted, and its file keeps it", async (_, more) => {
  const whole = await fit(more, { checkpoint: undefined });
  const { states, bytes } = await fit(more);
  expect(bytes).toEqual(whole.bytes);
  for (const state of states.filter((_, i) => i % 4 === 0)) {
    const resumed = await fit(more, { resume: readTrainingState(writeTrainingState(state)).state });
    expect(resumed.bytes, `step ${state.step}`).toEqual(whole.bytes);
  }
  const read = readForecaster(bytes);
  made.push(read);
  expect(read.settings).toMatchObject(more);
  expect(read.predict(series)).toEqual(whole.one.predict(series));
  expect(
    (await fit({ ...more, schedule: undefined, warmUp: undefined, scheduleEvery: undefined, scheduleDecay: undefined }))
      .bytes,
  ).not.toEqual(bytes);
});

test("a refit takes the rates of the fit's first epochs, on however many rows", async () => {
  const { one, rates } = await fit({ schedule: "exponential", scheduleDecay: 0.5, untrained: false });
  const again: number[] = [];
  const epochs = one.refit(series, { epochs: 3 });
  for (;;) {
    const next = await epochs.next();
    if (next.done) {
      made.push(next.value);
      break;
    }
    again.push(next.value.learningRate);
  }
  expect(again).toEqual(rates.slice(0, 3));
});

test("what stands for the defaults gives the defaults' bytes but for the settings", async () => {
  const weights = async (more: Partial<ForecasterOptions>): Promise<readonly Float32Array[]> =>
    (await fit(more)).one.network.parameters().map(({ value }) => value);
  expect(await weights({ schedule: "constant", optimizer: "adam", average: 0 })).toEqual(await weights({}));
  const segment = { model: "segment", segmentRows: 5 } as const;
  expect(await weights({ ...segment, optimizer: "adamw", weightDecay: 1e-4, average: 0.99 })).toEqual(
    await weights(segment),
  );
});

test("metrics are measured in each epoch on normalised windows, and change no byte", async () => {
  const bare = await fit({});
  const shapes = new Set<string>();
  const seen: (number | undefined)[] = [];
  const one = new Forecaster(settings);
  made.push(one);
  const metrics: FitOptions["metrics"] = {
    bias: (output, target) => {
      shapes.add(String(target.shape));
      return output.sub(target).mean();
    },
    trained: { over: "training", value: (output, target) => output.sub(target).mean() },
  };
  for await (const { metrics: found } of one.fit(series, { metrics })) seen.push(found?.bias, found?.trained);
  expect(writeForecaster(one)).toEqual(bare.bytes);
  expect(seen).toHaveLength(12);
  expect(seen.every(Number.isFinite)).toBe(true);
  expect([...shapes].every((shape) => /^\d+,3$/.test(shape))).toBe(true);
});

test("what a schedule does not have is refused", () => {
  const making = (more: object) => expect(() => new Forecaster({ ...settings, ...more }));
  making({ schedule: "oneCycle", warmUp: 1 }).toThrow(
    'Forecaster: warmUp: 1 is of schedule constant, step, exponential, cosine or plateau, and not schedule: "oneCycle". Use schedule: "constant", or leave warmUp out.',
  );
  making({ scheduleEvery: 2 }).toThrow("scheduleEvery: 2 is of schedule step or plateau, and none is set");
  making({ schedule: "linear" }).toThrow("schedule must be one of");
  making({ average: 1 }).toThrow("average must be a number from 0 to below 1");
});
