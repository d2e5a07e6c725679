import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { type ExperimentResult, type ExperimentSettings, experiment } from "./index.ts";

const counts = (i: number): number => Math.max(0, 3 - Math.abs((i % 8) - 4));

async function resultOf(of: (i: number) => number, settings: ExperimentSettings = {}): Promise<ExperimentResult> {
  const series = Series.fromColumns(
    { sold: Array.from({ length: 80 }, (_, i) => of(i)) },
    { times: Array.from({ length: 80 }, (_, i) => 86_400_000 * (19_000 + i)), name: "sold.csv" },
  );
  const small = { horizon: 2, lookback: 8, hiddenSize: 2, epochs: 1 };
  for await (const event of experiment(series, { ...small, ...settings })) {
    if (event.type === "result") return event.result;
  }
  throw new Error("no result");
}

test("what was found is told with its reason, stands among the settings, and holds for the forecast", async () => {
  const { bounds, settings, forecast } = await resultOf(counts);
  expect(bounds).toEqual({
    min: 0,
    max: null,
    found: true,
    remarks: ["Forecasts stay at or above 0: no training value is below 0."],
  });
  expect(settings).toMatchObject({ min: 0 });
  expect(forecast.every(({ value, lower }) => value >= 0 && (lower ?? 0) >= 0)).toBe(true);
});

test("where nothing is found or wanted, nothing is told", async () => {
  expect((await resultOf((i) => 50 + counts(i))).bounds).toBeUndefined();
  expect((await resultOf(counts, { min: "none" })).bounds).toBeUndefined();
});

test("values beyond what was set are told of, and stay as they are", async () => {
  const { bounds, history } = await resultOf((i) => (i === 9 ? -0.1 : counts(i)), { min: 0, max: 2 });
  expect(bounds).toMatchObject({ min: 0, max: 2, found: false });
  expect(bounds?.remarks).toEqual([
    "Forecasts stay between 0 and 2, as they were told to.",
    "1 known value lies below 0 (it is -0.1, on 2022-01-17): the data stay as they are, the forecasts do not go there.",
    "10 known values lie above 2 (the highest is 3, on 2022-01-12): the data stay as they are, the forecasts do not go there.",
  ]);
  expect(history.values[9]).toBe(-0.1);
});

test("a test row below what was found refutes it: the scores kept to it, the forecast does not", async () => {
  const { bounds } = await resultOf((i) => (i === 78 ? -4 : counts(i)));
  expect(bounds).toEqual({
    min: null,
    max: null,
    found: false,
    remarks: [
      "The scored model stayed at or above 0, because none of its training values is below; later ones are (-4 on 2022-03-27), so the forecast may fall below.",
    ],
  });
});
