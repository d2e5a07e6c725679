// --fine-tune: the pretrained network trained further on the file, told in words, killed and resumed, and refused where it cannot be.

import { existsSync, readFileSync } from "node:fs";
import type { ForecastResult } from "@recurra/report";
import { expect, test } from "vitest";
import { day, Workplace } from "../command.fixture.ts";
import { counted, killed } from "../fault.fixture.ts";

/** Weeks that come in turns of three: what made series have not shown, and a file can teach. */
const table = (rows: number): string =>
  `Date,Load\n${Array.from({ length: rows }, (_, n) => {
    const week = [6, -9, 2][Math.floor(n / 7) % 3];
    return `${day(n)},${(week * [0, 1, 3, 4, 3, 1, 0][n % 7] + ((n * n * 31 + n * 17) % 23) / 30).toFixed(2)}`;
  }).join("\n")}\n`;
const begin = ["forecast", "data.csv", "--target", "Load", "--horizon", "7", "--no-linear"];
const tuned = [...begin, "--model", "pretrained", "--fine-tune", "--checkpoint", "0"];

test("the network is trained further, and terminal, report, inspect and predict say for how long and what it brought", {
  timeout: 60_000,
}, async () => {
  const place = new Workplace({ "data.csv": table(240) });
  const { code, stdout, stderr } = await place.here(...tuned, "--out", "run");
  expect(code).toBe(0);
  expect(stderr).toMatch(/^recurra: at once, with nothing trained: The .*\n/);
  const said =
    /Training the pretrained network further on (this file|these rows), for \d+ epochs?, lowered its mean absolute error on the validation windows by \d+%, from [\d.]+ to [\d.]+\./;
  const flat = (text: string): string => text.replace(/\s+/g, " ");
  expect(flat(stdout)).toMatch(said);
  expect(flat(stdout)).toContain("the network was trained further on these rows");
  expect(flat(stdout)).toMatch(/ Training on this file .* the (answer|forecast) /);
  expect(flat(readFileSync(place.file("run", "report.html"), "utf8"))).toMatch(said);
  const lines = readFileSync(place.file("run", "metrics.jsonl"), "utf8").trim().split("\n");
  const metrics = lines.map((line) => JSON.parse(line) as { phase: string; tunes?: true });
  expect(metrics.every(({ tunes }) => tunes)).toBe(true);
  expect(new Set(metrics.map(({ phase }) => phase))).toEqual(new Set(["backtest fit", "final fit"]));
  const inspected = await place.here("inspect", "run/model.safetensors");
  expect(flat(inspected.stdout)).toMatch(/the pretrained network, \d+ epochs? of further training;/);
  expect(flat(inspected.stdout)).toMatch(said);
  const predicted = await place.here("predict", "run/model.safetensors", "data.csv", "--json");
  const values = (JSON.parse(predicted.stdout) as { forecast: { value: number }[] }).forecast.map((row) => row.value);
  const csv = readFileSync(place.file("run", "forecast.csv"), "utf8").trim().split("\n").slice(1);
  expect(values).toEqual(csv.map((line) => Number(line.split(",")[1])));
  const text = await place.here("predict", "run/model.safetensors", "data.csv");
  expect(flat(text.stdout)).toMatch(/fitted on 240 rows, .*; \d+ epochs? of further training/);
});

test("killed while it trains, in either fit, and resumed, a run ends with the bytes of an uninterrupted one", {
  timeout: 120_000,
}, async () => {
  const files = { "data.csv": table(240) };
  const whole = new Workplace(files);
  const { outcome, events } = await counted(whole, ...tuned, "--json", "--out", "run");
  expect(outcome.code).toBe(0);
  const left = (place: Workplace) => ({
    model: readFileSync(place.file("run", "model.safetensors"), "base64"),
    forecast: readFileSync(place.file("run", "forecast.csv"), "utf8"),
    metrics: readFileSync(place.file("run", "metrics.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line): unknown => ({ ...(JSON.parse(line) as object), seconds: 0 })),
  });
  const steps = events.filter((kind) => kind === "batch").length;
  for (const at of [3, steps - 2]) {
    const place = new Workplace(files);
    expect(await killed(place, { kind: "batch", at }, ...tuned, "--json", "--out", "run")).toBe(true);
    expect(existsSync(place.file("run", "forecast.csv"))).toBe(false);
    const { code, stderr } = await place.run("forecast", "--resume", "run");
    expect([code, stderr]).toEqual([0, expect.stringMatching(/going on with run: fine-tuning, .* fit\./)]);
    expect(left(place)).toEqual(left(whole));
  }
});

test("beside the network that is trained on the file it is a candidate, trained first", {
  timeout: 60_000,
}, async () => {
  const place = new Workplace({ "data.csv": table(320) });
  const { stdout } = await place.here(...begin, "--fine-tune", "--epochs", "1", "--json", "--out", "run");
  const { settings, training } = JSON.parse(stdout) as ForecastResult;
  expect([settings.model, settings.fineTune]).toEqual(["segment", true]);
  expect(training.epochs).toHaveLength(1);
  expect(training.tuning!.epochs).toBeGreaterThan(0);
});

test.each([
  [["--instant"], "--fine-tune trains the pretrained network further, and --instant trains nothing. "],
  [
    ["--model", "segment"],
    "--fine-tune trains the pretrained network further, and --model segment forecasts without it. ",
  ],
  [
    ["--model", "linear"],
    "--fine-tune trains the pretrained network further, and --model linear forecasts without it. ",
  ],
  [["--cell", "gru"], "--fine-tune trains the pretrained network further, and --model stepwise forecasts without it. "],
])("with %s it is refused in one line", async (options, line) => {
  const place = new Workplace({ "data.csv": table(60) });
  const { code, stderr } = await place.here(...begin.slice(0, -1), "--fine-tune", ...options);
  expect(code).toBe(2);
  expect(stderr).toContain(line);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("a model over many series has no further training of the pretrained network", async () => {
  const place = new Workplace({ "data.csv": "Store,Date,Load\na,2024-01-01,1\nb,2024-01-01,2\n" });
  const { code, stderr } = await place.here(
    "forecast",
    "data.csv",
    "--series",
    "Store",
    "--target",
    "Load",
    "--fine-tune",
  );
  expect(code).toBe(2);
  expect(stderr).toContain("--fine-tune is not for many series");
});
