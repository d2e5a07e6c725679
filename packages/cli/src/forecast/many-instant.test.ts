// Forecasts of all series of a file by the network that comes with recurra: with nothing trained, and beside a network that is.

import { readFileSync } from "node:fs";
import type { ManyForecastResult } from "@recurra/report";
import { expect, test } from "vitest";
import { day, value, Workplace } from "../command.fixture.ts";
import type { PredictManyResult } from "../predict/many-result.ts";

/** Lines of a file in long form: of each series so many rows, on a level and with noise of its own. */
function long(lengths: Readonly<Record<string, number>>): string {
  const lines = Object.entries(lengths).flatMap(([id, rows], series) =>
    Array.from({ length: rows }, (_, n) => {
      const noise = ((n * n * 31 + n * 17 * series + series * 7) % 23) / 10;
      return `${id},${day(n)},${(value(n) + 20 * series + noise).toFixed(2)}`;
    }),
  );
  return `Store,Date,Sales\n${lines.join("\n")}\n`;
}

const stores = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`S${i + 1}`, 90]));
const begin = ["forecast", "data.csv", "--series", "Store", "--target", "Sales", "--horizon", "3"];

test("--instant trains nothing; series too short for the rest are forecast by the network, with its intervals; its model predicts again", async () => {
  const place = new Workplace({ "data.csv": long({ ...stores, young: 5, new: 1 }) });
  const { code, stdout, stderr } = await place.here(...begin, "--instant", "--out", "run", "--quiet");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.replace(/\s+/g, " ")).toMatch(/scaled error on the validation windows .* of the pretrained network/);
  expect(stdout).toMatch(/Over 7 series the .* \(MASE\)/s);
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "(Store=young): too short for the model: forecast by the pretrained network.",
  );
  expect(stdout).not.toContain("Training on these series");
  expect(readFileSync(place.file("run", "metrics.jsonl"), "utf8")).toBe("");
  const csv = readFileSync(place.file("run", "forecast.csv"), "utf8").trim().split("\n").slice(1);
  expect(csv).toHaveLength(8 * 3);
  for (const line of csv) expect(line).toMatch(/^(S\d|young),2024-[\d-]+,[\d.]+,[\d.]+,[\d.]+$/);

  const predicted = await place.here("predict", "run/model.safetensors", "data.csv", "--json");
  expect(predicted.code).toBe(0);
  const { series, level } = JSON.parse(predicted.stdout) as PredictManyResult;
  expect(level).toBe(0.9);
  expect(series.map(({ madeBy }) => madeBy)).toEqual([...new Array<string>(7).fill("model"), "pretrained network", ""]);
  expect(series.flatMap(({ rows }) => rows.map((row) => row.value))).toEqual(
    csv.map((line) => Number(line.split(",")[2])),
  );
  const inspected = await place.here("inspect", "run/model.safetensors");
  expect(inspected.stdout.replace(/\s+/g, " ")).toMatch(
    /the pretrained network (is [\d.]+% of a forecast, and )?forecasts series that are too short for the rest.*fitted on 9 series/,
  );
});

test("where no model is asked for it is a candidate beside the network that is trained, and the result says what training did", async () => {
  const place = new Workplace({ "data.csv": long(stores) });
  const { code, stdout } = await place.here(...begin, "--epochs", "1", "--out", "run", "--quiet");
  expect(code).toBe(0);
  expect(stdout.replace(/\s+/g, " ")).toMatch(
    /Training on these series (took [\d.]+% off the scaled error without it: [\d.]+ against [\d.]+ on the validation windows\.|left the forecast as it was without\. --instant gives that at once\.)/,
  );
  expect(readFileSync(place.file("run", "report.html"), "utf8")).toContain("Training on these series");
  // Who describes a network gets that one and linear paths.
  const { stdout: own } = await place.here(...begin, "--epochs", "1", "--cell", "lstm", "--out", "own", "--json");
  const { model } = JSON.parse(own) as ManyForecastResult;
  expect([model.errors?.pretrained, model.trained]).toEqual([undefined, undefined]);
});
