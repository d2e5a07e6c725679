import { expect, test, vi } from "vitest";
import type { DataError } from "../core/errors.ts";
import { Series } from "../data/index.ts";
import { readForecaster } from "../forecast/index.ts";
import { memoryUse } from "../tensor/index.ts";
import type { TrainingState } from "../training/index.ts";
import {
  type ExperimentEvent,
  type ExperimentOptions,
  type ExperimentResult,
  type ExperimentSettings,
  experiment,
  type FitPhase,
  type FittedModel,
} from "./index.ts";

/** A wave over days, with a second column. */
const series = Series.fromColumns(
  {
    load: Array.from({ length: 70 }, (_, i) => 50 + Math.abs((i % 10) - 5) + (i % 3) / 4),
    heat: Array.from({ length: 70 }, (_, i) => 20 - (i % 7)),
  },
  { times: Array.from({ length: 70 }, (_, i) => 86_400_000 * (19_000 + i)), name: "load.csv" },
);
const settings: ExperimentSettings = {
  ...{ target: "load", inputs: ["load", "heat"], horizon: 2, lookback: 4, hiddenSize: 4, numLayers: 2, linear: false },
  ...{ dropout: 0.3, epochs: 3, learningRate: 0.5, seed: 1 },
};

async function collect(
  given: ExperimentSettings = settings,
  options: ExperimentOptions = {},
  source = series,
): Promise<ExperimentEvent[]> {
  const events: ExperimentEvent[] = [];
  for await (const event of experiment(source, given, options)) events.push(event);
  return events;
}

function resultOf(events: readonly ExperimentEvent[]): ExperimentResult {
  const last = events.at(-1);
  if (last?.type !== "result") throw new Error(`the last event is ${last?.type}`);
  return last.result;
}

/** Without what clocks say. */
function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, one: unknown) => (key === "seconds" ? undefined : one));
}

const whole = await collect();

test("an experiment tells what it will do, each epoch of both fits, the models, and ends with the result", () => {
  // What a clock decides may come too, where the machine is slow.
  const events = whole.filter(({ type }) => type !== "batch" && type !== "estimate");
  const kinds = events.map((event) => ("phase" in event ? `${event.type}: ${event.phase}` : event.type));
  expect(kinds.filter((kind, at) => kind !== kinds[at - 1])).toEqual([
    "outline",
    "phase: backtest fit",
    "epoch: backtest fit",
    "fitted",
    "backtest",
    "phase: final fit",
    "epoch: final fit",
    "model",
    "result",
  ]);
  const { outline } = whole[0] as Extract<ExperimentEvent, { type: "outline" }>;
  expect(outline).toMatchObject({ target: "load", rows: 70, learningRows: 56, settings: { lookback: 4, level: 0.9 } });
  expect(outline.trainingWindows + outline.validationWindows).toBeLessThan(56);
  const [training, validation, backtest] = outline.parts;
  expect([training.name, validation.name, backtest.name]).toEqual(["training", "validation", "backtest"]);
  expect(training.rows + validation.rows).toBe(56);
  expect(backtest).toEqual({
    ...{ name: "backtest", rows: 14, from: series.times.label(56), to: series.times.label(69) },
    times: [series.times.at(56), series.times.at(69)],
  });
  expect(validation.times[0]).toBe(series.times.at(training.rows));
});

test("its result is plain: JSON carries it unchanged, and names the series", () => {
  const result = resultOf(whole);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  expect(result).toMatchObject({ format: "recurra-forecast/1", data: { file: "load.csv", rows: 70 }, status: "done" });
  expect(result.forecast.map(({ time }) => time)).toEqual([
    series.times.format(86_400_000 * 19_070),
    series.times.format(86_400_000 * 19_071),
  ]);
});

test("the model event carries the model that makes the forecast, with its scores", () => {
  const { model } = whole.find((event) => event.type === "model") as { model: Uint8Array };
  const forecaster = readForecaster(model);
  const result = resultOf(whole);
  expect(forecaster.predict(series).map(({ value }) => value)).toEqual(result.forecast.map(({ value }) => value));
  expect(forecaster.backtest?.verdict.sentence).toBe(result.verdict.sentence);
  forecaster.dispose();
});

test("however settings are written, in whatever order, the result is the same text", async () => {
  const texts = {
    seed: "1",
    learningRate: "0.5",
    epochs: "3",
    dropout: "0.3",
    numLayers: "2",
    hiddenSize: "4",
    linear: "false",
  };
  const more = { lookback: "4", horizon: "2", inputs: "load,heat", target: "load" };
  const again = resultOf(await collect({ ...texts, ...more } as unknown as ExperimentSettings));
  expect(JSON.stringify(timeless(again))).toBe(JSON.stringify(timeless(resultOf(whole))));
});

