import { expect, test } from "vitest";
import { GRU, LSTM, RNN } from "../../nn/index.ts";
import { recurrentWeights, requireModelFits } from "./model-size.ts";

test.for([
  ["rnn", RNN],
  ["gru", GRU],
  ["lstm", LSTM],
] as const)("the weights of %s layers are counted as the layers have them", ([cell, Layer]) => {
  const shape = { inputSize: 3, hiddenSize: 5, numLayers: 3 };
  const layers = new Layer(shape);
  const made = layers.parameters().reduce((sum, parameter) => sum + parameter.size, 0);
  expect(recurrentWeights({ cell, ...shape })).toBe(made);
  layers.dispose();
});

test("a network that does not fit into memory is refused with its numbers, before it is made", () => {
  const shape = { cell: "lstm", inputSize: 1, hiddenSize: 100_000, numLayers: 1 } as const;
  expect(() => requireModelFits(shape)).toThrow(
    "Forecaster: 1 layer of 100,000 units has 40,001,200,000 weights, but memory holds at most 134,217,728. Use fewer units (hiddenSize) or layers (numLayers).",
  );
  expect(() => requireModelFits({ ...shape, hiddenSize: 32, numLayers: 1_000_000 })).toThrow(
    "1,000,000 layers of 32 units have",
  );
  expect(() => requireModelFits({ ...shape, hiddenSize: 512, numLayers: 4 })).not.toThrow();
});
