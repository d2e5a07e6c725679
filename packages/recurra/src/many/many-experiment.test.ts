import { expect, test } from "vitest";
import { SeriesSet } from "../data/index.ts";
import { readGlobalForecaster } from "../global/index.ts";
import { smallNetwork } from "../zero-shot/pretrained.fixture.ts";
import type { ManyEvent, ManyOptions } from "./events.ts";
import { experimentMany } from "./many-experiment.ts";
import { predictMany } from "./predict-many.ts";
import type { ManyResult } from "./result.ts";
import type { ManySettings } from "./settings.ts";

const day = (row: number): string => new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);
const value = (id: number, row: number): number =>
  100 * id + 10 * ((row + id) % 7) + ((row * row * 31 + row * id) % 23) / 4;

/** Series by their rows; `change` may move a value. */
function set(lengths: readonly number[], change = (_id: number, _row: number, y: number): number => y): SeriesSet {
  const lines = lengths.flatMap((rows, id) =>
    Array.from({ length: rows }, (_, row) => `s${id},${day(row)},${change(id, row, value(id + 1, row))}`),
  );
  return SeriesSet.fromCsv(`id,day,y\n${lines.join("\n")}\n`, { series: "id", name: "a.csv" });
}

const six = [100, 100, 100, 100, 100, 100];
const small: ManySettings = {
  paths: "none",
  horizon: 3,
  season: 7,
  hiddenSize: 4,
  epochs: 2,
  steps: 5,
  batchSize: 16,
  rivals: "few",
};

async function run(
  of: SeriesSet,
  settings: ManySettings = small,
  options: ManyOptions = {},
): Promise<{ events: ManyEvent[]; result: ManyResult }> {
  const events: ManyEvent[] = [];
  for await (const event of experimentMany(of, settings, options)) events.push(event);
  const last = events.at(-1);
  if (last?.type !== "result") throw new Error("no result");
  return { events, result: last.result };
}

const fittedOf = (events: readonly ManyEvent[]) => events.find((event) => event.type === "fitted");

test("the protocol tells what it will do, fits, scores, fits again, forecasts each, and ends with the result", async () => {
  const { events, result } = await run(set(six));
  const types = events.map(({ type }) => type).filter((type) => type !== "batch" && type !== "estimate");
  const told = types.filter((type, i) => type !== types[i - 1]);
  expect(told).toEqual([
    "outline",
    "phase",
    "epoch",
    "fitted",
    "backtest",
    "phase",
    "epoch",
    "model",
    "forecast",
    "result",
  ]);
  expect(events[0]).toMatchObject({ outline: { series: 6, rows: 600, tested: 6, cut: day(80), rivals: "few" } });
  expect(result).toMatchObject({ target: "y", idColumns: ["id"], data: { series: 6, rows: 600, cut: day(80) } });
  expect(result.series.map(({ key }) => key[0])).toEqual(["s0", "s1", "s2", "s3", "s4", "s5"]);
  for (const { mae, rival, windows } of result.series) {
    expect(windows).toBe(18);
    expect([mae, rival?.mae].every((error) => (error ?? 0) > 0)).toBe(true);
  }
  expect(result.forecasts?.map(({ rows }) => rows.map(({ time }) => time))).toEqual(
    six.map(() => [day(100), day(101), day(102)]),
  );
  expect(result.shown.map(({ role }) => role)).toEqual(["best", "best", "median", "median", "worst", "worst"]);
  expect(result.coverage).toBeGreaterThan(0.5);
});

test("no row of the test part reaches the scored model: whatever stands there, it is the same to the byte", async () => {
  const [plain, other] = await Promise.all(
    [set(six), set(six, (id, row, y) => (row >= 80 ? 1000 * id - y : y))].map((of) => run(of)),
  );
  const [before, after] = [plain, other].map(({ events }) => fittedOf(events)?.model);
  expect(before?.length).toBeGreaterThan(1000);
  expect(after).toEqual(before);
  expect(other.result.series[1].mae).toBeGreaterThan(10 * (plain.result.series[1].mae ?? 0));
});

test("series too short for a test are learnt from and forecast, those too short for the model have the best rival's forecast", async () => {
  const { result } = await run(set([...six, 22, 4, 1]));
  const [young, few, one] = result.series.slice(-3);
  expect(young).toMatchObject({ outcome: "unscored", mae: null, windows: 0 });
  expect(few).toMatchObject({ outcome: "unscored", forecastBy: expect.stringMatching(/^(?!shared|linear)/) });
  expect(few.note).toMatch(/^too short for the model: forecast by the best rival over all that has room, /);
  expect(one.note).toBe("one row shows no step in time: not forecast");
  expect(result.forecasts?.slice(-3).map(({ rows }) => rows.length)).toEqual([3, 3, 0]);
  expect(result.verdict.counts.unscored).toBe(3);
  expect(result.scores[0].series).toBe(6);
});

test("a gap that leaves a series no window is told, and stops no other", async () => {
  const lines = six.flatMap((rows, id) =>
    Array.from({ length: rows }, (_, row) =>
      id === 2 && row > 78 && row < 95 && row % 3 === 0 ? "" : `s${id},${day(row)},${value(id, row)}\n`,
    ),
  );
  const { result } = await run(SeriesSet.fromCsv(`id,day,y\n${lines.join("")}`, { series: "id" }));
  expect(result.series[2]).toMatchObject({ outcome: "unscored", forecastBy: "ridge regression" });
  expect(result.series[2].note).toMatch(/^too few rows for the model behind its last gap: forecast by the best rival/);
  expect(result.scores[0].series).toBe(5);
});

