import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { type ExperimentEvent, type ExperimentOptions, experiment, type FitPhase } from "./index.ts";

const series = Series.fromColumns(
  { load: Array.from({ length: 70 }, (_, i) => 50 + Math.abs((i % 10) - 5) + (i % 3) / 4) },
  { name: "load.csv" },
);
const settings = {
  ...{ target: "load", horizon: 2, lookback: 4, hiddenSize: 4, linear: false, epochs: 2, untrained: false },
  ...({ schedule: "cosine", learningRate: 0.05 } as const),
};

test("the epochs of both fits have metrics of one's own and the rates of the schedule, and models are as without", async () => {
  const run = async (options: ExperimentOptions): Promise<ExperimentEvent[]> => {
    const events: ExperimentEvent[] = [];
    for await (const event of experiment(series, settings, options)) events.push(event);
    return events;
  };
  const metrics: ExperimentOptions["metrics"] = {
    error: (output, target) => output.sub(target).mean(),
    "validation error": { over: "validation", value: (output, target) => output.sub(target).mean() },
    weights: { over: "model", value: (model) => model.parameters().length },
  };
  const plain = await run({});
  const measured = await run({ metrics });
  const modelOf = (events: readonly ExperimentEvent[]): Uint8Array[] =>
    events.flatMap((event) => (event.type === "model" ? [event.model] : []));
  expect(modelOf(measured)).toEqual(modelOf(plain));
  const epochs = (phase: FitPhase) =>
    measured.flatMap((event) => (event.type === "epoch" && event.phase === phase ? [event.epoch] : []));
  const names = (phase: FitPhase): string[] => epochs(phase).map((epoch) => Object.keys(epoch.metrics ?? {}).join());
  expect(names("backtest fit")).toEqual(["error,validation error,weights", "error,validation error,weights"]);
  // All of its windows train.
  expect(new Set(names("final fit"))).toEqual(new Set(["error,weights"]));
  expect(epochs("backtest fit")[1].learningRate).toBeLessThan(epochs("backtest fit")[0].learningRate);
});

test("settings of a schedule are read from texts, and what it does not have is refused", async () => {
  const { readSettings } = await import("./settings.ts");
  const texts = { schedule: "cosine", warmUp: "1.5", optimizer: "sgd", weightDecay: "0.01", average: "0.9" };
  expect(readSettings(texts)).toEqual({ ...texts, warmUp: 1.5, weightDecay: 0.01, average: 0.9 });
  expect(() => readSettings({ schedule: "cosine", scheduleDecay: "0.5" })).toThrow(
    'experiment: scheduleDecay: 0.5 is of schedule step, exponential or plateau, and not schedule: "cosine".',
  );
});
