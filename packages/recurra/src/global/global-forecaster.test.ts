import { afterEach, expect, test } from "vitest";
import { DataError, OptionError, StateError } from "../core/errors.ts";
import { Generator } from "../core/random.ts";
import { Series, SeriesSet } from "../data/index.ts";
import { backtest } from "../evaluation/index.ts";
import { stats } from "../kernels/wasm/heap.ts";
import type { TrainingState } from "../training/index.ts";
import { readGlobalForecaster, writeGlobalForecaster } from "./global-file.ts";
import { GlobalForecaster } from "./global-forecaster.ts";
import type { GlobalFitOptions } from "./layout/global-fit-options.ts";
import type { GlobalOptions } from "./layout/global-options.ts";

const noise = new Generator(4).stream("noise");
const week = [0, 4, 6, 5, 1, -6, -10];

/** A weekly pattern on a level, each series on a scale and with a phase of its own. */
function seasonal(rows: number, at: number, scale = 1 + 10 * at): Series {
  const y = Array.from({ length: rows }, (_, i) => scale * (50 + week[(i + at) % 7] + noise.normal(1000 * at + i)));
  return Series.fromColumns({ y });
}

const entries = (count: number, rows = 120): [string, Series][] =>
  Array.from({ length: count }, (_, at) => [`s${at}`, seasonal(rows + at, at)]);
const set = SeriesSet.fromSeries(entries(6));

const small: GlobalOptions = {
  ...{ target: "y", horizon: 5, season: 7, lookback: 28, hiddenSize: 8, epochs: 3, steps: 6, batchSize: 16 },
};

const made: GlobalForecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

function forecaster(options: Partial<GlobalOptions> = {}): GlobalForecaster {
  const one = new GlobalForecaster({ ...small, ...options });
  made.push(one);
  return one;
}

async function ended<T>(course: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const { done, value } = await course.next();
    if (done) return value as T;
  }
}

async function fitted(options: Partial<GlobalOptions> = {}, fit: GlobalFitOptions = {}, on = set) {
  const one = forecaster(options);
  await ended(one.fit(on, fit));
  return one;
}

/** Errors over those of the last season, a mean over the last 30 rows of each series. */
function overSeasonal(model: GlobalForecaster, on: SeriesSet): number {
  let [own, naive] = [0, 0];
  for (const id of model.ids) {
    const values = on.get(id).column("y");
    const origins = Uint32Array.from({ length: 26 }, (_, i) => values.length - 30 + i);
    const forecasts = model.of(id).predictAt(on.get(id), origins);
    for (const [at, value] of forecasts.entries()) {
      const row = origins[Math.floor(at / 5)] + (at % 5);
      own += Math.abs(value - values[row]);
      naive += Math.abs(values[row - 7] - values[row]);
    }
  }
  return own / naive;
}

test("one model forecasts every series on its own scale, better than its last season", async () => {
  const long = SeriesSet.fromSeries(entries(8, 250));
  const known = long.cut((length) => [0, length - 30]);
  const model = await fitted({ hiddenSize: 16, epochs: 6, steps: 20 }, {}, known);
  expect(overSeasonal(model, long)).toBeLessThan(0.85);
  const { training } = model;
  expect([training.series, training.rows, training.epochs, training.tooShortCount]).toEqual([8, 1788, 6, 0]);
  expect(training.bestEpoch).toBeGreaterThan(0);
  expect(training.errors?.forecast).toBeLessThanOrEqual(training.errors?.paths ?? 0);
  // A backtest takes the forecaster of a series for a model.
  const { scores, coverage } = await backtest(model.of("s2"), long.get("s2"), { from: known.lengthAt(2) });
  expect(scores[0].name).toBe(model.name);
  expect(scores[0].mae).toBeLessThan(0.9 * scores.find(({ name }) => name.startsWith("seasonal naive"))!.mae);
  expect(coverage?.level).toBe(0.9);
});

test("no forecast reads a row behind its origin", async () => {
  const model = await fitted();
  const whole = set.get("s3");
  const [alone, among] = [whole.slice(0, 100), whole].map((series) =>
    model.of("s3").predictAt(series, Uint32Array.of(100)),
  );
  expect([...alone]).toEqual([...among]);
});

test("the same seed gives the same bytes on one thread and on two, and another seed others", async () => {
  const bytes = writeGlobalForecaster(await fitted({}, { threads: 1 }));
  expect(writeGlobalForecaster(await fitted({}, { threads: 2 }))).toEqual(bytes);
  expect(writeGlobalForecaster(await fitted({ seed: 1 }, { threads: 1 }))).not.toEqual(bytes);
});

