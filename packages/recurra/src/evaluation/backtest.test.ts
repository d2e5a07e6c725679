import { expect, test, vi } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/series/series.ts";
import { auditLeakage } from "./audit.ts";
import { backtest } from "./backtest.ts";
import type { Forecastable } from "./forecastable.ts";

const rows = 120;

/** A walk around 100 with a trend, on consecutive days from 2024-01-01. */
function walk(length = rows): Series {
  const random = new Generator(5).stream("walk");
  let value = 100;
  const values = Array.from({ length }, (_, i) => {
    value += 0.1 + random.normal(i);
    return value;
  });
  const times = Array.from({ length }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
  return Series.fromColumns({ value: values }, { times, name: "walk.csv" });
}

/** A model that forecasts the last value plus `change(values, origin, step)`. */
function model(
  change: (values: Float64Array, origin: number, step: number) => number,
  options: Partial<Forecastable> = {},
): Forecastable {
  const horizon = options.horizon ?? 3;
  return {
    name: "Model",
    target: "value",
    lookback: 10,
    horizon,
    predictAt: (series, origins) => {
      const values = series.column("value");
      return Float64Array.from(
        { length: origins.length * horizon },
        (_, at) =>
          values[origins[Math.floor(at / horizon)] - 1] +
          change(values, origins[Math.floor(at / horizon)], at % horizon),
      );
    },
    ...options,
  };
}

const oracle = model((values, origin, step) => 0.9 * (values[origin + step] - values[origin - 1]));

test("every window from the given date to the last that fits is forecast, at the stride", async () => {
  const daily = await backtest(oracle, walk(), { from: "2024-03-01" });
  expect(daily.windows).toEqual({ count: 58, stride: 1, from: "2024-03-01", to: "2024-04-29" });
  const strided = await backtest(oracle, walk(), { from: 60, stride: 5 });
  expect(Array.from(strided.origins)).toEqual([60, 65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115]);
});

test("model and rivals are scored on the same windows, the model first, then the naive ones", async () => {
  const report = await backtest(oracle, walk(), { from: 60 });
  expect(report.scores.map(({ name, kind }) => `${kind}: ${name}`)).toEqual([
    "model: Model",
    ...["last value", "drift", "zero", "mean", "median"].map((name) => `naive: ${name}`),
    ...["seasonal naive (week)", "seasonal drift (week)"].map((name) => `naive: ${name}`),
    ...["exponential smoothing", "Holt", "damped Holt", "Theta"].map((name) => `simple: ${name}`),
    ...["harmonic regression", "ridge regression"].map((name) => `simple: ${name}`),
  ]);
  expect(report.scores[0].mae).toBeCloseTo(0.1 * report.scores[1].mae, 10);
  expect(report.verdict.outcome).toBe("better");
  expect(report.actual.length).toBe(report.predicted.length);
  for (const forecasts of Object.values(report.rivals)) expect(forecasts.length).toBe(report.actual.length);
});

test("actual values and forecasts are aligned: window i, step s at i * horizon + s", async () => {
  const report = await backtest(oracle, walk(), { from: 60, stride: 7 });
  const values = walk().column("value");
  expect(report.actual[2 * 3 + 1]).toBe(values[60 + 2 * 7 + 1]);
  expect(report.rivals["last value"][2 * 3 + 1]).toBe(values[60 + 2 * 7 - 1]);
});

test("a model that repeats the last value is no better, and says so", async () => {
  const report = await backtest(
    model(() => 0),
    walk(),
    { from: 40 },
  );
  expect(report.verdict.outcome).not.toBe("better");
  expect(report.verdict.sentence).toMatch(/^The Model forecasts no change: it repeats the last value/);
  expect(report.lag.lagged).toBe(true);
});

test("a from inside the rows that the model was fitted on is refused, with both dates and the next that would do", async () => {
  const fitted = { from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 2, 10) };
  const refusal = backtest(
    model(() => 0, { fittedRows: fitted }),
    walk(),
    { from: "2024-03-01" },
  );
  await expect(refusal).rejects.toThrow(
    'backtest: from 2024-03-01 lies inside the rows that the Model was fitted on (2024-01-01 to 2024-03-10). Scores on rows that a model has seen say nothing. Start with from: "2024-03-11" or later, or fit it on the rows before 2024-03-01 only.',
  );
});

test("the first row after the fit is accepted", async () => {
  const fitted = { from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 2, 10) };
  const report = await backtest(
    model(() => 1, { fittedRows: fitted }),
    walk(),
    { from: "2024-03-11" },
  );
  expect(report.windows.from).toBe("2024-03-11");
});

