// The model "seq2seq": an encoder and a decoder, taught by the truth at first.
import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { Seq2SeqNetwork } from "../nn/networks/seq2seq-network.ts";
import { readTrainingState, type TrainingState, writeTrainingState } from "../training/index.ts";
import { cellNames } from "../words/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(1).stream("noise");
const load = Array.from({ length: 200 }, (_, i) => 100 + 5 * Math.sin(i * 0.7) + 0.3 * noise.normal(i));
const other = load.map((value, i) => value / 3 + noise.normal(1000 + i));
const series = Series.fromColumns({ load, other }, { name: "load" });

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

function forecaster(options: Partial<ForecasterOptions> = {}): Forecaster {
  const one = new Forecaster({
    ...{ target: "load", horizon: 6, lookback: 18, season: "none", model: "seq2seq", hiddenSize: 8, epochs: 4 },
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

test("a decoder learns a wave that the last value does not know", async () => {
  const one = await fitted({ linear: false, epochs: 25, learningRate: 0.01 });
  expect(one.networkName).toBe("encoder-decoder LSTM");
  expect(one.network).toBeInstanceOf(Seq2SeqNetwork);
  const origins = one.layout(series).validation;
  const predicted = one.predictAt(series, origins);
  let [ours, last] = [0, 0];
  origins.forEach((origin, i) => {
    for (let h = 0; h < 6; h++) {
      ours += Math.abs(predicted[i * 6 + h] - load[origin + h]);
      last += Math.abs(load[origin - 1] - load[origin + h]);
    }
  });
  expect(ours).toBeLessThan(0.3 * last);
});

test("how often the truth is read decides what is learnt, and nothing of the forecast reads it", async () => {
  const bytes = async (options: Partial<ForecasterOptions>): Promise<string> =>
    Buffer.from(writeForecaster(await fitted(options))).toString("base64");
  const [always, never, falling] = [
    await bytes({ teacherForcingDecay: "none" }),
    await bytes({ teacherForcing: 0 }),
    await bytes({}),
  ];
  expect(new Set([always, never, falling]).size).toBe(3);
});

test.each(cellNames)(
  "a decoder of %s with attention comes back from its file to the same forecasts, and is refitted alike",
  async (cell) => {
    const one = await fitted({ attention: true, skip: true, cell, inputs: ["other", "load"], linear: false });
    const again = readForecaster(writeForecaster(one));
    made.push(again);
    expect(again.predict(series)).toEqual(one.predict(series));
    expect(writeForecaster(again)).toEqual(writeForecaster(one));
    const final = await again.refitted(series);
    made.push(final);
    expect(final.network).toMatchObject({ lookback: 18, targetColumn: 1, coder: { attention: expect.anything() } });
  },
);

test("a fit gives the same bytes wherever it was interrupted, and whatever threads are asked for", async () => {
  const states: TrainingState[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  const options = { teacherForcing: 0.7, attention: true };
  const bytes = writeForecaster(await fitted(options, { checkpoint }));
  for (const state of [states[3], states[states.length - 5]]) {
    const resume = readTrainingState(writeTrainingState(state)).state;
    expect(writeForecaster(await fitted(options, { resume }))).toEqual(bytes);
  }
  expect(writeForecaster(await fitted(options, { threads: 2 }))).toEqual(bytes);
});

test.each([
  [
    { inputs: ["other"] },
    'Forecaster: model: "seq2seq" begins at the target\'s last value, but inputs does not name "load". Add it, or choose another model.',
  ],
  [
    { model: "stepwise" as const, attention: true },
    'Forecaster: attention: true is of a decoder, which model: "seq2seq" alone has. Use model: "seq2seq", or leave attention out.',
  ],
  [{ teacherForcing: 2 }, "Forecaster: teacherForcing must be a number from 0 to 1, but it is 2."],
])("%o is refused", (options, message) => {
  expect(() => forecaster(options)).toThrow(message);
});
