// Forecasts of all series of a file by one model: what a run leaves, what is refused, and predictions from its model.

import { readFileSync } from "node:fs";
import type { ManyForecastResult } from "@recurra/report";
import { expect, test } from "vitest";
import { day, value, Workplace } from "../command.fixture.ts";
import { counted, killed } from "../fault.fixture.ts";
import type { PredictManyResult } from "../predict/many-result.ts";
import { readRun } from "../run/run-record.ts";

/** A value of its own for each series: the same week on another level, and something that no method knows. */
function own(series: number, n: number): string {
  const unknown = ((n * n * 31 + n * 17 * series + series * 7) % 23) / 10;
  return (value(n) + 20 * series + unknown).toFixed(2);
}

/** Lines of a file in long form: of each series so many rows. */
function long(lengths: Readonly<Record<string, number>>): string {
  const lines = Object.entries(lengths).flatMap(([id, rows], series) =>
    Array.from({ length: rows }, (_, n) => `${id},${day(n)},${own(series, n)}`),
  );
  return `Store,Date,Sales\n${lines.join("\n")}\n`;
}

const stores = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`S${i + 1}`, 90]));
const horizon = ["--horizon", "3"];
const lines = ["--model", "linear", ...horizon];
const begin = ["forecast", "data.csv", "--series", "Store", "--target", "Sales"];

test("--series forecasts all series by one model: one table, a long CSV, a small report; too short ones are told and given a rival's", async () => {
  const place = new Workplace({ "data.csv": long({ ...stores, young: 5, new: 1 }) });
  const { code, stdout, stderr } = await place.here(...begin, ...lines, "--out", "run", "--quiet");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("\nSales, 9 series, 3 rows ahead each\n");
  expect(stdout).toMatch(/Over 7 series the .*linear\s+paths? .* \(MASE\)/s);
  expect(stdout).toMatch(/better in \d+, no better in \d+, worse\s+in \d+/);
  expect(stdout).toMatch(/Worst is Store=S\d, with \d\.\d\d times the error of/);
  expect(stdout).toMatch(/Store=young\): too short for the model: forecast by the best rival/);
  expect(stdout).toMatch(/Store=new\): one row shows no step in time: not forecast/);
  expect(place.list("run")).toEqual(["forecast.csv", "metrics.jsonl", "model.safetensors", "report.html", "run.json"]);

  const csv = readFileSync(place.file("run", "forecast.csv"), "utf8").trim().split("\n");
  expect(csv[0]).toBe("Store,time,value,lower,upper");
  expect(csv.length).toBe(1 + 8 * 3);
  expect(csv[1]).toMatch(/^S1,2024-03-31,[\d.]+,[\d.]+,[\d.]+$/);
  // Of a rival there are no intervals that were measured over all series.
  expect(csv.filter((line) => line.startsWith("young,"))).toEqual([
    expect.stringMatching(/^young,2024-01-06,[\d.]+,,$/),
    expect.stringMatching(/^young,2024-01-07,[\d.]+,,$/),
    expect.stringMatching(/^young,2024-01-08,[\d.]+,,$/),
  ]);

  const report = readFileSync(place.file("run", "report.html"), "utf8");
  expect(report).toContain('<input type="search"');
  expect(report.match(/<figure><figcaption>S/g)).toHaveLength(7);
  expect(report.length).toBeLessThan(150_000);
  const { json } = readRun(place.file("run"));
  expect(json).toMatchObject({ series: 9, verdict: { counts: { unscored: 2 } } });
});