test("a from without room for the model's input or for one forecast is refused with the numbers", async () => {
  await expect(backtest(oracle, walk(), { from: 4 })).rejects.toThrow(
    'backtest: the Model needs 10 rows before its forecast of 3, but from 4 leaves 4. Start with from: "2024-01-11" or later.',
  );
  await expect(backtest(oracle, walk(), { from: 118 })).rejects.toThrow(
    'backtest: from 118 leaves 2 rows to forecast, but one window of the Model forecasts 3. Start with from: "2024-04-27" or earlier.',
  );
  await expect(backtest(oracle, walk(12), { from: 11 })).rejects.toThrow(
    "backtest: the Model needs 10 rows before its forecast of 3, but the series has 12 rows in all.",
  );
});

test("a single window at the very end is scored, without intervals and without certainty", async () => {
  const report = await backtest(oracle, walk(), { from: 117 });
  expect(report.windows.count).toBe(1);
  expect(report.intervals.radius).toBeNull();
  expect(report.coverage.measured).toBeNull();
  expect(report.significance.p).toBe(1);
  expect(report.verdict.outcome).toBe("no-better");
});

test("options that cannot be used are named with what was given", async () => {
  await expect(backtest(oracle, walk(), { from: 60, stride: 0 })).rejects.toThrow(
    "backtest: stride must be a whole number from 1, but it is 0.",
  );
  await expect(backtest(oracle, walk(), { from: 60, level: 90 })).rejects.toThrow(
    "backtest: level must be a share above 0 and below 1, such as 0.9 for 90 %, or at most 5 different ones, but it is 90.",
  );
  await expect(backtest(oracle, walk(), { from: 60, season: 1 })).rejects.toThrow(
    'backtest: season must be a number of rows from 2 to 1e9, several of them that differ when rounded, or "none", but it is 1.',
  );
  await expect(backtest(oracle, walk(), { from: 60, season: 60 })).rejects.toThrow(
    "backtest: a season of 60 rows needs 61 rows before the first forecast, found 60.",
  );
});

test("of very many series the naive rivals and a ridge regression are enough", async () => {
  const { scores } = await backtest(oracle, walk(), { from: 60, rivals: "few" });
  expect(scores.filter(({ kind }) => kind === "simple").map(({ name }) => name)).toEqual(["ridge regression"]);
  expect(scores.filter(({ kind }) => kind === "naive")).toHaveLength(7);
});

test("seasons and bounds that a model says of itself are looked at", async () => {
  const wrong = (parts: object) =>
    backtest(
      Object.assign(
        model(() => 0),
        parts,
      ),
      walk(),
      { from: 60 },
    );
  await expect(wrong({ seasons: [{ rows: 24 }] })).rejects.toThrow(
    "backtest: the model's seasons must be a list of { rows, name }, with rows from 2.",
  );
  await expect(wrong({ bounds: { min: 3, max: 1 } })).rejects.toThrow(
    "backtest: the model's bounds must be { min, max }, numbers or left out, min below max.",
  );
});

test("a forecast that is not finite stops the backtest with its window and step", async () => {
  const broken = model((_, origin, step) => (origin === 62 && step === 1 ? Number.NaN : 0));
  await expect(backtest(broken, walk(), { from: 60 })).rejects.toThrow(
    "backtest: the Model's forecast from 2024-03-03, step 2, is NaN.",
  );
});

test("a forecast of the wrong size is refused", async () => {
  const short = model(() => 0, { predictAt: () => new Float64Array(1) });
  await expect(backtest(short, walk(), { from: 115 })).rejects.toThrow(
    "backtest: the Model gave 1 values for 3 windows of 3 steps, expected 9.",
  );
});

test("MASE is scaled by the history before `from` alone", async () => {
  const series = walk();
  const report = await backtest(oracle, series, { from: 60, season: 7 });
  const known = series.column("value").subarray(0, 60);
  let scale = 0;
  for (let i = 7; i < 60; i++) scale += Math.abs(known[i] - known[i - 7]) / 53;
  expect(report.scores[0].mase).toBeCloseTo(report.scores[0].mae / scale, 10);
});

/** The walk without the values of rows 70 to 72. */
function holed(): Series {
  const values = Array.from(walk().column("value"), (value, row) => (row >= 70 && row < 73 ? Number.NaN : value));
  const times = Array.from({ length: rows }, (_, row) => walk().times.label(row));
  return Series.fromColumns({ value: values }, { times, name: "walk.csv" });
}

test("cells made from a later row before `from` are refused, and no window stands where they tell its future", async () => {
  const filled = holed().repair("linear");
  await expect(backtest(oracle, filled, { from: 72 })).rejects.toThrow(
    /^walk\.csv: column "value" was filled in row 71 from a later row, which would leak the future into the test from 2024-03-13 on\./,
  );
  const { origins } = await backtest(oracle, filled, { from: 60 });
  expect([...origins].filter((row) => row >= 68 && row < 76)).toEqual([68, 69, 74, 75]);
});

