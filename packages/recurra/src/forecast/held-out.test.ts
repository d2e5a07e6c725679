import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { Forecaster } from "./forecaster.ts";
import { bytesOfWeights, type FitStep } from "./settings/fit-step.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const v = Array.from({ length: 200 }, (_, i) => 20 + 5 * Math.sin(i / 3) + (i % 7));
const series = Series.fromColumns({ v }, { name: "v" });
const small = { target: "v", horizon: 3, lookback: 12, hiddenSize: 4, epochs: 2, linear: false, min: "none" } as const;

async function fit(options: ForecasterOptions, onStep: (step: FitStep) => void): Promise<Forecaster> {
  const forecaster = new Forecaster(options);
  for await (const _ of forecaster.fit(series, { onStep }));
  return forecaster;
}

test.each([
  ["stepwise", { numLayers: 2, dropout: 0.4 }],
  ["segment", { dropout: 0.3 }],
  ["seq2seq", {}],
] as const)("a %s network that is looked at after each step learns the same to the bit", async (model, more) => {
  const weights: Uint8Array[][] = [[], []];
  const options = { ...small, ...more, model };
  const one = await fit(options, (step) => weights[0].push(bytesOfWeights(step.weights())));
  const other = await fit(options, (step) => {
    const first = step.heldOut();
    expect(step.heldOut({ from: 2, to: 4 })?.predicted).toEqual(first?.predicted.slice(6, 12));
    weights[1].push(bytesOfWeights(step.weights()));
  });
  expect(weights[1]).toEqual(weights[0]);
  expect(other.predict(series)).toEqual(one.predict(series));
});

test("what is forecast is what the network gives that is kept, for windows that share no row", async () => {
  let last: ReturnType<FitStep["heldOut"]>;
  const forecaster = await fit({ ...small, model: "stepwise", epochs: 1, untrained: false }, (step) => {
    last = step.heldOut();
  });
  expect(last?.predicted).toEqual(forecaster.predictAt(series, last!.origins));
  expect(last?.origins.every((origin, i) => i === 0 || origin >= last!.origins[i - 1] + 3)).toBe(true);
  expect(last?.origins[0]).toBe(forecaster.layout(series).trainingRows);
});

test("a fit that validates on no rows holds none out", async () => {
  const forecaster = new Forecaster(small);
  const seen: unknown[] = [];
  for await (const _ of forecaster.fit(series, { validation: 0, onStep: (step) => seen.push(step.heldOut()) }));
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every((one) => one === undefined)).toBe(true);
});

test("places that are none are refused", async () => {
  let refused: unknown;
  await fit({ ...small, epochs: 1 }, (step) => {
    try {
      step.heldOut({ from: -1 });
    } catch (error) {
      refused = error;
    }
  });
  expect(String(refused)).toContain("heldOut: from must be a whole number");
});