/** Runs it, with each state and the fitted model kept as they come. */
async function states(): Promise<{ phase: FitPhase; state: TrainingState; fitted: FittedModel | undefined }[]> {
  const kept: { phase: FitPhase; state: TrainingState; fitted: FittedModel | undefined }[] = [];
  let fitted: FittedModel | undefined;
  const checkpoint = {
    every: 0,
    save: (phase: FitPhase, state: TrainingState) => void kept.push({ phase, state, fitted }),
  };
  for await (const event of experiment(series, settings, { checkpoint })) if (event.type === "fitted") fitted = event;
  return kept;
}

test("from every state that was handed out it goes on to the same result, in either fit", async () => {
  const kept = await states();
  expect(new Set(kept.map(({ phase }) => phase))).toEqual(new Set(["backtest fit", "final fit"]));
  for (const { state, fitted } of kept) {
    const events = await collect(settings, { resume: { state, ...(fitted && { fitted }) } });
    expect(timeless(resultOf(events))).toEqual(timeless(resultOf(whole)));
    expect(events.some((event) => event.type === "fitted")).toBe(fitted === undefined);
  }
});

test("stopped in the backtest fit, it says so with the best model so far, and throws the signal's reason", async () => {
  const stop = new AbortController();
  const events: ExperimentEvent[] = [];
  const run = async () => {
    for await (const event of experiment(series, settings, { signal: stop.signal })) {
      events.push(event);
      if (event.type === "epoch") stop.abort(new Error("enough"));
    }
  };
  await expect(run()).rejects.toThrow("enough");
  const last = events.at(-1);
  expect(last).toMatchObject({ type: "interrupted", phase: "backtest fit", epochs: 1, bestEpoch: 1 });
  const best = readForecaster((last as { readonly model: Uint8Array }).model);
  expect(best.training.epochs).toBe(1);
  best.dispose();
});

test.each(["fitted", "backtest", "model"] as const)(
  "stopped at the event %s, the model that was scored stays",
  async (at) => {
    const stop = new AbortController();
    const events: ExperimentEvent[] = [];
    const run = async () => {
      for await (const event of experiment(series, settings, { signal: stop.signal })) {
        events.push(event);
        if (event.type === at) stop.abort(new Error("enough"));
      }
    };
    const { model } = whole.find((event) => event.type === "fitted") as { model: Uint8Array };
    if (at === "model") {
      // Nothing is left to stop.
      await run();
      expect(events.at(-1)?.type).toBe("result");
      return;
    }
    await expect(run()).rejects.toThrow("enough");
    const last = events.at(-1);
    expect(last?.type).toBe("interrupted");
    expect(last?.type === "interrupted" && Buffer.from(last.model ?? []).equals(model)).toBe(true);
  },
);

test("settings and data are checked before any work, at the call", () => {
  expect(() => experiment(series, { target: "lod" })).toThrow('load.csv: there is no column "lod". Nearest: "load".');
  expect(() => experiment(series, {})).toThrow("load.csv: which column is to be forecast?");
  expect(() => experiment(series, { target: "load", test: 69, lookback: 4 })).toThrow(
    /Test on fewer rows with a smaller test|test on fewer rows with a smaller test/,
  );
  expect(() => experiment(series, { target: "load", test: 70 })).toThrow(
    "load.csv: test: 70 leaves no row to learn from.",
  );
  expect(() => experiment(series, { target: "load", test: 3 })).toThrow(
    "leaves 3 rows to test on, but one forecast has 5.",
  );
  expect(() => experiment(series, { target: "load", season: 56 })).toThrow(
    "season: 56 needs more rows than that before the test part",
  );
});

test("a file without a column of numbers is told the cell that spoils the first one", () => {
  const spoilt = Series.fromCsv("Date,Value\n2024-01-01,1\n2024-01-02,x\n2024-01-03,y\n", { name: "a.csv" });
  expect(() => experiment(spoilt)).toThrow(
    'a.csv: no column of numbers was found: row 2 (line 3), column "Value": "x" is not a number (nor are 1 more of 3 cells). Correct',
  );
  const empty = Series.fromCsv("Date,Value\n2024-01-01,\n2024-01-02,\n", { name: "a.csv" });
  expect(() => experiment(empty)).toThrow("a.csv: no column of numbers was found. Correct");
});

test("a column that is not used neither refuses nor changes anything", async () => {
  const holes = Float64Array.from(series.column("heat"), (value, i) => (i === 60 ? Number.NaN : value));
  const spoilt = Series.fromColumns(
    { load: series.column("load"), heat: holes },
    { times: series.times, name: "load.csv" },
  );
  const repaired = spoilt.repair("linear");
  const alone = { ...settings, inputs: ["load"] };
  const wanted = timeless(resultOf(await collect(alone)));
  expect(timeless(resultOf(await collect(alone, {}, spoilt)))).toEqual(wanted);
  const { data, ...rest } = timeless(resultOf(await collect(alone, {}, repaired))) as ExperimentResult;
  expect({ ...rest, data: { ...data, notes: [] } }).toEqual(wanted);
});

