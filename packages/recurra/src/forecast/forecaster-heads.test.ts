// Forecasters whose networks give a distribution for each row.
import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { backtest } from "../evaluation/index.ts";
import { readTrainingState, type TrainingState, writeTrainingState } from "../training/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(2).stream("noise");
// Of twelve hours, four are noisy.
const load = Array.from({ length: 600 }, (_, i) => 100 + 5 * ((i % 12) % 5) + (i % 12 < 8 ? 0.5 : 5) * noise.normal(i));
const series = Series.fromColumns({ load }, { name: "load" });

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

async function fitted(options: Partial<ForecasterOptions>, fit: FitOptions = {}): Promise<Forecaster> {
  const one = new Forecaster({
    ...{
      target: "load",
      horizon: 12,
      season: 12,
      lookback: 24,
      hiddenSize: 8,
      epochs: 20,
      linear: false,
      learningRate: 0.01,
    },
    ...options,
  });
  made.push(one);
  for await (const _ of one.fit(series.slice(0, 450), fit));
  return one;
}

test.each([
  ["quantile", "stepwise", 1.4],
  ["quantile", "segment", 2.5],
  ["studentT", "stepwise", 1.1],
  ["studentT", "segment", 2.5],
] as const)(
  "a head of %s of the model %s has wide intervals where rows are noisy, and they hold what they promise",
  async (head, model, wider) => {
    const one = await fitted({ head, model });
    expect(one.settings.loss).toBe(head);
    const report = await backtest(one, series, { from: 450, level: [0.9, 0.8] });
    expect(report.intervals.own?.radius).toHaveLength(12);
    expect(Math.abs((report.coverage.measured ?? 0) - 0.9)).toBeLessThan(0.08);
    expect(report.coverage.conformal?.measured).toEqual(expect.any(Number));
    one.intervals = report.intervals;
    const rows = one.predict(series);
    const width = rows.map(({ lower = 0, upper = 0 }) => upper - lower);
    const of = (noisy: boolean) => width.filter((_, step) => (600 + step) % 12 < 8 !== noisy);
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    expect(mean(of(true))).toBeGreaterThan(wider * mean(of(false)));
    for (const { lower = 0, value, upper = 0, further: [narrow] = [] } of rows) {
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      expect(narrow?.level).toBe(0.8);
    }
  },
);

test("the file keeps head, weights and corrections, and windows of no series get the same ends", async () => {
  const one = await fitted({ head: "quantile", epochs: 3 });
  expect(one.intervals?.own).toBeDefined();
  const rows = one.predict(series);
  const again = await readForecaster(writeForecaster(one));
  made.push(again);
  expect(again.settings).toMatchObject({ head: "quantile", loss: "quantile" });
  expect(again.predict(series)).toEqual(rows);
  expect(again.spreadOf([{ load }], [0.9])).toEqual(one.spreadAt?.(series, Uint32Array.of(600), [0.9]));
  const [{ lower, upper }] = again.spreadOf([{ load }], [0.9]) ?? [];
  expect([lower.every((one) => one < 0), upper.every((one) => one > 0)]).toEqual([true, true]);
});

test.each(["quantile", "studentT"] as const)(
  "a fit by a head of %s has the same bits with more threads, and killed after any step and resumed",
  async (head) => {
    const options = { head, model: "segment", epochs: 3, batchSize: 64, dropout: 0.2 } as const;
    const states: TrainingState[] = [];
    const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
    const bytes = writeForecaster(await fitted(options, { checkpoint }));
    expect(states.length).toBeGreaterThan(6);
    for (const state of [states[1], states[5]]) {
      const resume = readTrainingState(writeTrainingState(state)).state;
      expect(writeForecaster(await fitted(options, { resume }))).toEqual(bytes);
    }
    expect(writeForecaster(await fitted(options, { threads: 2 }))).toEqual(bytes);
  },
);

test("a refit keeps the head and takes over the corrections", async () => {
  const one = await fitted({ head: "quantile", epochs: 3 });
  const whole = await one.refitted(series);
  made.push(whole);
  expect(whole.settings.head).toBe("quantile");
  expect(whole.intervals).toEqual(one.intervals);
  expect(whole.predict(series)[0].lower).toBeLessThan(whole.predict(series)[0].value);
});

test("where validation leaves the network no share, intervals are those by errors", async () => {
  const line = Series.fromColumns({ load: load.map((_, i) => i) }, { name: "line" });
  const one = new Forecaster({ target: "load", head: "quantile", lookback: 12, epochs: 1, hiddenSize: 2 });
  made.push(one);
  for await (const _ of one.fit(line));
  expect(one.linear?.networkShare).toBe(0);
  expect(one.spreadAt).toBeUndefined();
  expect(one.intervals?.own).toBeUndefined();
});

test("past the horizon intervals are those by errors, as much wider as was measured", async () => {
  const one = await fitted({ head: "quantile", epochs: 3 });
  const rows = one.predict(series, { horizon: 20 });
  expect(rows.slice(12).every(({ lower = 0, value, upper = 0 }) => lower < value && value < upper)).toBe(true);
});

test.each([
  [{ head: "quantile", model: "linear" }, 'head: "quantile" is of networks, and model: "linear" has no such head'],
  [{ head: "studentT", model: "seq2seq" }, 'head: "studentT" is of networks, and model: "seq2seq" has no such head'],
  [{ head: "quantile", loss: "mse" }, 'loss: "mse" does not fit what head: "quantile" gives'],
  [{ loss: "studentT" }, 'loss: "studentT" does not fit what head: "point" gives'],
] as const)("%j is refused", (options, sentence) => {
  expect(() => new Forecaster({ target: "load", ...options })).toThrow(sentence);
});
