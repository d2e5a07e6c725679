// A pretrained network that is trained further on the rows: as a copy, where it proves to be better for it, to the same bytes however often interrupted.
import { afterAll, afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { crc32 } from "../format/crc32.ts";
import { stats } from "../kernels/wasm/heap.ts";
import { weightsOf } from "../training/best-weights.ts";
import { readTrainingState, type TrainingState, writeTrainingState } from "../training/index.ts";
import { epochsOf } from "../tuning/tuning-epochs.ts";
import { smallNetwork } from "../zero-shot/pretrained.fixture.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const pretrained = smallNetwork();
afterAll(() => pretrained.dispose());
const made: Forecaster[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.dispose();
});

const draws = new Generator(8).stream("tuning");
/** A day of which every second one is another: what the network has not seen, and a series can teach it. */
function alternating(rows: number, noise: number): Series {
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const day = Math.floor(row / 8) % 3;
    return [6, -9, 2][day] * [0, 1, 3, 4, 4, 3, 1, 0][row % 8] + noise * draws.normal(row);
  });
  return Series.fromColumns({ y });
}
const learnable = alternating(216, 0.3);
/** The last season again is all there is to know, and the network knows it as it comes. */
const known = Series.fromColumns({
  y: Float64Array.from({ length: 240 }, (_, row) => [3, 1, 4, 1, 5, 9, 2, 6][row % 8]),
});

const settings: ForecasterOptions = {
  target: "y",
  horizon: 8,
  season: 8,
  lookback: 32,
  model: "pretrained",
  linear: false,
};

function forecaster(options: Partial<ForecasterOptions> = {}): Forecaster {
  const one = new Forecaster({ ...settings, fineTune: true, ...options }, { pretrained });
  made.push(one);
  return one;
}