test("a series whose rows before its test are fewer than the model looks back on is scored on the later windows", async () => {
  const lines = [...six, 40].flatMap((rows, id) =>
    Array.from({ length: rows }, (_, row) => `s${id},${day(100 - rows + row)},${value(id, row)}`),
  );
  const late = SeriesSet.fromCsv(`id,day,y\n${lines.join("\n")}\n`, { series: "id" });
  const { result } = await run(late, { ...small, lookback: 14, test: day(70) });
  // Ten rows before the test: of its 28 windows the first four look back on too few.
  expect(result.series.map(({ windows }) => windows)).toEqual([...six.map(() => 28), 24]);
});

test("interrupted in either fit and gone on with elsewhere, it comes to the same bytes", async () => {
  const whole = await run(set(six));
  const model = (events: readonly ManyEvent[]) => events.find((event) => event.type === "model")?.model;
  for (const phase of ["backtest fit", "final fit"] as const) {
    const stop = new AbortController();
    const kept: { state?: NonNullable<ManyOptions["resume"]>["state"]; fitted?: ReturnType<typeof fittedOf> } = {};
    const options: ManyOptions = {
      signal: stop.signal,
      checkpoint: {
        every: 0,
        save: (at, saved) => {
          if (at !== phase || stop.signal.aborted || saved.epoch + saved.batch < 3) return;
          kept.state = saved;
          stop.abort(new Error("stopped"));
        },
      },
    };
    const stopped = async () => {
      for await (const event of experimentMany(set(six), small, options))
        if (event.type === "fitted") kept.fitted = event;
    };
    await expect(stopped()).rejects.toThrow("stopped");
    expect(kept.state).toBeDefined();
    const rest = await run(set(six), small, { resume: kept as NonNullable<ManyOptions["resume"]> });
    expect(model(rest.events)).toEqual(model(whole.events));
    expect(rest.result).toEqual(whole.result);
  }
});

test("predictMany forecasts what the run forecast, and series of ids that the fit did not see", async () => {
  const { events, result } = await run(set(six));
  const model = events.find((event) => event.type === "model");
  const forecaster = readGlobalForecaster(model?.model as Uint8Array);
  const { level, series } = predictMany(forecaster, set([...six, 60, 1]));
  const made = [...series];
  expect(level).toBe(0.9);
  expect(made.slice(0, 6).map(({ rows }) => rows)).toEqual(result.forecasts?.map(({ rows }) => rows));
  expect(made.map(({ seen }) => seen)).toEqual([...six.map(() => true), false, false]);
  expect(made.slice(6)).toMatchObject([
    { known: 60, madeBy: "model" },
    { known: 1, madeBy: "", rows: [] },
  ]);
  forecaster.dispose();
});

test("a pretrained network trains nothing, forecasts series that are too short for the rest, and goes on from the model of its fit", async () => {
  const settings: ManySettings = { horizon: 3, season: 7, model: "pretrained", rivals: "few" };
  const of = set([...six, 6]);
  const { events, result } = await run(of, settings, { pretrained: smallNetwork() } as ManyOptions);
  expect(events.some(({ type }) => type === "epoch")).toBe(false);
  expect(result.model.errors?.pretrained).toBeGreaterThan(0);
  expect(result.model.words).toContain("of the pretrained network");
  expect(result.model.trained).toBeUndefined();
  expect(result.series.at(-1)).toMatchObject({
    forecastBy: "pretrained network",
    note: "too short for the model: forecast by the pretrained network",
  });
  expect(result.forecasts?.at(-1)?.rows.every(({ lower, upper }) => lower !== null && upper !== null)).toBe(true);
  const { model, epochs } = fittedOf(events) as Extract<ManyEvent, { readonly type: "fitted" }>;
  const options = { pretrained: smallNetwork(), resume: { fitted: { model, epochs } } } as ManyOptions;
  expect((await run(of, settings, options)).result).toEqual(result);
  expect(() => experimentMany(of, settings)).toThrow(
    'experimentMany: model: "pretrained" needs a network that was trained before. Give it: experimentMany(set, settings, { pretrained: loadPretrained() }) of recurra/pretrained.',
  );
});

test("the epochs of both fits have metrics of one's own, and the model is as without", async () => {
  const metrics: ManyOptions["metrics"] = {
    error: (output, target) => output.sub(target).mean(),
    "validation error": { over: "validation", value: (output, target) => output.sub(target).mean() },
  };
  const [plain, measured] = [await run(set(six)), await run(set(six), small, { metrics })];
  const modelOf = ({ events }: { events: readonly ManyEvent[] }) =>
    events.flatMap((event) => (event.type === "model" ? [event.model] : []));
  expect(modelOf(measured)).toEqual(modelOf(plain));
  const names = measured.events.flatMap((event) =>
    event.type === "epoch" ? [`${event.phase}: ${Object.keys(event.epoch.metrics ?? {}).join()}`] : [],
  );
  expect(new Set(names)).toEqual(new Set(["backtest fit: error,validation error", "final fit: error"]));
});
