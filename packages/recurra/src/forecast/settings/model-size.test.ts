import { expect, test } from "vitest";
import { requireModelFits, requireWindowFits } from "./model-size.ts";

test("a network that does not fit into memory is refused with its numbers, before it is made", () => {
  const shape = { cell: "lstm", inputSize: 1, hiddenSize: 100_000, numLayers: 1 } as const;
  expect(() => requireModelFits("Forecaster", shape)).toThrow(
    "Forecaster: 40,001,300,003 weights in 8 tensors need 960,031,216,456 bytes with gradients and an optimizer's state, but memory has 4,294,967,296",
  );
  const many = { ...shape, hiddenSize: 32, numLayers: 1_000_000 };
  expect(() => requireModelFits("Forecaster", many)).toThrow("in 4,000,004 tensors need");
  expect(() => requireModelFits("GlobalForecaster", { ...shape, hiddenSize: 2000, members: 100 })).toThrow("need");
  expect(() => requireModelFits("Forecaster", { ...shape, hiddenSize: 512, numLayers: 4 })).not.toThrow();
});

test("a window that leaves more behind than a step holds is refused with its numbers", () => {
  const shape = { cell: "gru", inputSize: 1, hiddenSize: 1000, numLayers: 4, lookback: 20_000 } as const;
  expect(() => requireWindowFits("Forecaster", shape)).toThrow(
    "Forecaster: 20,000 steps of 4 layers of 1,000 units leave 1,280,000,000 bytes behind for the gradient of one window, but a step of training holds 1,073,741,824. Choose a smaller lookback, hiddenSize or numLayers.",
  );
  expect(() => requireWindowFits("Forecaster", { ...shape, model: "segment" })).not.toThrow();
});
