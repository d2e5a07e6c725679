import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ForecastResult } from "@recurra/report";
import { expect, test, vi } from "vitest";
import { daily, dailyLines, day, quick, Workplace } from "../command.fixture.ts";
import { forecastText } from "./forecast-text.ts";

const aapl = fileURLToPath(new URL("../../../../examples/data/aapl.csv", import.meta.url));

const waves = Array.from({ length: 150 }, (_, i) => 40 + i / 10 + 5 * Math.abs((i % 12) - 6) + ((i * 7) % 5) / 3);

interface RunJson {
  readonly status: string;
  readonly seed: number;
  readonly mode: string;
  readonly threads: number;
  readonly settings: Record<string, unknown>;
  readonly versions: Record<string, string>;
  readonly data: { file: string; sha256: string; rows: number };
  readonly error?: string;
}

function runJson(place: Workplace, folder: string): RunJson {
  return JSON.parse(readFileSync(place.file(folder, "run.json"), "utf8")) as RunJson;
}

const runFiles = ["forecast.csv", "metrics.jsonl", "model.safetensors", "report.html", "run.json"];

test("an end at 0 is found and said with the flag that undoes it; coverage far off is said in a line of its own", async () => {
  const counts = Array.from({ length: 90 }, (_, n) => `${day(n)},${Math.max(0, 3 - Math.abs((n % 8) - 4))}`);
  const place = new Workplace({ "counts.csv": `${["Date,Sold", ...counts].join("\n")}\n` });
  const run = await place.here("forecast", "counts.csv", ...quick, "--json");
  const result = JSON.parse(run.stdout) as ForecastResult;
  expect(result.bounds).toMatchObject({ min: 0, max: null, found: true });
  const coverage = { ...result.backtest.coverage, level: 0.9, measured: 0.5, measuredWindows: 20 };
  const lines = forecastText({ ...result, backtest: { ...result.backtest, coverage } }, [], 120).split("\n");
  expect(lines).toContain("The 90% intervals held 50%: take them as too narrow.");
  expect(lines).toContain(
    "Forecasts stay at or above 0: no training value is below 0. --min none lets them fall below.",
  );
  const free = await place.here("forecast", "counts.csv", ...quick, "--min", "none", "--max", "2");
  expect(free.stdout).toContain("Forecasts stay at or below 2, as they were told to.");
  expect(free.stdout).not.toContain("--min");
});

test("where the network of all rows was not taken, the last line says so, with both errors", async () => {
  const place = new Workplace({ "days.csv": daily(60) });
  const { stdout } = await place.here("forecast", "days.csv", ...quick, "--json");
  const result = JSON.parse(stdout) as ForecastResult;
  const { refit, parts: _, ...training } = result.training;
  const words = (taken: "refitted" | "scored"): string => {
    const check = { refitted: 2.5, scored: 1.5, taken };
    const told = { ...training, bestEpoch: 1, refit: { ...(refit as NonNullable<typeof refit>), check } };
    return forecastText({ ...result, training: told }, [], 200);
  };
  expect(words("scored")).toContain(
    "of the forecast is the scored one: fitted on all 60 rows it erred more on the last of them, 2.500 against 1.500.",
  );
  expect(words("refitted")).toContain("The forecast is from a model fitted on all 60 rows");
});

test("--level takes several: columns of the CSV and the table, in the JSON and in the model, and predict has them too", async () => {
  const place = new Workplace({ "days.csv": daily(120) });
  const run = await place.here("forecast", "days.csv", ...quick, "--level", "0.5,0.75", "--out", "run");
  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(/50% from +to +75% from +to/);
  expect(run.stdout.replace(/\s+/g, " ")).toMatch(/Intervals: 50% asked, .* 75% asked, [0-9.]+% measured\./);
  const [head, row] = readFileSync(place.file("run", "forecast.csv"), "utf8").split("\n");
  expect(head).toBe("time,value,lower,upper,lower_75,upper_75");
  const [, value, lower, upper, low, high] = row.split(",").map(Number);
  expect(low < lower && lower < value && value < upper && upper < high).toBe(true);
  const next = await place.here("predict", "run/model.safetensors", "days.csv", "--json");
  expect(JSON.parse(next.stdout).forecast[0]).toMatchObject({
    lower,
    upper,
    further: [{ level: 0.75, lower: low, upper: high }],
  });
  const wrong = await place.here("forecast", "days.csv", ...quick, "--level", "0.9,1.2");
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("or at most 5 different ones");
});

