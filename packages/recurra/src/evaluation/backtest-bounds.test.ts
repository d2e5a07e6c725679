import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { backtest, type SeriesForecaster } from "./index.ts";

/** Falls to 0 and stays there. */
const falling = Series.fromColumns({ v: Array.from({ length: 60 }, (_, i) => Math.max(0, 45 - i)) });

const model = (rest: Partial<SeriesForecaster>): SeriesForecaster => ({
  ...{ target: "v", horizon: 3, predict: () => [-5, -6, -7] },
  ...rest,
});

test("a model that keeps to bounds is scored as clipped, and so is what it is compared with", async () => {
  const free = await backtest(model({}), falling, { from: 40 });
  const bounded = await backtest(model({ bounds: { min: 0 } }), falling, { from: 40 });
  expect(Math.min(...free.predicted)).toBe(-7);
  expect(bounded.predicted.every((value) => value === 0)).toBe(true);
  const error = (report: typeof free, name: string) => report.scores.find((score) => score.name === name)?.mae ?? -1;
  expect(error(bounded, "drift")).toBeLessThan(error(free, "drift"));
  expect(error(bounded, "last value")).toBe(error(free, "last value"));
});

test("bounds are { min, max }", async () => {
  const wrong = backtest(model({ bounds: 0 as never }), falling, { from: 40 });
  await expect(wrong).rejects.toThrow("the model's bounds must be { min, max }");
});
