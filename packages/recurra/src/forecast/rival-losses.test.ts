import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { GRU } from "../nn/index.ts";
import { Forecaster } from "./forecaster.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(3).stream("noise");
const waves = Array.from({ length: 240 }, (_, i) => 50 + 10 * ((i % 8) % 5) + 0.3 * noise.normal(i));
const steps = Array.from({ length: 240 }, (_, i) => noise.normal(i));
const walk = steps.map((_, i) => 100 + steps.slice(0, i + 1).reduce((sum, step) => sum + step, 0));
const [season, wandering] = [waves, walk].map((v) => Series.fromColumns({ v }, { name: "v" }));
const small = { target: "v", horizon: 4, lookback: 16, hiddenSize: 4, epochs: 1, linear: false } as const;

async function untrainedLoss(options: ForecasterOptions, series: Series): Promise<number | undefined> {
  const forecaster = new Forecaster(options);
  for await (const epoch of forecaster.fit(series)) {
    forecaster.dispose();
    return epoch.untrainedLoss;
  }
  return undefined;
}

test.each([
  ["huber", "stepwise"],
  ["l1", "segment"],
  ["mse", "stepwise"],
] as const)(
  "in the measure %s of a validation loss, repeating the last value has that of the untrained %s network",
  async (loss, model) => {
    const options = { ...small, loss, model, ...(model === "segment" && { anchorSeason: 0, segmentRows: 4 }) };
    const found = await new Forecaster(options).rivalLosses(wandering);
    const still = found?.losses.find(({ name }) => name === "last value");
    expect(still?.loss).toBeCloseTo((await untrainedLoss(options, wandering)) as number, 5);
  },
);

test("the rival with the smallest loss stands first: that which repeats the season where there is one", async () => {
  const found = await new Forecaster({ ...small, season: 8 }).rivalLosses(season);
  const losses = found?.losses.map(({ loss }) => loss) ?? [];
  expect(losses.length).toBeGreaterThan(5);
  expect(losses).toEqual(losses.toSorted((a, b) => a - b));
  const place = (name: string): number => found?.losses.findIndex((one) => one.name === name) ?? -1;
  expect(place("last value")).toBeGreaterThan(place("seasonal naive (8 rows)"));
  expect(place("seasonal naive (8 rows)")).toBeGreaterThanOrEqual(0);
});

test("rows behind the windows are not read, and those that are held out follow one another behind the rows that are learned from", async () => {
  const forecaster = new Forecaster(small);
  const { training, validation, trainingRows } = forecaster.layout(season);
  const found = await forecaster.rivalLosses(season);
  const origins = Array.from(found?.heldOut.origins ?? []);
  expect(found?.windows).toBe(validation.length);
  expect(origins[0]).toBe(trainingRows);
  expect(origins.every((origin, i) => i === 0 || origin === origins[i - 1] + 4)).toBe(true);
  expect(Math.max(...training) + 4).toBeLessThanOrEqual(trainingRows);
  // What comes after the first window changes nothing of what is forecast there.
  const other = waves.map((value, row) => (row < trainingRows + 4 ? value : value + 30));
  const changed = await forecaster.rivalLosses(Series.fromColumns({ v: other }, { name: "v" }));
  const ofFirst = ({ heldOut }: NonNullable<typeof found>): number[] => Array.from(heldOut.predicted.slice(0, 4));
  if (changed?.losses[0].name === found?.losses[0].name) expect(ofFirst(changed!)).toEqual(ofFirst(found!));
  expect(changed?.losses[0].loss).not.toBe(found?.losses[0].loss);
});

test.each(["quantile", "studentT"] as const)(
  "with a head %s a rival says how sure it is by its errors on training rows alone",
  async (head) => {
    const forecaster = new Forecaster({ ...small, head, anchor: "difference" });
    const found = await forecaster.rivalLosses(wandering);
    const best = found?.losses.find(({ name }) => name === "last value")?.loss as number;
    const { trainingRows } = forecaster.layout(wandering);
    // Later rows that swing more make the losses larger, as none of the spread was learned there.
    const last = walk[trainingRows - 1];
    const wild = walk.map((value, row) => (row < trainingRows ? value : last + 4 * (value - last)));
    const other = await forecaster.rivalLosses(Series.fromColumns({ v: wild }, { name: "v" }));
    const still = other?.losses.find(({ name }) => name === "last value")?.loss as number;
    expect(still - best).toBeGreaterThan(0.3);
    // Errors of a walk have the root mean square of 1 in their own unit: a normal distribution has this loss, and quantiles a fifth of it.
    expect(best).toBeLessThan(head === "quantile" ? 0.3 : 1.5);
  },
);

test("a fit without a network, or with one of a program's own, has no rivals in its measure", async () => {
  expect(await new Forecaster({ target: "v", model: "linear" }).rivalLosses(season)).toBeUndefined();
  const network = () => new GRU({ inputSize: 1, hiddenSize: 4 });
  expect(await new Forecaster({ target: "v", network: network as never }).rivalLosses(season)).toBeUndefined();
});