test("--json has every series with its scores, and what each part of the model brought", async () => {
  const place = new Workplace({ "data.csv": long(stores) });
  const small = ["--hidden", "4", "--epochs", "1", ...horizon, "--json"];
  const { code, stdout, stderr } = await place.here(...begin, ...small, "--out", "run");
  expect([code, stderr]).toEqual([0, ""]);
  const { series, model, forecasts, scores, verdict } = JSON.parse(stdout) as ManyForecastResult;
  expect(series.map(({ key }) => key)).toEqual(Object.keys(stores).map((id) => [id]));
  expect(series.every(({ mae, rival, outcome }) => mae !== null && rival !== null && outcome !== "unscored")).toBe(
    true,
  );
  expect(model.errors?.network).toBeGreaterThan(0);
  expect(model.words).toContain("scaled error on the validation windows");
  expect(forecasts).toHaveLength(7);
  expect(scores[0]).toMatchObject({ kind: "model", series: 7 });
  const { better, worse, unscored } = verdict.counts;
  expect(better + worse + unscored + verdict.counts["no-better"]).toBe(7);
});

test("a series in each row, and several targets, are forecast in the same way", async () => {
  const days = Array.from({ length: 90 }, (_, n) => n);
  const place = new Workplace({
    "wide.csv": `Shop,${days.map(day).join(",")}\n${[1, 2, 3].map((s) => `S${s},${days.map((n) => own(s, n)).join(",")}`).join("\n")}\n`,
    "columns.csv": `Date,north,south,note\n${days.map((n) => `${day(n)},${own(1, n)},${own(2, n)},${n % 5}`).join("\n")}\n`,
  });
  const wide = await place.here("forecast", "wide.csv", "--wide", ...lines, "--quiet", "--out", "wide");
  expect([wide.code, wide.stderr]).toEqual([0, ""]);
  expect(readFileSync(place.file("wide", "forecast.csv"), "utf8")).toMatch(
    /^Shop,time,value,lower,upper\nS1,2024-03-31,/,
  );
  const columns = ["forecast", "columns.csv", "--target", "north,south", ...lines, "--quiet", "--out", "columns"];
  const told = await place.here(...columns);
  expect([told.code, told.stderr]).toEqual([0, ""]);
  expect(told.stdout).toContain("\nnorth and south, 2 series, 3 rows ahead each\n");
  const csv = readFileSync(place.file("columns", "forecast.csv"), "utf8").trim().split("\n");
  expect(csv.map((line) => line.split(",")[0])).toEqual([
    "column",
    ...Array(3).fill("north"),
    ...Array(3).fill("south"),
  ]);
  // The model knows how the table stood.
  for (const [model, data, id] of [
    ["wide", "wide.csv", "S2"],
    ["columns", "columns.csv", "south"],
  ]) {
    const { stdout, stderr } = await place.here("predict", model, data, "--json");
    expect(stderr).toContain("model.safetensors");
    expect(stdout).toBe("");
    const next = await place.here("predict", `${model}/model.safetensors`, data, "--json");
    const { series } = JSON.parse(next.stdout) as PredictManyResult;
    expect(series.find(({ key }) => key[0] === id)).toMatchObject({ seen: true, madeBy: "model", known: 90 });
  }
});

test("predict forecasts series that the fit saw and new ones, and tells which are new and which too short", async () => {
  const place = new Workplace({ "data.csv": long(stores) });
  await place.here(...begin, ...lines, "--quiet", "--out", "run");
  const next = long({ S1: 95, S2: 90, other: 80, young: 3 });
  place.write("next.csv", next);
  const model = "run/model.safetensors";
  const { code, stdout, stderr } = await place.here("predict", model, "next.csv", "--out", "next-days.csv");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("2 series are new: forecast by what all series share");
  expect(stdout).toContain('1 series has too few rows for the model: see "made by"');
  expect(stdout).toMatch(/\nS1 +95 +2024-04-05 /);
  expect(stdout).toMatch(/\nyoung +3 +2024-01-04 .* new, last value/);
  const csv = readFileSync(place.file("next-days.csv"), "utf8").trim().split("\n");
  expect(csv[0]).toBe("Store,time,value,lower,upper");
  expect(csv.length).toBe(1 + 4 * 3);
  // What the run forecast of a series, its model forecasts again.
  const run = readFileSync(place.file("run", "forecast.csv"), "utf8").split("\n");
  expect(csv.filter((line) => line.startsWith("S2,"))).toEqual(run.filter((line) => line.startsWith("S2,")));

  // One series alone, with a column of ids and without.
  const rows = next.split("\n").filter((line) => line.startsWith("other,"));
  place.write("alone.csv", `Date,Sales\n${rows.map((line) => line.slice(6)).join("\n")}\n`);
  const { series } = JSON.parse(
    (await place.here("predict", model, "alone.csv", "--json")).stdout,
  ) as PredictManyResult;
  expect(series).toEqual([expect.objectContaining({ key: ["alone.csv"], seen: false, madeBy: "model" })]);
  expect(series[0].rows.map(({ value }) => String(value))).toEqual(
    csv.filter((line) => line.startsWith("other,")).map((line) => line.split(",")[2]),
  );
});