test("filled cells are no truth: nothing is scored on them, and a window of nothing else is left out", async () => {
  const report = await backtest(oracle, holed().repair("forward-fill"), { from: 60 });
  expect([...report.origins].includes(70)).toBe(false);
  expect(report.windows.count).toBe(57);
  const at69 = [...report.origins].indexOf(69);
  expect([...report.actual.subarray(3 * at69, 3 * at69 + 3)].map(Number.isNaN)).toEqual([false, true, true]);
  const values = walk().column("value");
  // The oracle errs by a tenth of the change from the last known value; the last one known after the hole is a filled one.
  const last = (row: number) => (row > 70 && row <= 73 ? values[69] : values[row - 1]);
  let [sum, count] = [0, 0];
  for (const origin of report.origins) {
    for (let row = origin; row < origin + 3; row++) {
      if (row >= 70 && row < 73) continue;
      sum += 0.1 * Math.abs(values[row] - last(origin));
      count++;
    }
  }
  expect(report.scores[0].mae).toBeCloseTo(sum / count, 10);
});

/** Daily sales that repeat each week, with some days left out. */
function sales(leftOut: (day: number) => boolean): Series {
  const random = new Generator(9).stream("sales");
  const week = [0, 30, 10, 5, 20, 60, 45];
  const days = Array.from({ length: 400 }, (_, day) => day).filter((day) => !leftOut(day));
  const times = days.map((day) => new Date(Date.UTC(2021, 0, 4 + day)).toISOString().slice(0, 10));
  return Series.fromColumns({ value: days.map((day) => 100 + week[day % 7] + random.normal(day)) }, { times });
}

test("seasons are counted by date: days that are left out do not move the weeks", async () => {
  const outage = (day: number) => day % 60 === 31 || day % 60 === 32;
  const report = await backtest(
    model(() => 0),
    sales(outage),
    { from: "2021-10-01" },
  );
  expect(report.seasons).toEqual([{ rows: 7, name: "a week" }]);
  const weekly = report.scores.find(({ name }) => name === "seasonal naive (week)");
  expect(weekly?.mae).toBeLessThan(1.5); // of rows 7 back it would be about 25 behind each outage
});

test("a reading gone wrong among the fitted rows spoils no rival", async () => {
  const clean = sales(() => false);
  const days = clean.length;
  const spoilt = Series.fromColumns(
    { value: Array.from(clean.column("value"), (value, row) => (row === 200 ? 90_000 : value)) },
    { times: Array.from({ length: days }, (_, row) => clean.times.label(row)) },
  );
  const model0 = model(() => 0);
  const [one, two] = [await backtest(model0, clean, { from: 300 }), await backtest(model0, spoilt, { from: 300 })];
  for (const [i, { name, mae }] of one.scores.entries()) {
    expect(two.scores[i].mae, name).toBeLessThan(1.2 * mae + 0.1);
  }
});

test("no window crosses a gap, and where all would, the remedy is named", async () => {
  const outage = (day: number) => day % 60 === 31 || day % 60 === 32;
  const series = sales(outage);
  const { origins } = await backtest(
    model(() => 0),
    series,
    { from: "2021-10-01" },
  );
  for (const origin of origins) {
    for (let row = origin - 10; row < origin + 2; row++) expect(series.times.missedAfter(row), String(row)).toBe(0);
  }
  await expect(
    backtest(
      model(() => 0),
      sales((day) => day % 10 === 9),
      { from: "2021-10-01" },
    ),
  ).rejects.toThrow(/without a gap and has a measured value\. Fill the gaps: fillGaps: "seasonal"/);
});

test("seasons that are given are those that are said, and one that is not there is a rival even so", async () => {
  const series = sales(() => false);
  const model0 = model(() => 0);
  const names = async (season?: number | readonly number[] | "none") => {
    const { scores, seasons } = await backtest(model0, series, { from: 300, season });
    return [
      seasons.map(({ name }) => name),
      scores.map(({ name }) => name).filter((name) => name.startsWith("seasonal naive")),
    ];
  };
  expect(await names()).toEqual([["a week"], ["seasonal naive (week)"]]);
  expect(await names([7, 30])).toEqual([
    ["a week", "30 rows"],
    ["seasonal naive (week)", "seasonal naive (30 rows)"],
  ]);
  expect(await names("none")).toEqual([[], ["seasonal naive (week)"]]);
});

