import { describe, expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { explain } from "../inside/cells/explain.ts";
import type { OpenedNetwork } from "../inside/cells/opened.ts";
import { openFit } from "../inside/open-fit.ts";
import { Forecaster } from "./forecaster.ts";
import type { FitStep } from "./settings/fit-step.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const dayOf = (i: number) => new Date(86_400_000 * (18_000 + i)).toISOString().slice(0, 10);
const csv = [
  "day,value",
  ...Array.from({ length: 160 }, (_, i) => `${dayOf(i)},${20 + 5 * ((i % 7) - 3) + ((i * i) % 11) / 4}`),
];
const series = Series.fromCsv(csv.join("\n"), { name: "made.csv" });
const options: ForecasterOptions = {
  ...{ target: "value", lookback: 14, horizon: 3, hiddenSize: 4, epochs: 2, batchSize: 16, seed: 2 },
};

/** Fits, and looks at the network after each step where asked to; gives its weights and the last look. */
async function fit(more: object, looks: boolean) {
  const forecaster = new Forecaster({ ...options, ...more });
  let opened: OpenedNetwork | undefined;
  let weights: Record<string, Float32Array> = {};
  const onStep = (step: FitStep) => {
    if (looks) opened = openFit(step.look(1));
    weights = step.weights();
  };
  for await (const _ of forecaster.fit(series, { onStep }));
  forecaster.dispose();
  return { opened, weights };
}

describe.each([
  ["recurrent", { model: "stepwise" }, [14], 17],
  ["seq2seq", { model: "seq2seq" }, [14, 3], 17],
  ["segments, one ahead", { model: "segment", segmentRows: 7 }, [3], 3],
  ["segments, two ahead", { model: "segment", segmentRows: 7, horizon: 10 }, [2], 4],
  ["a head of quantiles", { model: "segment", segmentRows: 7, head: "quantile" }, [3], 3],
  ["a LSTM that reads words of the calendar", { cell: "lstm", calendar: ["weekday"], model: "stepwise" }, [14], 17],
] as const)("a fit of %s", (_, more, steps, lines) => {
  const { model } = more;
  test("can be looked at after every step, over a window in the target's units, and learns the same", async () => {
    const [watched, alone] = [await fit(more, true), await fit(more, false)];
    expect(watched.weights).toEqual(alone.weights);
    const { layers, lines: drawn, stepNames, loss, connectivity } = watched.opened!;
    expect(layers.map((layer) => layer.steps)).toEqual(steps);
    expect(layers.map((layer) => layer.from)).toEqual(steps.length === 2 ? [0, 14] : [0]);
    for (const layer of layers) {
      const { value, computed } = explain(layer, { symbol: "h", unit: 1, t: 1 });
      expect(Math.abs(value - computed)).toBeLessThan(1e-5);
      expect(layer.gradients!.h.some((one) => one !== 0)).toBe(true);
    }
    for (const { y } of drawn) expect(y).toHaveLength(lines);
    expect(stepNames).toHaveLength(lines);
    const [read, truth, forecast] = drawn.map(({ y }) => y.filter((one) => one !== null));
    expect(read.length + truth.length).toBe(lines);
    expect(forecast).toHaveLength(truth.length);
    for (const value of [...read, ...truth, ...forecast]) expect(value).toBeGreaterThan(0);
    expect(loss).toBeGreaterThan(0);
    expect(connectivity).toHaveLength(model === "segment" ? 2 : 14);
    expect(connectivity!.some((one) => one > 0)).toBe(true);
  });
});

test("a network without a recurrent layer has nothing to open", async () => {
  const { Linear, Sequential } = await import("../index.ts");
  const { Module } = await import("../nn/index.ts");
  class Rows extends Module {
    readonly layers = new Sequential(new Linear({ inFeatures: 14, outFeatures: 3 }));
    forward(x: import("../tensor/index.ts").Tensor) {
      return this.layers.forward(x.reshape([-1, 14]));
    }
  }
  const forecaster = new Forecaster({ ...options, hiddenSize: undefined, network: () => new Rows() } as never);
  let opened: unknown = "not asked";
  for await (const _ of forecaster.fit(series, { onStep: (step) => (opened = openFit(step.look())) }));
  expect(opened).toBe(undefined);
  forecaster.dispose();
});