const three = long({ a: 60, b: 60, c: 60 });
const faults: readonly {
  readonly what: string;
  readonly data?: string;
  readonly args?: readonly string[];
  readonly says: string;
}[] = [
  {
    what: "a column of ids that is not there",
    args: ["--series", "Shop"],
    says: 'data.csv: there is no column "Shop". There are: "Store", "Date", "Sales". Name the columns that tell the series apart with --series COLUMN,COLUMN.',
  },
  {
    what: "ids that are the values",
    data: long({ 1: 60, 2: 60 }),
    args: ["--series", "Store", "--target", "Store"],
    says: 'data.csv: column "Store" tells the series apart. Forecast another column with --target.',
  },
  {
    what: "an id for each row",
    args: ["--series", "Date", "--target", "Sales"],
    says: 'data.csv: the longest of 60 series by "Date" has 3 rows, and forecasting 5 of them takes 11: 5 to test on and more before them. Shorten the horizon to --horizon 1, or name other columns that tell series apart with --series.',
  },
  {
    what: "an id that is empty",
    data: three.replace("\nb,2024-01-05", "\n,2024-01-05"),
    says: 'data.csv: 1 row has no value in column "Store", which tells the series apart: the first is row 65 (line 66). Fill the cell, or leave the row out.',
  },
  {
    what: "an id of two series",
    data: three.replaceAll("\nb,", "\na,"),
    says: "data.csv, Store=a: row 61 (line 62) (2024-01-01) is earlier than row 60 (line 61) (2024-02-29). The same times come 2 times over, so several series seem to stand below each other. Correct the times, or take the rows of one series: sorted as they stand, rows would come to wrong places.",
  },
  {
    what: "one series alone",
    data: long({ a: 60 }),
    says: "data.csv: there is only one series (Store=a), and a model over many needs two. Forecast it alone: leave --series out.",
  },
  {
    what: "a choice that leaves none",
    args: ["--series", "Store", "--where", "Store=d"],
    says: 'data.csv: no row has "d" in column "Store". Nearest: "a", "b", "c". Choose a value of the column with --where Store=VALUE.',
  },
  {
    what: "series of several steps in time",
    data: `${three}${Array.from({ length: 30 }, (_, n) => `w,${day(7 * n)},${value(n)}`).join("\n")}\n`,
    says: "data.csv, Store=w: its rows have the step: 1 week, and those of Store=a have the step: 1 day; a model over many goes by rows, which must mean the same in all. Put all rows into one step with --resample, or take those of one step with --where.",
  },
  {
    what: "a missing cell of one series",
    data: three.replace(/\nb,2024-01-05,.*/, "\nb,2024-01-05,"),
    says: 'data.csv, Store=b: column "Sales" has 1 missing cell, the first in row 65 (line 66), 2024-01-05, and no repair was chosen. Choose --repair forward-fill, or --fill-gaps seasonal, which repeats the season, or --repair linear, which looks into the future, or --repair drop, which leaves out 1 of 60 rows.',
  },
  {
    what: "missing cells of several series",
    data: three.replaceAll(/,2024-01-05,.*/g, ",2024-01-05,"),
    says: 'data.csv, Store=a: column "Sales" has 1 missing cell, the first in row 5 (line 6), 2024-01-05, and no repair was chosen. 2 other series have a fault of this kind too. Choose --repair forward-fill, or --fill-gaps seasonal, which repeats the season, or --repair linear, which looks into the future, or --repair drop, which leaves out 1 of 60 rows.',
  },
  {
    what: "no series with room for a test",
    args: ["--series", "Store", "--horizon", "40"],
    says: 'data.csv: the longest of 3 series by "Store" has 60 rows, and forecasting 40 of them takes 81: 40 to test on and more before them. Shorten the horizon to --horizon 29, or name other columns that tell series apart with --series.',
  },
  {
    what: "a test that leaves nothing",
    args: ["--series", "Store", "--test", "2024-02-28"],
    says: "data.csv: --test 2024-02-28 leaves no series with 5 rows to test on and as many before them. Test on another part with --test, or shorten the --horizon.",
  },
  {
    what: "a target that is not there",
    args: ["--series", "Store", "--target", "Sale"],
    says: 'data.csv: there is no column "Sale". Nearest: "Sales".',
  },
  {
    what: "a column that is known ahead",
    args: ["--series", "Store", "--future", "Promo"],
    says: "--future is not for many series: a model over many series reads the target of each alone. Leave it out, or choose one series with --where.",
  },
  {
    what: "waves of the calendar",
    args: ["--series", "Store", "--calendar", "auto"],
    says: "--calendar is not for many series: a model over many series reads the target of each alone. Leave it out, or choose one series with --where.",
  },
  {
    what: "holidays of a country",
    args: ["--series", "Store", "--holidays", "DE"],
    says: "--holidays is not for many series: a model over many series reads the target of each alone. Leave it out, or choose one series with --where.",
  },
  {
    what: "several targets of series below each other",
    args: ["--series", "Store", "--target", "Sales,Store"],
    says: "--target with several columns takes each as a series, and --series says that series stand otherwise. Name one column with --target, or leave --series out.",
  },
  {
    what: "inputs",
    args: ["--series", "Store", "--inputs", "Sales"],
    says: "--inputs is not for many series: a model over many series reads the target of each alone. Leave it out, or choose one series with --where.",
  },
  {
    what: "several layers",
    args: ["--series", "Store", "--layers", "2"],
    says: "--layers is not for many series: a model over many series has one recurrent layer. Leave it out, or choose one series with --where.",
  },
  {
    what: "a network that goes step by step",
    args: ["--series", "Store", "--model", "stepwise"],
    says: "--model is not for many series: many series are forecast by segments, by lines alone, or without training. Leave it out, or choose one series with --where.",
  },
  {
    what: "several levels",
    args: ["--series", "Store", "--level", "0.8,0.9"],
    says: "--level is not for many series: many series have intervals of one level. Leave it out, or choose one series with --where.",
  },
  {
    what: "a lookback for short series",
    args: ["--series", "Store", "--auto-shorten"],
    says: "--auto-shorten is not for many series: series that are too short are told of, and given the forecast of a rival. Leave it out, or choose one series with --where.",
  },
];