test("--json prints one document with data, scores beside naive, coverage, verdict, forecast and files", async () => {
  const place = new Workplace();
  const args = ["--target", "Close", "--horizon", "5", "--epochs", "2", "--hidden", "4", "--json"];
  const { code, stdout, stderr } = await place.here("forecast", aapl, ...args);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const result = JSON.parse(stdout) as ForecastResult;
  expect(result.data).toMatchObject({ rows: 1260, from: "2013-05-13", to: "2018-05-11", step: "business day" });
  expect(result.data.findings).toEqual(expect.any(Array));
  const names = result.backtest.scores.map((score) => score.name);
  expect(names[0]).toBe("linear path");
  expect(names).toEqual(expect.arrayContaining(["last value", "drift"]));
  for (const score of result.backtest.scores) {
    for (const metric of ["mae", "rmse", "mape", "smape", "mase"] as const) expect(score[metric]).toBeGreaterThan(0);
  }
  expect(result.backtest.coverage).toMatchObject({ level: 0.9, measured: expect.any(Number) });
  expect(result.verdict.sentence).toContain("linear path");
  const { scores, windows } = result.backtest;
  const kept = scores.map(({ name, kind, mae, rmse, mase }) => ({ name, kind, mae, rmse, mase }));
  const folder = result.files.run.replace(/run\.json$/, "");
  expect(runJson(place, folder)).toMatchObject({ scores: kept, windows, verdict: result.verdict });
  // Trading days: no Saturday or Sunday.
  expect(result.forecast.map((row) => row.time)).toEqual([
    "2018-05-14",
    "2018-05-15",
    "2018-05-16",
    "2018-05-17",
    "2018-05-18",
  ]);
  for (const { value, lower, upper } of result.forecast) {
    expect(lower).toBeLessThan(value);
    expect(upper).toBeGreaterThan(value);
  }
  for (const path of Object.values(result.files)) expect(readFileSync(place.file(path)).length).toBeGreaterThan(0);
  expect(result.training.refit).toMatchObject({ rows: 1260, epochs: 0 });
});

test("--model linear trains nothing, and says so; --model segment is named by its network", async () => {
  const place = new Workplace({ "waves.csv": `${["Value", ...waves].join("\n")}\n` });
  const args = ["waves.csv", "--horizon", "6", "--season", "12"];
  const linear = await place.here("forecast", ...args, "--model", "linear", "--out", "linear");
  expect([linear.code, linear.stderr.includes("epoch 1")]).toEqual([0, false]);
  expect(linear.stdout).toContain("model     a linear path in closed form, and no network\n");
  expect(linear.stdout).toMatch(/The forecast is from the linear path, fitted on all 150 rows\.\n/);
  expect(readFileSync(place.file("linear", "metrics.jsonl"), "utf8")).toBe("");
  const report = readFileSync(place.file("linear", "report.html"), "utf8");
  expect(report).not.toMatch(/epoch 0|0 epochs/);
  const predicted = await place.here("predict", "linear/model.safetensors", "waves.csv");
  expect(predicted.stdout).toMatch(/model {5}linear path, lookback \d+\n/);
  const inspected = await place.here("inspect", "linear/model.safetensors");
  expect(inspected.stdout).toContain("a linear path in closed form; the network, which was not trained, has no share");

  const options = ["--hidden", "4", "--epochs", "2", "--dropout", "0.2", "--out", "segments"];
  const segment = await place.here("forecast", ...args, "--model", "segment", ...options, "--no-linear");
  expect(segment.code).toBe(0);
  expect(segment.stdout).toMatch(/model {5}segment GRU of 4 units, lookback 36; all 2 epochs, best \d/);
  const wrong = await place.here("forecast", ...args, "--model", "linear", "--no-linear");
  expect(wrong.stderr).toBe(
    "recurra: --model linear is the linear path alone, and there is to be none. Choose another model.\n",
  );
});

test("a run leaves its whole folder, named by date, file and target", async () => {
  const place = new Workplace({ "My Sales.csv": daily(60) });
  const { code } = await place.here("forecast", "My Sales.csv", ...quick, "--no-linear", "--seed", "5");
  expect(code).toBe(0);
  const [folder, ...others] = place.list("runs");
  expect(others).toEqual([]);
  expect(folder).toMatch(/^\d{4}-\d{2}-\d{2}-my-sales-value-[0-9a-f]{7}$/);
  expect(place.list("runs", folder)).toEqual(runFiles);
  const run = runJson(place, `runs/${folder}`);
  expect(run).toMatchObject({ status: "done", seed: 5, mode: "strict", data: { file: "My Sales.csv", rows: 60 } });
  expect(run.settings).toMatchObject({ target: "Value", horizon: 2, lookback: 4, hiddenSize: 4, cell: "lstm" });
  expect(run.versions).toMatchObject({ node: process.versions.node });
  const metrics = readFileSync(place.file("runs", folder, "metrics.jsonl"), "utf8")
    .trim()
    .split("\n");
  const phases = metrics.map((line) => JSON.parse(line) as { phase: string; epoch: number; trainLoss: number });
  expect(phases.slice(0, 2).map(({ phase, epoch }) => [phase, epoch])).toEqual([
    ["backtest fit", 1],
    ["backtest fit", 2],
  ]);
  expect(phases.at(-1)?.phase).toBe("final fit");
  const csv = readFileSync(place.file("runs", folder, "forecast.csv"), "utf8").split("\n");
  expect(csv[0]).toBe("time,value,lower,upper");
  expect(csv[1].startsWith(`${day(60)},`)).toBe(true);
});

