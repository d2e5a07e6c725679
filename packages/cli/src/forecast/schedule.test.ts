// Options of how a network is trained: in run.json, in the model file, and through an interruption.
import { readFileSync } from "node:fs";
import { Model } from "recurra";
import { readGlobalForecaster } from "recurra/global";
import { expect, test } from "vitest";
import { daily, quick, Workplace } from "../command.fixture.ts";
import { killed } from "../fault.fixture.ts";
import { readRun } from "../run/run-record.ts";

const schedule = ["--schedule", "cosine", "--warm-up", "0.5", "--optimizer", "sgd", "--average", "0.9"];
const begin = ["forecast", "data.csv", ...quick, "--no-linear", ...schedule, "--checkpoint", "0", "--out", "run"];

function model(place: Workplace): Uint8Array {
  return readFileSync(place.file("run", "model.safetensors"));
}

test("a run with a schedule that was killed goes on to the same bytes; run.json and the model keep it", async () => {
  const whole = new Workplace({ "data.csv": daily(60) });
  expect((await whole.here(...begin)).code).toBe(0);
  const cut = new Workplace({ "data.csv": daily(60) });
  expect(await killed(cut, { kind: "batch", at: 9 }, ...begin)).toBe(true);
  expect((await cut.here("forecast", "--resume", "run")).code).toBe(0);
  expect(Buffer.compare(model(cut), model(whole))).toBe(0);
  const asked = { schedule: "cosine", warmUp: "0.5", optimizer: "sgd", average: "0.9" };
  expect(readRun(cut.file("run")).options).toMatchObject(asked);
  const { settings } = Model.load(model(whole)).facts;
  expect(settings).toMatchObject({ schedule: "cosine", warmUp: 0.5, optimizer: "sgd", average: 0.9 });
  const lines = readFileSync(whole.file("run", "metrics.jsonl"), "utf8").trim().split("\n");
  const rates = lines.map((line) => (JSON.parse(line) as { learningRate: number }).learningRate);
  expect(rates[0]).toBeLessThan(0.05);
  expect(rates[1]).toBeLessThan(rates[0] / 2);
});

test("what a schedule does not have is refused with flags; many series have one too", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const odd = await place.here("forecast", "data.csv", "--schedule", "cosine", "--schedule-every", "3");
  expect([odd.code, odd.stderr]).toEqual([
    2,
    "recurra: --schedule-every 3 is of --schedule step or plateau, and not --schedule cosine. Use --schedule step, or leave --schedule-every out.\n",
  ]);
  const two = daily(60)
    .replaceAll(/^(.*),(.*)$/gm, "$1,$2,$2")
    .replace("Value,Value", "Value,Other");
  const many = new Workplace({ "two.csv": two });
  const args = ["forecast", "two.csv", "--target", "Value,Other", "--epochs", "2", "--horizon", "2", "--lookback", "7"];
  expect((await many.here(...args, "--schedule", "cosine", "--warm-up", "1", "--out", "run")).code).toBe(0);
  const { settings } = readGlobalForecaster(readFileSync(many.file("run", "model.safetensors")));
  expect(settings).toMatchObject({ schedule: "cosine", warmUp: 1 });
});