test.each(faults)("refused before any work: $what", async ({ data = three, args = ["--series", "Store"], says }) => {
  const place = new Workplace({ "data.csv": data });
  const { code, stdout, stderr } = await place.here("forecast", "data.csv", ...args, "--out", "run");
  expect([code, stdout, stderr]).toEqual([2, "", `recurra: ${says}\n`]);
  expect(place.list()).toEqual(["data.csv"]);
});

test("inspect tells of a model of many series what it forecasts and what it was fitted on", async () => {
  const place = new Workplace({ "data.csv": long(stores) });
  await place.here(...begin, ...lines, "--quiet", "--out", "run");
  const { code, stdout, stderr } = await place.here("inspect", "run/model.safetensors");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("\nrun/model.safetensors: one model for 7 series\n");
  expect(stdout).toMatch(/\nforecasts +Sales, 3 rows ahead\n/);
  expect(stdout).toContain("\nfitted on 7 series in 630 rows, step: 1 day; in closed form\n");
  expect(stdout).toContain("\nseries    S1; S2; S3; S4; S5; S6; S7\n");
});

test("misuses of a model of many series are refused in one line", async () => {
  const place = new Workplace({ "data.csv": long(stores) });
  await place.here(...begin, ...lines, "--quiet", "--out", "run");
  const model = "run/model.safetensors";
  place.write("no-target.csv", long({ S1: 60, S2: 60 }).replace("Sales", "Returns"));
  place.write(
    "weeks.csv",
    `Date,Sales\n${Array.from({ length: 40 }, (_, n) => `${day(7 * n)},${value(n)}`).join("\n")}\n`,
  );
  const says = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await place.here(...args);
    expect([code, stdout]).toEqual([2, ""]);
    return stderr.replace(/^recurra: |\n$/g, "");
  };
  expect(await says("predict", model, "no-target.csv")).toBe(
    'no-target.csv: there is no column "Sales". There are: "Store", "Returns". The model forecasts "Sales".',
  );
  expect(await says("predict", model, "weeks.csv")).toBe(
    "weeks.csv, series=weeks.csv: its rows have the step: 1 week, but the model was fitted on rows with the step: 1 day. A forecast goes by rows, so it would be of another thing. Give rows of the model's step, or fit a model on these.",
  );
  for (const [option, value] of [
    ["--from", "2024-02-01"],
    ["--horizon", "9"],
  ]) {
    expect(await says("predict", model, "data.csv", option, value)).toBe(
      `${model}: ${option} is not for a model of many series. Leave it out.`,
    );
  }
  for (const command of [
    ["export", model, "--onnx", "m.onnx"],
    ["serve", model],
  ]) {
    expect(await says(...command)).toBe(
      `${model}: this is one model of many series, which is not for this command. Forecast with it: \`recurra predict ${model} FILE\`, or fit a model of one series: choose it with --where.`,
    );
  }
});

