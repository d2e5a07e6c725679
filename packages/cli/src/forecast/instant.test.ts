// Forecasts by the network that comes with recurra: at once, of short files too, beside a network that is trained, and what is refused.

import { readFileSync } from "node:fs";
import type { ForecastResult } from "@recurra/report";
import { expect, test } from "vitest";
import { day, value, Workplace } from "../command.fixture.ts";

const table = (rows: number): string =>
  `Date,Load\n${Array.from({ length: rows }, (_, n) => `${day(n)},${(value(n) + ((n * n * 31 + n * 17) % 23) / 10).toFixed(2)}`).join("\n")}\n`;
const begin = ["forecast", "data.csv", "--target", "Load", "--horizon", "7", "--quiet"];

test("--instant trains nothing, and answers with a backtest, a verdict and intervals; a run of it predicts again", async () => {
  const place = new Workplace({ "data.csv": table(150) });
  const { code, stdout, stderr } = await place.here(...begin, "--instant", "--out", "run");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /a network that was trained on made series, and a linear path in closed form; none is\s+trained on these rows/,
  );
  expect(stdout).toMatch(/mean absolute error on the\s+validation windows/);
  expect(stdout).toMatch(/The forecast is from the (pretrained network|linear path)/);
  expect(readFileSync(place.file("run", "metrics.jsonl"), "utf8")).toBe("");
  const report = readFileSync(place.file("run", "report.html"), "utf8");
  expect(report).toContain("trained on other series");
  // No network was trained: no epoch was chosen, and none of its settings made a number.
  expect(report).toContain("weighed the parts");
  for (const words of ["chose the epoch", "units in a layer", "learning rate", "epochs at most"]) {
    expect(report).not.toContain(words);
  }
  const predicted = await place.here("predict", "run/model.safetensors", "data.csv", "--json");
  expect(predicted.code).toBe(0);
  const rows = (text: string) =>
    (JSON.parse(text) as { forecast: { value: number }[] }).forecast.map((row) => row.value);
  const csv = readFileSync(place.file("run", "forecast.csv"), "utf8").trim().split("\n").slice(1);
  expect(rows(predicted.stdout)).toEqual(csv.map((line) => Number(line.split(",")[1])));
});

test("a file of forty rows has intervals too, which are said to be the network's own", async () => {
  const place = new Workplace({ "data.csv": table(40) });
  const { stdout, code } = await place.here(...begin, "--instant", "--out", "run", "--json");
  expect(code).toBe(0);
  const { forecast, backtest } = JSON.parse(stdout) as ForecastResult;
  for (const { value: middle, lower, upper } of forecast) {
    expect(lower!).toBeLessThan(middle);
    expect(upper!).toBeGreaterThan(middle);
  }
  expect(backtest.intervals.note).toContain("They are the network's own");
});

test("--model auto has it as a candidate beside the network that is trained on the file", async () => {
  const place = new Workplace({ "data.csv": table(150) });
  const { stdout } = await place.here(...begin, "--model", "auto", "--epochs", "1", "--out", "run", "--json");
  const { settings, training } = JSON.parse(stdout) as ForecastResult;
  expect(settings.model).toBe("segment");
  expect(training.paths!.taken).toMatch(/^(linear|pretrained|both)$/);
  expect(training.epochs).toHaveLength(1);
});

test("where no model is asked for, the answer without training comes first, and the result says what training did beside it", async () => {
  const place = new Workplace({ "data.csv": table(150) });
  const asked = ["forecast", "data.csv", "--target", "Load", "--horizon", "7", "--epochs", "1", "--out"];
  const { code, stdout, stderr } = await place.here(...asked, "run");
  expect(code).toBe(0);
  expect(stderr).toMatch(/^recurra: at once, with nothing trained: The .*\n/);
  expect(stdout.replace(/\s+/g, " ")).toMatch(/ Training on this file .* the (answer|forecast) /);
  const { stdout: json } = await place.here(...asked, "again", "--json");
  const { instant, backtest } = JSON.parse(json) as ForecastResult;
  expect(instant!.windows).toBeLessThanOrEqual(backtest.windows.count);
  expect(instant!.mae).toBeGreaterThan(0);
  // Who describes a network gets that one alone.
  const { stdout: own } = await place.here(...asked, "own", "--json", "--cell", "gru");
  expect(own).not.toContain('"instant"');
});

test.each([
  ["--dropout", "0.2"],
  ["--head", "quantile"],
  ["--batch", "16", "--learning-rate", "0.01"],
])("options of a network (%s) are of that which is trained, not of the answer before it", async (...options) => {
  const place = new Workplace({ "data.csv": table(120) });
  const { code, stdout } = await place.here(...begin, "--epochs", "1", ...options, "--out", "run", "--json");
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as ForecastResult).instant!.windows).toBeGreaterThan(0);
});

test("--instant beside another model is refused", async () => {
  const place = new Workplace({ "data.csv": table(60) });
  const { code, stderr } = await place.here(...begin, "--instant", "--model", "linear");
  expect(code).toBe(2);
  expect(stderr).toBe(
    "recurra: --instant is the model --model pretrained, and another one is asked for. Leave --instant out, or leave --model out.\n",
  );
});
