import { readdirSync, readFileSync } from "node:fs";
import { readSafetensors } from "recurra/model";
import { expect, test } from "vitest";
import { findStoredLayers } from "./stored-layers.ts";

const folder = new URL("../../../../fixtures/pytorch-exchange/", import.meta.url);
const open = (name: string) => readSafetensors(new Uint8Array(readFileSync(new URL(name, folder)))).tensors;
const shaped = (shapes: Record<string, number[]>) =>
  new Map(Object.entries(shapes).map(([name, shape]) => [name, { shape }]));

test.each(readdirSync(folder).filter((name) => /^[a-z]+-\dx\d.*\.safetensors$/.test(name)))(
  "%s, which PyTorch saved, is known by its names and shapes",
  (name) => {
    const [, cell, layers, directions, rest] = /^(\w+)-(\d)x(\d)(.*)\.safetensors$/.exec(name)!;
    const bias = rest !== "-no-bias";
    const found = findStoredLayers(open(name));
    expect(found.layers.find(({ name }) => name === cell)).toMatchObject({
      type: cell.toUpperCase(),
      inputSize: 3,
      size: 5,
      numLayers: Number(layers),
      bidirectional: directions === "2",
      bias,
    });
    expect(found.layers.find(({ name }) => name === "head")).toMatchObject({
      type: "Linear",
      inputSize: 5 * Number(directions),
      size: 2,
      bias,
    });
    expect(found.layers.map(({ problem }) => problem)).toEqual([undefined, undefined]);
    expect(found.others).toEqual(["example.output", "example.x", "example.y"]);
  },
);

test("parameters are counted: an LSTM of 5 units on 3 inputs has 4 * 5 * (3 + 5 + 2)", () => {
  const { layers } = findStoredLayers(open("lstm-1x1.safetensors"));
  expect(layers.map(({ name, parameters }) => [name, parameters])).toEqual([
    ["lstm", 200],
    ["head", 12],
  ]);
});

test("names without a prefix are layers too, and what is no layer is left over", () => {
  const { layers, others } = findStoredLayers(
    shaped({
      weight_ih_l0: [12, 2],
      weight_hh_l0: [12, 4],
      weight: [3, 4],
      "norm.weight": [4],
      "conv.weight": [4, 4, 3],
    }),
  );
  expect(layers.map(({ name, type, bias }) => [name, type, bias])).toEqual([
    ["", "GRU", false],
    ["", "Linear", false],
  ]);
  expect(others).toEqual(["norm.weight", "conv.weight"]);
});

test("what no layer here can take is said: projections, shapes of no cell, missing tensors", () => {
  const problem = (shapes: Record<string, number[]>) => findStoredLayers(shaped(shapes)).layers[0].problem;
  const two = { "a.weight_ih_l0": [16, 2], "a.weight_hh_l0": [16, 4] };
  expect(problem(two)).toBeUndefined();
  expect(problem({ ...two, "a.weight_hr_l0": [2, 4] })).toContain("proj_size");
  expect(problem({ "a.weight_ih_l0": [10, 2], "a.weight_hh_l0": [10, 5] })).toBe(
    "10 rows for states of 5 are no RNN, LSTM, GRU, minGRU or sLSTM",
  );
  expect(problem({ ...two, "a.weight_ih_l1": [16, 4] })).toBe("3 tensors, but 4 belong to it");
  // Without its first layer it is none.
  expect(findStoredLayers(shaped({ "a.weight_ih_l1": [16, 4] }))).toEqual({ layers: [], others: ["a.weight_ih_l1"] });
});