test("a fit and a refit give the same bytes wherever they were interrupted", async () => {
  const options = { dropout: 0.3, members: 2 };
  const scored = await fitted(options);
  const again = await ended(scored.refit(set));
  made.push(again);
  for (const after of [1, 7, 13]) {
    const states: TrainingState[] = [];
    const stop = new AbortController();
    const until: GlobalFitOptions = {
      ...{ signal: stop.signal, checkpoint: { every: 0, save: (state) => void states.push(state) } },
      onStep: ({ epoch, batch }) => (epoch - 1) * 6 + batch >= after && stop.abort(),
    };
    const first = await fitted(options, until);
    expect(first.training.interrupted).toBe(true);
    const resume = states[states.length - 1];
    expect(writeGlobalForecaster(await fitted(options, { resume }))).toEqual(writeGlobalForecaster(scored));
    states.length = 0;
    const halted = new AbortController();
    const refit = scored.refit(set, {
      ...until,
      signal: halted.signal,
      onStep: ({ epoch, batch }) => (epoch - 1) * 6 + batch >= Math.min(after, 6) && halted.abort(),
    });
    made.push(await ended(refit));
    const rest = await ended(scored.refit(set, { resume: states[states.length - 1] }));
    made.push(rest);
    expect(writeGlobalForecaster(rest)).toEqual(writeGlobalForecaster(again));
  }
});

test("a state of another number of steps cannot be gone on from", async () => {
  const states: TrainingState[] = [];
  await fitted({}, { checkpoint: { every: 0, save: (state) => void states.push(state) } });
  await expect(fitted({ steps: 7 }, { resume: states[14] })).rejects.toThrow(
    /^fit: the state to resume from does not fit: it has \d+ steps up to batch \d of epoch 3, but an epoch has 7 steps\./,
  );
});

test("a refit learns the rows that validated, keeps paths, share and intervals, and says which network it took", async () => {
  const scored = await fitted();
  const final = await ended(scored.refit(set));
  made.push(final);
  expect([final.paths, final.networkShare]).toEqual([scored.paths, scored.networkShare]);
  expect(final.of("s1").intervals).toEqual(scored.of("s1").intervals);
  expect(final.training.validationWindows).toBe(0);
  expect(final.training.trainingWindows).toBeGreaterThan(scored.training.trainingWindows);
  if (scored.networkShare > 0) {
    const { refitted, scored: before, taken } = final.training.refit!;
    expect(taken).toBe(refitted <= before ? "refitted" : "scored");
  }
});

test("predict forecasts series of the fit, new ones in the unit of their own rows, and says what made each forecast", async () => {
  const model = await fitted({ paths: "shared" });
  const fresh = seasonal(90, 3, 1000);
  const forecasts = [
    ...model.predict(
      SeriesSet.fromSeries([
        ["s0", set.get("s0")],
        ["fresh", fresh],
        ["week", seasonal(14, 1)],
        ["two", Series.fromColumns({ y: [5, 6] })],
        ["none", Series.fromColumns({ y: [] })],
      ]),
    ),
  ];
  expect(forecasts.map(({ id, seen, by, rows }) => [id, seen, by, rows.length])).toEqual([
    ["s0", true, "model", 5],
    ["fresh", false, "model", 5],
    ["week", false, "shared path", 5],
    ["two", false, "last value", 5],
    ["none", false, undefined, 0],
  ]);
  expect(forecasts[0].rows.map(({ value }) => value)).toEqual([
    ...model.of("s0").predictAt(set.get("s0"), Uint32Array.of(120)),
  ]);
  expect(forecasts[0].rows[0].time).toBe("121");
  // A thousand times as large: the same forecast, a thousand times as large, with intervals as wide.
  const [small1] = model.predict(
    SeriesSet.fromSeries([["x", Series.fromColumns({ y: fresh.column("y").map((value) => value / 1024) })]]),
  );
  const [large] = [forecasts[1]];
  large.rows.forEach(({ value, lower, upper }, step) => {
    expect(value / 1024).toBeCloseTo(small1.rows[step].value, 4);
    expect((upper! - lower!) / 1024).toBeCloseTo(small1.rows[step].upper! - small1.rows[step].lower!, 4);
  });
  expect(forecasts[3].rows.map(({ value }) => value)).toEqual([6, 6, 6, 6, 6]);
});

test("series that are too short take no part, are named, and are forecast by what stands in", async () => {
  const some = SeriesSet.fromSeries([...entries(4), ["short", seasonal(20, 1)], ["one", seasonal(1, 2)]]);
  const model = await fitted({}, {}, some);
  expect([model.training.tooShort, model.training.tooShortCount]).toEqual([["short", "one"], 2]);
  expect(model.ids).toEqual(["s0", "s1", "s2", "s3", "short", "one"]);
  const by = [...model.predict(some)].map((one) => [one.id, one.by, one.rows.length]);
  expect(by.slice(0, 4).every(([, what, rows]) => what === "model" && rows === 5)).toBe(true);
  expect(by[4]).toEqual(["short", "shared path", 5]);
  expect(by[5]).toEqual(["one", "last value", 5]);
});

