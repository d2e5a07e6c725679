import { expect, test } from "vitest";
import { Forecaster, type ForecasterSettings } from "../forecast/index.ts";
import { backtestStride, Plan } from "./plan.ts";

const settings: ForecasterSettings = new Forecaster({ target: "y", horizon: 5, model: "stepwise" }).settings;

function plan({
  own = settings,
  lookback = 30,
  training = 640,
  validation = 100,
  tested = 200,
  final = 1000,
  seasons = [] as number[],
}) {
  const layout = {
    ...{ lookback, horizon: 5, batchSize: 64, skip: false, bounds: undefined, trainingRows: lookback + training + 8 },
    ...{ seasons: [], stride: 1, epochWindows: training },
    training: new Uint32Array(training),
    validation: new Uint32Array(validation),
  };
  return new Plan(own, { layout, tested: (stride) => Math.ceil(tested / stride), final, seasons });
}

test("all windows of the test part are scored, as long as they are some thousands", () => {
  expect(plan({ tested: 3484, lookback: 48 }).backtest).toEqual({ stride: 1, windows: 3484 });
  expect(plan({ tested: 4001 }).backtest).toEqual({ stride: 2, windows: 2001 });
});

test("of very many windows, or very long ones, every n-th is scored", () => {
  expect(plan({ tested: 40_000 }).backtest).toEqual({ stride: 10, windows: 4000 });
  const { stride, windows } = plan({ tested: 20_000, lookback: 1440 }).backtest;
  expect(stride).toBeGreaterThan(5);
  expect(windows).toBe(Math.ceil(20_000 / stride));
  expect(plan({ tested: 20_000, lookback: 1_000_000 }).backtest.windows).toBe(100);
});

test("without a network of its own a model has no work in its epochs", () => {
  const own = new Forecaster({ target: "y", horizon: 5, model: "pretrained" }).settings;
  expect([plan({ own }).epochWork, plan({}).epochWork > 0]).toEqual([0, true]);
});

test("windows that are scored begin at all rows of a season, or at many of a long one", () => {
  expect(backtestStride(24_000, 1000, [24])).toBe(25);
  expect(backtestStride(24_000, 1000, [24, 168, 8766])).toBe(25);
  expect(backtestStride(5000, 1000, [1440, 10_080])).toBe(5);
  expect(backtestStride(5000, 1000, [60, 1440])).toBe(7);
  expect(backtestStride(7000, 1000, [7])).toBe(8);
  expect(backtestStride(7000, 1000, [365.25])).toBe(7);
});

test("the time of a batch foretells epochs and the whole: both fits at their most, validation and backtest", () => {
  const one = plan({});
  expect(one.batches).toEqual({ "backtest fit": 10, "final fit": 16 });
  const step = { epoch: 1, batch: 4, loss: 1, norm: 1, threads: 2 };
  // 64 windows in 64 ms on two threads: forward on one takes 2/3 ms each.
  const { epoch, most } = one.estimate("backtest fit", 64, step, 150);
  expect(epoch).toBeCloseTo(10 * 0.064 + (100 * 2) / 3 / 1000);
  expect(most).toBeCloseTo(150 * epoch - 4 * 0.064 + ((100 + 200) * 2) / 3 / 1000 + 150 * 16 * 0.064);
  const final = one.estimate("final fit", 64, { ...step, epoch: 3 }, 10);
  expect(final.epoch).toBeCloseTo(16 * 0.064);
  expect(final.most).toBeCloseTo(8 * final.epoch - 4 * 0.064);
});
