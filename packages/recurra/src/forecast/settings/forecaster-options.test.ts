import { expect, test } from "vitest";
import { defaultBatchSize, resolveOptions } from "./forecaster-options.ts";

test("the defaults are those that the documentation names", () => {
  expect(resolveOptions({ target: "Close" })).toMatchObject({
    inputs: ["Close"],
    horizon: 5,
    model: "segment",
    numLayers: 1,
    clipNorm: 1,
    seed: 0,
    mode: "strict",
  });
  expect(resolveOptions({ target: "Close", model: "stepwise" })).toMatchObject({
    cell: "lstm",
    hiddenSize: 32,
    dropout: 0,
    epochs: 150,
    patience: 20,
    learningRate: 0.003,
    loss: "huber",
  });
});

test("an option that cannot be used is named with its value", () => {
  const wrong =
    (options: object): (() => unknown) =>
    () =>
      resolveOptions({ target: "Close", ...options });
  expect(wrong({ horizon: 0 })).toThrow("Forecaster: horizon must be a whole number from 1, but it is 0.");
  expect(wrong({ lookback: 2.5 })).toThrow("Forecaster: lookback must be a whole number from 1, but it is 2.5.");
  expect(wrong({ cell: "transformer" })).toThrow(
    'Forecaster: cell must be one of "rnn", "lstm", "gru", "mingru", "slstm", but it is "transformer".',
  );
  expect(wrong({ learningRate: 0 })).toThrow("Forecaster: learningRate must be a number above 0, but it is 0.");
  expect(wrong({ dropout: 1, numLayers: 2 })).toThrow(
    "Forecaster: dropout must be a number from 0 to below 1, but it is 1.",
  );
  expect(wrong({ dropout: 0.2, hiddenSize: 8 })).toThrow(
    "Forecaster: dropout: 0.2 acts between layers, but there is one. Use numLayers: 2, or leave dropout out.",
  );
  expect(wrong({ inputs: [] })).toThrow(
    "Forecaster: inputs must be a list of at least one column, but it is a list of 0.",
  );
  expect(wrong({ inputs: ["a", "b", "a"] })).toThrow('Forecaster: inputs names "a" twice');
  expect(wrong({ season: 1 })).toThrow(
    'Forecaster: season must be a number of rows from 2 to 1e9, several of them that differ when rounded, or "none", but it is 1.',
  );
});

test("the default batch grows with the number of windows, from 8 to 64", () => {
  expect([1, 100, 255, 256, 600, 1024, 1_000_000].map((windows) => defaultBatchSize(windows))).toEqual([
    8, 8, 8, 16, 32, 64, 64,
  ]);
});

test("with segments the default batch has up to 256 windows", () => {
  expect([1, 600, 2048, 1_000_000].map((windows) => defaultBatchSize(windows, "segment"))).toEqual([8, 32, 128, 256]);
});

test("the model says what other defaults are, and a value that is set holds", () => {
  const { cell, hiddenSize, loss, epochs, dropout } = resolveOptions({ target: "x", model: "segment", epochs: 7 });
  expect({ cell, hiddenSize, loss, epochs, dropout }).toEqual({
    ...{ cell: "gru", hiddenSize: 64, loss: "l1", epochs: 7, dropout: 0.3 },
  });
});

test("a network reads segments of rows, and row by row where its cell, its units or its layers are said", () => {
  expect(resolveOptions({ target: "x" })).toMatchObject({ model: "segment", cell: "gru", hiddenSize: 64 });
  for (const said of [{ cell: "gru" }, { hiddenSize: 8 }, { numLayers: 2 }] as const) {
    expect(resolveOptions({ target: "x", ...said }).model).toBe("stepwise");
    expect(resolveOptions({ target: "x", ...said, model: "segment" }).model).toBe("segment");
  }
});

test("a setting that there is not is refused with the nearest, by the names of other libraries too", () => {
  const given = (name: string) => () => resolveOptions({ target: "x", [name]: 8 });
  expect(given("lookbak")).toThrow('Forecaster: there is no option "lookbak". Say lookback.');
  expect(given("lr")).toThrow('Forecaster: there is no option "lr". Say learningRate.');
  expect(given("hidden_size")).toThrow("Say hiddenSize");
  expect(given("units")).toThrow("Say hiddenSize.");
  expect(given("num_layers")).toThrow("Say numLayers");
});