test("with paths of their own alone and no network, a new series is forecast by its last season", async () => {
  const model = await fitted({ model: "linear", paths: "own" });
  expect([model.name, model.paths, model.networkShare, model.training.epochs]).toEqual([
    ...["linear path of each series", "own", 0, 0],
  ]);
  const fresh = seasonal(60, 2);
  const [one] = model.predict(SeriesSet.fromSeries([["new", fresh]]));
  expect([one.by, one.rows[0].lower]).toEqual(["last season", undefined]);
  expect(one.rows.map(({ value }) => value)).toEqual([...fresh.column("y").slice(53, 58)]);
});

test("what each model and choice of paths is called", async () => {
  expect(forecaster().name).toBe("shared segment GRU");
  expect((await fitted({ paths: "none", cell: "lstm" })).name).toBe("shared segment LSTM");
  expect((await fitted({ model: "linear", paths: "shared" })).name).toBe("shared linear path");
});

test("misuse is refused with a sentence", async () => {
  const model = forecaster();
  expect(() => model.ids).toThrow(StateError);
  expect(() => model.training).toThrow("GlobalForecaster: not fitted yet");
  const tiny = SeriesSet.fromSeries([["a", seasonal(20, 0)]]);
  await expect(ended(model.fit(tiny))).rejects.toThrow(
    "set: lookback 28 + horizon 5 need 33 rows to learn from, but the longest of its series has 20",
  );
  const unknown = SeriesSet.fromSeries([["a", Series.fromColumns({ z: [1, 2, 3] })]]);
  await expect(ended(model.fit(unknown))).rejects.toThrow(DataError);
  const hole = SeriesSet.fromSeries([
    ["a", Series.fromColumns({ y: [...seasonal(60, 0).column("y"), Number.NaN, 3] })],
  ]);
  await expect(ended(model.fit(hole))).rejects.toThrow(/series=a.*row 61/s);
  expect(() => forecaster({ paths: "all" as never })).toThrow(OptionError);
  expect(() => forecaster({ model: "linear", paths: "none" })).toThrow(
    'GlobalForecaster: model: "linear" is made of linear paths alone, and paths: "none" leaves none. Leave paths out, or choose another model.',
  );
  await ended(model.fit(set));
  expect(() => model.of("S1")).toThrow('GlobalForecaster: it was not fitted on a series "S1"');
  const every = (hours: number) =>
    Series.fromColumns(
      { y: [...seasonal(60, 0).column("y")] },
      { times: Array.from({ length: 60 }, (_, i) => new Date(3_600_000 * hours * i).toISOString()) },
    );
  await ended(model.fit(SeriesSet.fromSeries([["a", every(24)]])));
  expect(() => [...model.predict(SeriesSet.fromSeries([["d", every(1)]]))]).toThrow(
    "set, series=d: its rows have the step: 1 hour, but the model was fitted on rows with the step: 1 day",
  );
});

test("dispose gives the memory of fits, refits and interrupted fits back", async () => {
  const first = await fitted();
  first.dispose();
  const before = stats().used;
  // With a network that has a share, so that a refit trains.
  const model = forecaster({ paths: "none" });
  const stop = new AbortController();
  await ended(model.fit(set, { signal: stop.signal, onStep: () => stop.abort() }));
  await ended(model.fit(set));
  const course = model.refit(set);
  await course.next();
  await course.return(undefined as never);
  const final = await ended(model.refit(set));
  final.dispose();
  model.dispose();
  expect(stats().used).toBe(before);
});

test("intervals are wide where the season of a series is hard to tell, as its own history shows, also of a new series and after loading", async () => {
  // Only one place of the season is noisy, another one in each series.
  const quiet = (rows: number, at: number) =>
    Series.fromColumns({
      y: Array.from({ length: rows }, (_, i) => {
        const loud = (i + at) % 7 === 0 ? 8 : 0.3;
        return 50 + week[i % 7] + loud * noise.normal(90_000 + 1000 * at + i);
      }),
    });
  const many = SeriesSet.fromSeries(Array.from({ length: 8 }, (_, at) => [`q${at}`, quiet(210, at)]));
  const model = await fitted({ horizon: 7, model: "linear" }, { level: 0.8 }, many);
  const widths = (on: SeriesSet, by = model) =>
    Array.from(by.predict(on), ({ rows }) => rows.map(({ lower, upper }) => upper! - lower!));
  const loudest = (width: number[]) => width.indexOf(Math.max(...width));
  const found = widths(many);
  // Row 210 + step is loud where its number and that of the series make whole weeks.
  expect(found.map(loudest)).toEqual(Array.from({ length: 8 }, (_, at) => (7 - at) % 7).map((step) => (step + 7) % 7));
  expect(Math.max(...found[0])).toBeGreaterThan(3 * Math.min(...found[0]));
  expect(loudest(widths(SeriesSet.fromSeries([["new", quiet(210, 3)]]))[0])).toBe(4);
  const loaded = readGlobalForecaster(writeGlobalForecaster(model));
  made.push(loaded);
  expect(widths(many, loaded)).toEqual(found);
});
