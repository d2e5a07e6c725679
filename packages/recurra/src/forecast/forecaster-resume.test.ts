// A fit that is interrupted and goes on gives the same file, to the byte.
import { afterEach, expect, test } from "vitest";
import { OptionError } from "../core/errors.ts";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { stats } from "../kernels/wasm/heap.ts";
import { readTrainingState, type TrainingState, writeTrainingState } from "../training/index.ts";
import { Forecaster } from "./forecaster.ts";
import { writeForecaster } from "./forecaster-file.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(1).stream("noise");
const level = Array.from({ length: 90 }, (_, i) => 100 + Math.sin(i / 3) + 0.2 * noise.normal(i));
const series = Series.fromColumns({ level }, { name: "waves" });

const settings: ForecasterOptions = {
  target: "level",
  lookback: 10,
  horizon: 3,
  hiddenSize: 5,
  numLayers: 2,
  dropout: 0.2,
  batchSize: 24,
  learningRate: 0.1,
  epochs: 12,
  patience: 3,
  seed: 6,
};

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

function forecaster(options: Partial<ForecasterOptions> = {}): Forecaster {
  const one = new Forecaster({ ...settings, ...options });
  made.push(one);
  return one;
}

/** The bytes of a fit, the epochs that it yielded and the states that it handed out. */
async function fit(options: FitOptions = {}, one = forecaster()) {
  const states: TrainingState[] = [];
  const yielded: number[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  for await (const { epoch } of one.fit(series, { checkpoint, ...options })) yielded.push(epoch);
  return { one, bytes: writeForecaster(one), states, yielded };
}

test("a fit with dropout, validation and patience gives the same bytes wherever it was interrupted", async () => {
  const whole = await fit({ checkpoint: undefined });
  const { bytes, states } = await fit();
  expect(bytes).toEqual(whole.bytes);
  expect(whole.one.training.epochs).toBeLessThan(12);
  expect(whole.one.training.epochs - whole.one.training.bestEpoch).toBe(3);
  expect(states.length).toBeGreaterThan(whole.one.training.epochs * 3);
  for (const state of states) {
    const kept = readTrainingState(writeTrainingState(state)).state;
    const resumed = await fit({ resume: kept });
    expect(resumed.bytes, `step ${state.step}`).toEqual(whole.bytes);
    expect(resumed.yielded).toEqual(whole.yielded.filter((epoch) => epoch >= state.epoch));
    expect(resumed.one.intervals).toEqual(whole.one.intervals);
    resumed.one.dispose();
  }
});

test("a fit that a signal ends, twice, goes on from the state that it handed out then", async () => {
  const whole = await fit({ checkpoint: undefined });
  let resume: TrainingState | undefined;
  const seen: number[] = [];
  for (const stopAt of [1, 3]) {
    const controller = new AbortController();
    const save = (state: TrainingState): void => {
      resume = state;
    };
    const one = forecaster();
    const options = { signal: controller.signal, resume, checkpoint: { every: 3600, save } };
    for await (const { epoch } of one.fit(series, options)) {
      seen.push(epoch);
      if (epoch === stopAt) controller.abort();
    }
    expect(one.training.epochs).toBe(stopAt);
    expect(resume!.history.length).toBe(stopAt);
  }
  const last = await fit({ resume });
  expect([...seen, ...last.yielded]).toEqual(whole.yielded);
  expect(last.bytes).toEqual(whole.bytes);
});

test("a refit on all rows goes on as well", async () => {
  const { one } = await fit();
  const states: TrainingState[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  const refit = async (options: Parameters<Forecaster["refitted"]>[1]): Promise<Uint8Array> => {
    const final = await one.refitted(series, { epochs: 3, ...options });
    made.push(final);
    return writeForecaster(final);
  };
  const whole = await refit({});
  expect(await refit({ checkpoint })).toEqual(whole);
  expect(states.some((state) => state.best)).toBe(false);
  for (const resume of states) {
    const epochs: number[] = [];
    expect(await refit({ resume, onEpoch: ({ epoch }) => epochs.push(epoch) })).toEqual(whole);
    expect(epochs).toEqual([1, 2, 3].filter((epoch) => epoch >= resume.epoch));
  }
});

test("a state of another fit is refused, and the fit before it is kept", async () => {
  const { one, states, bytes } = await fit();
  const state = states[5];
  const used = stats().used;
  const refused = async (options: FitOptions, rows = series): Promise<string> => {
    try {
      for await (const _ of one.fit(rows, options));
    } catch (error) {
      expect(error).toBeInstanceOf(OptionError);
      expect(writeForecaster(one)).toEqual(bytes);
      expect(stats().used).toBe(used);
      return (error as Error).message;
    }
    return "";
  };
  const longer = Series.fromColumns({ level: [...level, ...level] }, { name: "more" });
  expect(await refused({ resume: state }, longer)).toBe(
    "fit: the state to resume from does not fit: it has 5 steps up to batch 2 of epoch 2, but 141 windows in batches of 24 are 6 steps " +
      "an epoch. Resume with the series and settings that it was made with.",
  );
  expect(await refused({ resume: state, validation: 0 })).toContain("the state to resume from does not fit");
  expect(await refused({ resume: state, epochs: 1 })).toContain(
    "it is in epoch 2, but epochs is 1. Ask for more epochs.",
  );
  const other = (await fit({}, forecaster({ hiddenSize: 6 }))).states[5];
  const now = stats().used;
  await expect(one.fit(series, { resume: other }).next()).rejects.toThrow(
    '"recurrent.weight_ih_l0" has 24 numbers, and 20 in the model',
  );
  expect(stats().used).toBe(now);
  expect(writeForecaster(one)).toEqual(bytes);
  await expect(one.fit(series, { checkpoint: { every: -1, save: () => {} } }).next()).rejects.toThrow(
    "checkpoint: every must be seconds from 0, but it is -1.",
  );
});

test("a save that fails ends the fit with its error, and leaves no network behind", async () => {
  const one = forecaster();
  const used = stats().used;
  const failure = new Error("disk full");
  const save = (): Promise<void> => Promise.reject(failure);
  await expect(one.fit(series, { checkpoint: { every: 0, save } }).next()).rejects.toBe(failure);
  expect(() => one.training).toThrow("not fitted yet");
  expect(stats().used).toBe(used);
});