test("two runs do not share a folder", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  await Promise.all([place.run("forecast", "data.csv", ...quick), place.run("forecast", "data.csv", ...quick)]);
  expect(place.list("runs").length).toBe(2);
});

test("--out names the folder exactly; an earlier run in it is replaced", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  expect((await place.here("forecast", "data.csv", ...quick, "--out", "a/b")).code).toBe(0);
  expect(place.list()).toEqual(["a", "data.csv"]);
  expect(place.list("a", "b")).toEqual(runFiles);
  expect((await place.here("forecast", "data.csv", ...quick, "--seed", "9", "--out", "a/b")).code).toBe(0);
  expect(runJson(place, "a/b")).toMatchObject({ status: "done", seed: 9 });
  mkdirSync(place.file("empty"));
  expect((await place.here("forecast", "data.csv", ...quick, "--out", "empty")).code).toBe(0);
  expect(place.list("empty")).toEqual(runFiles);
});

test("the same seed gives the same bytes of the model and the forecast, and another seed other ones", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const args = ["forecast", "data.csv", ...quick, "--layers", "2", "--dropout", "0.2", "--seed", "3"];
  await place.here(...args, "--out", "one");
  await place.here(...args, "--out", "two");
  await place.here(...args, "--seed", "4", "--out", "three");
  const bytes = (run: string, file: string): string => readFileSync(place.file(run, file)).toString("base64");
  expect(bytes("two", "model.safetensors")).toBe(bytes("one", "model.safetensors"));
  expect(bytes("two", "forecast.csv")).toBe(bytes("one", "forecast.csv"));
  expect(bytes("three", "model.safetensors")).not.toBe(bytes("one", "model.safetensors"));
});

test("any number of threads gives the same bytes of the model and the forecast, and run.json says how many worked", async () => {
  const place = new Workplace({ "data.csv": daily(300) });
  const args = [
    "forecast",
    "data.csv",
    "--lookback",
    "30",
    "--hidden",
    "32",
    "--batch",
    "96",
    "--epochs",
    "10",
    "--json",
  ];
  const run = async (threads: string) => {
    const { code, stdout, stderr } = await place.run(...args, "--threads", threads, "--out", "run");
    expect([code, stderr]).toEqual([0, ""]);
    const files = ["model.safetensors", "forecast.csv"].map((name) => readFileSync(place.file("run", name), "base64"));
    const document: unknown = JSON.parse(stdout, (key, value: unknown) => (key === "seconds" ? 0 : value));
    return { same: { files, document }, worked: runJson(place, "run").threads };
  };
  const [alone, two] = [await run("1"), await run("2")];
  expect([alone.worked, two.worked]).toEqual([1, 2]);
  expect(two.same).toEqual(alone.same);
});

test("without --json the scores, the verdict, the forecast and the files are printed", async () => {
  const place = new Workplace({ "data.csv": daily(90) });
  const { stdout, stderr } = await place.here("forecast", "data.csv", ...quick, "--out", "run");
  expect(stderr).toBe("");
  expect(stdout).toContain("Value, 2 rows ahead");
  expect(stdout).toMatch(/data {6}data\.csv: 90 rows, 2024-01-01 to 2024-03-30, step: 1 day/);
  expect(stdout).toMatch(/^ +MAE +RMSE +MAPE +sMAPE +MASE +direction$/m);
  const { stdout: json } = await place.here("forecast", "data.csv", ...quick, "--out", "run", "--json");
  const { scores } = (JSON.parse(json) as ForecastResult).backtest;
  const [model, ...rivals] = scores;
  rivals.sort((a, b) => a.mae - b.mae);
  const shown = stdout.split("\n").flatMap((line) => scores.filter(({ name }) => line.startsWith(`${name}  `)));
  expect(shown.map(({ name }) => name)).toEqual([model, ...rivals.slice(0, 3)].map(({ name }) => name));
  if (rivals.length > 3) expect(stdout).toContain(`more rivals in the report)`);
  expect(stdout).toMatch(/^seasons {3}\S/m);
  expect(stdout).toMatch(new RegExp(`^${day(90)} +\\d`, "m"));
  expect(stdout).toContain("In run/: report.html, forecast.csv, model.safetensors, metrics.jsonl, run.json\n");
});