async function fit(one: Forecaster, on = learnable, options: FitOptions = {}) {
  const states: TrainingState[] = [];
  const epochs: string[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  for await (const { epoch, tunes } of one.fit(on, { checkpoint, ...options }))
    epochs.push(`${tunes ? "t" : ""}${epoch}`);
  return { one, states, epochs };
}

test("where rows teach it something the network trained on them forecasts, and the one it came from is as it was", async () => {
  const before = weightsOf(pretrained);
  const { one, epochs } = await fit(forecaster());
  const { tuning, epochs: own } = one.training;
  expect(tuning).toMatchObject({ share: 1, epochs: epochs.length });
  expect(own).toBe(0);
  expect(epochs.at(-1)).toBe(`t${epochs.length}`);
  expect(tuning!.after).toBeLessThan(0.95 * tuning!.before);
  expect(weightsOf(pretrained)).toEqual(before);
  const without = forecaster({ fineTune: false });
  await fit(without);
  const next = Uint32Array.of(200, 208);
  expect(one.predictAt(learnable, next)).not.toEqual(without.predictAt(learnable, next));
});

test("where it learns nothing the forecasts are the same bits as without", async () => {
  for (const linear of [true, false]) {
    const [tuned, without] = [forecaster({ linear }), forecaster({ linear, fineTune: false })];
    await fit(tuned, known);
    await fit(without, known);
    const { share, bestEpoch, before, after } = tuned.training.tuning!;
    expect(share).toBe(0);
    expect(bestEpoch === 0 ? after : before).toBe(before);
    expect(tuned.predict(known)).toEqual(without.predict(known));
    expect(tuned.retuningEpochs).toBe(0);
  }
});

test("rows that leave fewer than four windows apart to choose by are not learned from", async () => {
  const few = alternating(190, 0.3);
  const [tuned, without] = [forecaster(), forecaster({ fineTune: false })];
  const { epochs } = await fit(tuned, few);
  await fit(without, few);
  expect([epochs, tuned.training.tuning]).toEqual([[], undefined]);
  expect(tuned.predict(few)).toEqual(without.predict(few));
});

test("any number of threads gives the same bytes, and every machine the same weights", async () => {
  const [one, two] = [forecaster(), forecaster()];
  await fit(one, learnable, { threads: 1 });
  await fit(two, learnable, { threads: 2 });
  expect(writeForecaster(two)).toEqual(writeForecaster(one));
  const numbers = Float32Array.from([...weightsOf(one.pretrained!.network).values()].flatMap((values) => [...values]));
  expect(crc32(new Uint8Array(numbers.buffer)).toString(16)).toBe("188e5477");
});

test("a fit gives the same bytes wherever it was interrupted: in either of its two trainings", async () => {
  const options = { model: "stepwise", hiddenSize: 4, epochs: 2 } as const;
  const { one, states, epochs } = await fit(forecaster(options));
  const bytes = writeForecaster(one);
  expect(epochs.slice(-3)).toEqual([`t${one.training.tuning!.epochs}`, "1", "2"]);
  const parts = states.map(({ part }) => part);
  expect(new Set(parts)).toEqual(new Set(["fine-tuning", undefined]));
  const some = [1, parts.indexOf(undefined) - 1, parts.indexOf(undefined), states.length - 1];
  for (const at of some) {
    const state = readTrainingState(writeTrainingState(states[at])).state;
    const had = epochsOf(state).length;
    const resumed = await fit(forecaster(options), learnable, { resume: state });
    expect(writeForecaster(resumed.one)).toEqual(bytes);
    expect(resumed.epochs).toEqual(epochs.slice(had));
  }
});

test("it is stored whole: a file forecasts the same, and a refit of it the same as one of the original, given what it came from", async () => {
  const { one } = await fit(forecaster());
  const bytes = writeForecaster(one);
  const loaded = readForecaster(bytes, "m", { pretrained });
  const alone = readForecaster(bytes);
  made.push(loaded, alone);
  expect(loaded.training.tuning).toEqual(one.training.tuning);
  expect(loaded.predict(learnable)).toEqual(one.predict(learnable));
  expect(writeForecaster(alone)).toEqual(bytes);
  const epochs: number[] = [];
  const refit = await one.refitted(learnable, { onEpoch: ({ epoch, tunes }) => tunes && epochs.push(epoch) });
  const again = await loaded.refitted(learnable);
  made.push(refit, again);
  expect(epochs.length).toBe(one.training.tuning!.bestEpoch);
  expect(one.retuningEpochs).toBe(epochs.length);
  expect(writeForecaster(again)).toEqual(writeForecaster(refit));
  expect(refit.training.tuning!.refit!.taken).toMatch(/^(refitted|scored)$/);
  // Without what it came from, its network stays as it was scored.
  const kept = await alone.refitted(learnable);
  made.push(kept);
  expect(alone.retuningEpochs).toBe(0);
  expect(kept.predict(learnable).map(({ value }) => value)).toHaveLength(8);
});

test("a refit that goes on gives the same bytes", async () => {
  const { one } = await fit(forecaster());
  const states: TrainingState[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  const whole = await one.refitted(learnable, { checkpoint });
  made.push(whole);
  const resumed = await one.refitted(learnable, { resume: states[Math.floor(states.length / 2)] });
  made.push(resumed);
  expect(writeForecaster(resumed)).toEqual(writeForecaster(whole));
});

test("stopped by a signal or left by its loop, what was learned so far can be used, and says that it was interrupted", async () => {
  const stop = new AbortController();
  const stopped = forecaster();
  for await (const { epoch } of stopped.fit(learnable, { signal: stop.signal })) if (epoch === 2) stop.abort();
  const left = forecaster();
  for await (const { epoch } of left.fit(learnable)) if (epoch === 2) break;
  for (const one of [stopped, left]) {
    expect(one.training.tuning).toMatchObject({ epochs: 2 });
    expect(one.predict(learnable)).toHaveLength(8);
  }
  expect(stopped.training.interrupted).toBe(true);
});

test("a path that lost its network to validation can be fitted again from its file", async () => {
  // Exact but for a drift: the linear path has it, an untrained network repeats the last season.
  const y = Float64Array.from({ length: 240 }, (_, row) => 3 * row + [0, 4, 6, 5, 1, -6, -10, 2][row % 8]);
  const exact = Series.fromColumns({ y });
  const one = forecaster({ fineTune: false, linear: true });
  await fit(one, exact);
  expect(one.training.paths!.taken).toBe("linear");
  const loaded = readForecaster(writeForecaster(one));
  const refit = await loaded.refitted(exact);
  made.push(loaded, refit);
  expect(refit.predict(exact)[0].value).toBeCloseTo(one.predict(exact)[0].value, 3);
});

test("a forecaster that was fitted chooses anew when it is fitted again", async () => {
  const y = Float64Array.from({ length: 160 }, (_, row) => 3 * row + [0, 4, 6, 5, 1, -6, -10, 2][row % 8]);
  const one = forecaster({ fineTune: false, linear: true });
  await fit(one, Series.fromColumns({ y }));
  await fit(one, learnable);
  const anew = forecaster({ fineTune: false, linear: true });
  await fit(anew, learnable);
  expect(writeForecaster(one)).toEqual(writeForecaster(anew));
});

test("a random walk is left to the last value: rows that a network was trained on prove nothing of it", async () => {
  let last = 50;
  const y = Float64Array.from({ length: 300 }, (_, row) => {
    last += draws.normal(90_000 + row);
    return last;
  });
  const walk = Series.fromColumns({ y });
  const [tuned, without] = [true, false].map((fineTune) =>
    forecaster({ fineTune, horizon: 1, season: "none", linear: true }),
  );
  await fit(tuned, walk);
  await fit(without, walk);
  expect(tuned.training.paths!.simple).toBe(without.training.paths!.simple);
  expect(tuned.predict(walk).map(({ value }) => value)).toEqual(without.predict(walk).map(({ value }) => value));
});

test("without a pretrained network, and with a model that has none, it is refused", () => {
  expect(() => new Forecaster({ target: "y", model: "linear", fineTune: true })).toThrow(
    'Forecaster: fineTune trains the pretrained network further, but model: "linear" forecasts without it. Leave fineTune out, or choose another model.',
  );
  expect(() => new Forecaster({ target: "y", horizon: 8, fineTune: true }).layout(learnable)).toThrow(
    "Forecaster: fineTune needs a network that was trained before.",
  );
});

test("a state of another fit is refused, and nothing of the one before is lost", async () => {
  const { one, states } = await fit(forecaster());
  const bytes = writeForecaster(one);
  await expect(fit(one, alternating(120, 0.3), { resume: states[3] })).rejects.toThrow("and this one does not");
  const other = alternating(280, 0.3);
  await expect(fit(one, other, { resume: states.at(-3)! })).rejects.toThrow("does not fit");
  expect(writeForecaster(one)).toEqual(bytes);
});

test("memory comes back", async () => {
  const { used } = stats();
  const { one } = await fit(forecaster());
  const refit = await one.refitted(learnable);
  one.dispose();
  expect(refit.predict(learnable)).toHaveLength(8);
  refit.dispose();
  expect(stats().used).toBe(used);
});