test("killed in the fit, the backtest and the refit, and resumed: the same bytes", { timeout: 240_000 }, async () => {
  const files = { "data.csv": long({ ...stores, young: 5 }) };
  // Of the network a share is forced, so that each of its weights shows.
  const small = ["--hidden", "4", "--epochs", "2", "--no-linear", ...horizon, "--checkpoint", "0", "--json"];
  const all = [...begin, ...small, "--out", "run"];
  const whole = new Workplace(files);
  const { outcome, events } = await counted(whole, ...all);
  expect([outcome.code, outcome.stderr]).toEqual([0, ""]);
  const left = (place: Workplace) =>
    ["model.safetensors", "forecast.csv", "report.html"].map((name) =>
      readFileSync(place.file("run", name), "base64").replace(/"seconds":[\d.]+/g, ""),
    );
  const batches = events.filter((kind) => kind === "batch").length;
  expect(batches).toBeGreaterThan(200);
  for (const at of [30, 130, batches - 20]) {
    const place = new Workplace(files);
    expect(await killed(place, { kind: "batch", at }, ...all, "--threads", "1")).toBe(true);
    const { code, stderr } = await place.run("forecast", "--resume", "run", "--json", "--threads", "2");
    expect([code, stderr]).toEqual([0, ""]);
    expect(left(place)).toEqual(left(whole));
  }
  const done = await whole.run("forecast", "--resume", "run");
  expect(done.stdout).toMatch(/^run is done/);
});