test("a season of the model that the fitted rows are too few to repeat is no rival", async () => {
  const seasons = [7, 1e9].map((rows) => ({ rows, name: `${rows} rows` }));
  const report = await backtest(
    { ...model(() => 0), seasons },
    sales(() => false),
    { from: 300 },
  );
  expect(report.seasons).toEqual(seasons.slice(0, 1));
  expect(report.scores.some(({ name }) => name.includes("1000000000"))).toBe(false);
});

test("an abort between two blocks of windows rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const progress: number[] = [];
  const stopped = backtest(oracle, walk(), {
    from: 40,
    signal: controller.signal,
    onProgress: (done) => {
      progress.push(done);
      controller.abort(new Error("enough"));
    },
  });
  await expect(stopped).rejects.toThrow("enough");
  expect(progress).toEqual([64]);
});

test("the event loop gets a turn between blocks of windows that took long, and no timer is waited for", async () => {
  const timers = vi.spyOn(globalThis, "setTimeout");
  const turnsOf = async (milliseconds: number): Promise<number> => {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      now += milliseconds;
      return now;
    });
    let turns = 0;
    let counting = setImmediate(function count() {
      turns++;
      counting = setImmediate(count);
    });
    await backtest(oracle, walk(), { from: 20 });
    clearImmediate(counting);
    clock.mockRestore();
    return turns;
  };
  expect(await turnsOf(20)).toBeGreaterThan(2);
  expect(await turnsOf(0)).toBe(0);
  expect(timers).not.toHaveBeenCalled();
  timers.mockRestore();
});

test("the intervals of a positive series are relative, sized by all windows, and their coverage is measured on the later half", async () => {
  const report = await backtest(oracle, walk(), { from: 40 });
  expect(report.intervals.scale).toBe("relative");
  expect(report.intervals.radius).toHaveLength(3);
  expect(report.coverage.calibrationWindows).toBe(39);
  expect(report.coverage.measuredWindows).toBe(37);
});

test("an object that cannot be asked for forecasts is told what it lacks", async () => {
  const model = { name: "Mine", target: "x", horizon: 3, lookback: 10 };
  await expect(backtest(model as Forecastable, walk(), { from: 50 })).rejects.toMatchObject({
    code: "FORECASTABLE",
    message:
      "backtest: the model has no predict, a function (past) that gives the values after the last row of a series. " +
      "A model to forecast with has target, horizon and predict.",
  });
  await expect(
    backtest({ ...model, lookback: -1, predictAt: () => [] } as never, walk(), { from: 50 }),
  ).rejects.toThrow(
    "backtest: the model's lookback must be a whole number from 0. A model to forecast with has name, target, horizon, lookback and predictAt.",
  );
  for (const none of [undefined, null, 3, {}]) {
    await expect(backtest(none as never, walk(), { from: 50 })).rejects.toThrow("backtest: the model has no target,");
  }
  await expect(
    backtest({ ...model, horizon: "3", predictAt: () => [] } as unknown as Forecastable, walk(), { from: 50 }),
  ).rejects.toThrow("backtest: the model's horizon must be a whole number from 1.");
});

test("any object with a target, a horizon and a predict of the rows before is scored, and is given no others", async () => {
  const series = walk();
  const seen: number[] = [];
  const mean = {
    target: "value",
    horizon: 2,
    predict: (past: Series) => {
      seen.push(past.length);
      const values = past.column("value");
      return [values[past.length - 1], values[past.length - 2]];
    },
  };
  const report = await backtest(mean, series, { from: 50, stride: 10 });
  expect(report.scores[0]).toMatchObject({ name: "model", kind: "model" });
  expect(seen).toEqual(Array.from(report.origins));
  const x = series.column("value");
  expect(Array.from(report.predicted)).toEqual(Array.from(report.origins).flatMap((row) => [x[row - 1], x[row - 2]]));
  expect(() => auditLeakage(mean, series, [50, 60])).not.toThrow();
});

test("a predict that gives another number of values is refused, with the row that it was given", async () => {
  const model = { target: "value", horizon: 3, predict: () => [1] };
  await expect(backtest(model, walk(), { from: 50 })).rejects.toMatchObject({
    code: "FORECASTABLE",
    message: expect.stringMatching(
      /^backtest: the model's predict gave 1 values after .+, but its horizon is 3\. Return as many/,
    ),
  });
});

test("an unknown option of a backtest is refused with the nearest", async () => {
  const model = { name: "Mine", target: "x", horizon: 3, lookback: 10, predictAt: () => new Float64Array(3) };
  const options = { from: 50, strid: 2 };
  await expect(backtest(model, walk(), options)).rejects.toMatchObject({
    code: "OPTION_UNKNOWN",
    found: "strid",
    remedies: [{ option: "stride" }],
  });
});