test("a repair that looks into the future is not offered for holes of the test part", () => {
  const holeAt = (row: number) => {
    const holes = Float64Array.from(series.column("load"), (value, i) => (i === row ? Number.NaN : value));
    return Series.fromColumns({ load: holes }, { times: series.times, name: "load.csv" });
  };
  const repairs = (row: number): unknown[] => {
    try {
      experiment(holeAt(row));
    } catch (error) {
      return (error as DataError).remedies.map(({ value }) => value);
    }
    return [];
  };
  expect(repairs(20)).toEqual(["forward-fill", "seasonal", "linear", "drop"]);
  expect(repairs(55)).toEqual(["forward-fill", "seasonal", "drop"]);
  expect(repairs(60)).toEqual(["forward-fill", "seasonal", "drop"]);
});

test("what was found in the data before a repair is in the result, with the rows as the file has them", async () => {
  const holes = Float64Array.from(series.column("load"), (value, i) => (i === 20 ? Number.NaN : value));
  const spoilt = Series.fromColumns({ load: holes }, { times: series.times, name: "load.csv" });
  const { data } = resultOf(await collect({ ...settings, inputs: ["load"], repair: "forward-fill" }, {}, spoilt));
  expect(data.findings).toEqual([expect.objectContaining({ kind: "missing", column: "load", rows: [21], count: 1 })]);
  expect(data.notes).toEqual([expect.stringContaining('repair "forward-fill"')]);
});

test("an input that knows the target's future is among what was found", async () => {
  const load = series.column("load");
  const leak = Float64Array.from(load, (_, i) => load[i + 1] ?? 50);
  const given = Series.fromColumns({ load, leak }, { times: series.times, name: "load.csv" });
  const find = async (inputs: string[]) =>
    resultOf(await collect({ ...settings, inputs }, {}, given)).data.findings.map(({ kind, column }) => [kind, column]);
  expect(await find(["load", "leak"])).toEqual([["follows-target", "leak"]]);
  expect(await find(["load"])).toEqual([]);
});

test("options that are none, and modes whose kernels are not loaded, are refused at the call", () => {
  expect(() => experiment(series, settings, { signl: 3 } as never)).toThrow(
    'experiment: there is no option "signl". Say signal.',
  );
  expect(() => experiment(series, settings, { threads: "x" } as never)).toThrow("experiment: threads must be");
  expect(() => experiment(series, settings, { checkpoint: { every: 0 } } as never)).toThrow(
    "checkpoint: save must be a function",
  );
  expect(() => experiment(series, { ...settings, mode: "fast" })).toThrow("loadFast()");
  expect(() => experiment(series, 5 as never)).toThrow("experiment: its options must be an object, but they are 5.");
});

test("the model of another experiment is refused, with the setting in which it differs", async () => {
  const fitted = whole.find((event) => event.type === "fitted") as FittedModel & { type: "fitted" };
  await expect(collect({ ...settings, hiddenSize: 5 }, { resume: { fitted } })).rejects.toThrow(
    "experiment: the model to go on with was fitted with hiddenSize 4, but this experiment has 5. Resume with",
  );
  await expect(collect({ ...settings, test: 20 }, { resume: { fitted } })).rejects.toThrow(
    "with rows 56, but this experiment has 50.",
  );
  const bounded = await collect({ ...settings, min: 1 });
  const other = bounded.find((event) => event.type === "fitted") as FittedModel & { type: "fitted" };
  await expect(collect(settings, { resume: { fitted: other } })).rejects.toThrow(
    "was fitted with min 1, but this experiment has none.",
  );
});

test("whoever leaves the loop at any event leaves no weights behind", async () => {
  const before = memoryUse().parameters;
  // Weights that a test above had left would go whenever the engine collects its garbage, also while this one counts.
  expect(before).toBe(0);
  for (let leave = 0; leave < whole.length; leave++) {
    let seen = 0;
    for await (const _ of experiment(series, settings)) if (seen++ === leave) break;
    expect(memoryUse().parameters, `after event ${leave}`).toBe(before);
  }
});

test("the result has the seconds of both fits, and nothing else that a clock says", () => {
  const { epochs, refit } = resultOf(whole).training;
  const final = whole.flatMap((event) => (event.type === "epoch" && event.phase === "final fit" ? [event.epoch] : []));
  expect(epochs.every(({ seconds }) => seconds > 0)).toBe(true);
  expect(refit?.seconds).toBe(final.reduce((sum, { seconds }) => sum + seconds, 0));
});