test("a unit stands in the heads of the tables, in the JSON, in run.json and in the report, which names no folder", async () => {
  const place = new Workplace({ "data.csv": daily(90) });
  const args = ["forecast", place.file("data.csv"), ...quick, "--unit", "MW", "--out", "run"];
  const { stdout } = await place.here(...args);
  expect(stdout).toMatch(/^ +MAE, MW +RMSE, MW +MAPE +sMAPE +MASE +direction$/m);
  expect(stdout).toMatch(/^time +forecast, MW +90% from +to$/m);
  expect(runJson(place, "run").settings).toMatchObject({ unit: "MW" });
  const page = readFileSync(place.file("run", "report.html"), "utf8");
  expect(page).toContain("Value, MW");
  expect(page).toContain("data.csv");
  expect(page).not.toContain(place.file("").replace(/[\\/]+$/, ""));
  const json = JSON.parse((await place.here(...args, "--json")).stdout) as ForecastResult;
  expect(json).toMatchObject({
    unit: "MW",
    settings: { unit: "MW" },
    training: { refit: { seconds: expect.any(Number) } },
  });
});

test("training that fails ends with 1 and one line, and the run says that it failed", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const { code, stdout, stderr } = await place.here(
    "forecast",
    "data.csv",
    ...quick,
    "--learning-rate",
    "1e38",
    "--out",
    "run",
  );
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^recurra: the [^\n]*epoch 1, [^\n]*Lower the learning rate[^\n]*\n$/);
  expect(runJson(place, "run")).toMatchObject({ status: "failed", error: expect.stringContaining("epoch 1") });
  expect(place.list("run")).toEqual(["metrics.jsonl", "run.json"]);
});

test("--test takes a share, a number of rows, or the date at which the backtest starts", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const windows = async (part: string): Promise<unknown> => {
    const { stdout } = await place.here("forecast", "data.csv", ...quick, "--json", "--test", part);
    return (JSON.parse(stdout) as ForecastResult).backtest.windows;
  };
  const expected = { count: 19, stride: 1, from: day(40), to: day(59) };
  expect(await windows("20")).toEqual(expected);
  expect(await windows(day(40))).toEqual(expected);
  expect(await windows("33.333%")).toEqual(expected);
});

test("a series of one column needs no --target, and one without times counts its rows", async () => {
  const text = dailyLines(60)
    .map((line) => line.split(",")[1])
    .join("\n");
  const place = new Workplace({ "data.csv": text });
  const { stdout } = await place.here("forecast", "data.csv", ...quick, "--json");
  const result = JSON.parse(stdout) as ForecastResult;
  expect(result.target).toBe("Value");
  expect(result.forecast.map((row) => row.time)).toEqual(["61", "62"]);
  const { stdout: told } = await place.here("forecast", "data.csv", ...quick);
  expect(told).toMatch(/data {6}data\.csv: 60 rows, row 1 to row 60$/m);
});

test("--native names the BLAS in the run, or says what to install", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const { code, stderr } = await place.run("forecast", "data.csv", ...quick, "--native", "--out", "run");
  if (code === 0) {
    expect(runJson(place, "run")).toMatchObject({
      mode: "native",
      blas: { library: expect.stringMatching(/blas|Accelerate|mkl/) },
    });
  } else {
    expect(code).toBe(2);
    expect(stderr).toMatch(/^recurra: --native: .*install.*\n$/);
  }
});

test("--native is one line and exit code 2 where the BLAS cannot be opened, or beside --fast", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const args = ["forecast", "data.csv", ...quick, "--native"];
  const both = await place.run(...args, "--fast");
  expect(both).toEqual({
    code: 2,
    stdout: "",
    stderr: "recurra: --fast and --native exclude each other. Leave one out.\n",
  });
  vi.stubEnv("RECURRA_BLAS", "libnowhere.so");
  const missing = await place.run(...args);
  vi.unstubAllEnvs();
  expect([missing.code, missing.stdout]).toEqual([2, ""]);
  expect(missing.stderr).toMatch(/^recurra: --native: .*(libnowhere\.so|koffi).*install.*\n$/);
  expect(missing.stderr.match(/--native/g)).toHaveLength(1);
  if (missing.stderr.includes("libnowhere")) {
    expect(missing.stderr).toMatch(/, or name another with RECURRA_BLAS=PATH\.\n$/);
  }
  expect(place.list()).toEqual(["data.csv"]);
});

test("--fast says so in the run, or says that this Node has no relaxed SIMD", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const { code, stderr } = await place.run("forecast", "data.csv", ...quick, "--fast", "--out", "run");
  if (code === 0) expect(runJson(place, "run").mode).toBe("fast");
  else expect(stderr).toContain("--fast: it needs relaxed SIMD");
  expect(stderr).not.toContain("unrecognized flag");
});
