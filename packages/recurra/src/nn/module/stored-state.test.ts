import { expect, test } from "vitest";
import { readSafetensors } from "../../format/read-safetensors.ts";
import { writeSafetensors } from "../../format/safetensors.ts";
import { zeros } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { Sequential } from "../networks/sequential.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTM } from "../recurrent/lstm.ts";
import { stateDictOf, storedTensors } from "./stored-state.ts";

const network = () =>
  new Sequential(
    new LSTM({ inputSize: 2, hiddenSize: 3 }),
    new LastStep(),
    new Linear({ inFeatures: 3, outFeatures: 1 }),
  );

test("a module written under other names and read back under its own is the same module", () => {
  const model = network();
  const bytes = writeSafetensors(storedTensors(model, { "0.": "lstm.", "2.": "head." }));
  const { tensors } = readSafetensors(bytes);
  expect([...tensors.keys()]).toEqual([
    "head.bias",
    "head.weight",
    "lstm.bias_hh_l0",
    "lstm.bias_ih_l0",
    "lstm.weight_hh_l0",
    "lstm.weight_ih_l0",
  ]);
  const again = network();
  const x = zeros([1, 4, 2]);
  expect(again.forward(x).toArray()).not.toEqual(model.forward(x).toArray());
  again.loadStateDict(stateDictOf(tensors, { "lstm.": "0.", "head.": "2." }));
  expect(again.forward(x).toArray()).toEqual(model.forward(x).toArray());
  // Without prefixes, names stay.
  expect(Object.keys(stateDictOf(tensors)).sort()).toEqual([...tensors.keys()]);
  expect([...storedTensors(model).keys()]).toEqual(model.namedParameters().map(([name]) => name));
});

test("what begins with no prefix is left out, and the longest prefix counts", () => {
  const one = { shape: [1], dtype: "F32" as const, data: Float32Array.of(1) };
  const tensors = new Map([
    ["net.lstm.w", one],
    ["net.w", one],
    ["ema.w", one],
  ]);
  expect(Object.keys(stateDictOf(tensors, { "net.": "", "net.lstm.": "0." }))).toEqual(["0.w", "w"]);
});

test("float64 is rounded to the nearest float32", () => {
  const tensors = new Map([["w", { shape: [1], dtype: "F64" as const, data: Float64Array.of(0.1) }]]);
  expect(stateDictOf(tensors).w.toArray()).toEqual(Float32Array.of(0.1));
});

test("a prefix that no name begins with is refused and names what there is; so are two tensors of one name", () => {
  const { tensors } = readSafetensors(writeSafetensors(storedTensors(network())));
  expect(() => stateDictOf(tensors, { "lstm.": "0." })).toThrow(
    'stateDictOf: no tensor\'s name begins with "lstm."; there are "0.bias_hh_l0", "0.bias_ih_l0", "0.weight_hh_l0", "0.weight_ih_l0" and 2 more.',
  );
  const one = { shape: [1], dtype: "F32" as const, data: Float32Array.of(1) };
  const twins = new Map([
    ["a.w", one],
    ["b.w", one],
  ]);
  expect(() => stateDictOf(twins, { "a.": "", "b.": "" })).toThrow(
    'stateDictOf: two tensors would be called "w", the second of them "b.w". Give them prefixes of their own.',
  );
});