test("a unit is in the settings and in the result, and changes nothing else", async () => {
  const { unit, settings: said, ...result } = resultOf(await collect({ ...settings, unit: "MW" }));
  const { settings: unsaid, ...plain } = resultOf(whole);
  expect([unit, said]).toEqual(["MW", { ...unsaid, unit: "MW" }]);
  expect(timeless(result)).toEqual(timeless(plain));
});

test("stopped at any step of either fit, it goes on to the same result", async () => {
  // The steps at which the signal comes: in an epoch, at its last batch, and in the second fit.
  for (const [phase, step] of [
    ["backtest fit", 2],
    ["backtest fit", 6],
    ["final fit", 3],
  ] as const) {
    const stop = new AbortController();
    let fitted: FittedModel | undefined;
    let state: TrainingState | undefined;
    let steps = 0;
    const save = (of: FitPhase, at: TrainingState): void => {
      if (of === phase && ++steps === step) stop.abort(new Error("enough"));
      state = at;
    };
    const run = async () => {
      for await (const event of experiment(series, settings, { signal: stop.signal, checkpoint: { every: 0, save } }))
        if (event.type === "fitted") fitted = event;
    };
    await expect(run()).rejects.toThrow("enough");
    const position = { ...(state && { state }), ...(fitted && { fitted }) };
    expect(timeless(resultOf(await collect(settings, { resume: position })))).toEqual(timeless(resultOf(whole)));
  }
});

test("the outline tells how much work there is: batches, multiply-adds, and the windows that will be scored", () => {
  const { outline } = whole[0] as Extract<ExperimentEvent, { type: "outline" }>;
  const { backtest } = resultOf(whole);
  expect(outline.backtest).toEqual({ windows: backtest.windows.count, stride: backtest.windows.stride });
  expect(outline.batches).toBe(Math.ceil(outline.trainingWindows / Number(outline.settings.batchSize)));
  expect(outline.epochWork).toBeGreaterThan(1e4);
});

test("asked for, rivals are measured before the first step, on rows before the test part alone, and the result has the best of them beside what it has without", async () => {
  const events = await collect(settings, { rivals: true });
  const kinds = events.map(({ type }) => type).filter((type) => type !== "batch" && type !== "estimate");
  expect(kinds.indexOf("rivals")).toBe(kinds.indexOf("phase") + 1);
  expect(kinds.filter((kind) => kind === "rivals")).toHaveLength(1);
  const result = resultOf(events);
  const { toBeat, ...training } = result.training;
  expect(timeless({ ...result, training })).toEqual(timeless(resultOf(whole)));
  const found = (of: readonly ExperimentEvent[]) => of.find(({ type }) => type === "rivals");
  const rivals = found(events) as Extract<ExperimentEvent, { type: "rivals" }>;
  expect(rivals.losses[0].loss).toBeLessThanOrEqual(rivals.losses.at(-1)!.loss);
  expect(toBeat).toEqual({ ...rivals.losses[0], windows: rivals.windows });
  // A run that goes on behind the fit has it from where that was kept.
  const fitted = events.find(({ type }) => type === "fitted") as Extract<ExperimentEvent, { type: "fitted" }>;
  const { model, epochs, toBeat: kept } = fitted;
  const later = await collect(settings, { rivals: true, resume: { fitted: { model, epochs, toBeat: kept } } });
  expect(timeless(resultOf(later))).toEqual(timeless(result));
  const { origins, times, actual, rival } = rivals.heldOut;
  expect(rival).toHaveLength(2 * origins.length);
  expect(times).toHaveLength(actual.length);
  expect(actual[0]).toBe(series.column("load")[origins[0]]);
  // Other test rows are another result, and the same rivals.
  const load = series.column("load").map((value, row) => (row < 56 ? value : value + 40));
  const columns = new Map(series.parts.columns).set("load", load);
  const changed = await collect(settings, { rivals: true }, new Series({ ...series.parts, columns }));
  expect(found(changed)).toEqual(rivals);
});

test("ended while rivals are measured, it says that it was interrupted, and throws the signal's reason", async () => {
  // A clock on which it is always time for a turn, in which the signal is heard.
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
  const stop = new AbortController();
  const events: ExperimentEvent[] = [];
  const run = async () => {
    for await (const event of experiment(series, settings, { rivals: true, signal: stop.signal })) {
      events.push(event);
      if (event.type === "phase") stop.abort(new Error("enough"));
    }
  };
  await expect(run()).rejects.toThrow("enough");
  clock.mockRestore();
  expect(events.map(({ type }) => type)).toEqual(["outline", "phase", "interrupted"]);
});
