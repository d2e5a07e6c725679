import { expect, test } from "vitest";
import * as heap from "../../kernels/wasm/heap.ts";
import { Parameter, type Tensor, tensor } from "../../tensor/index.ts";
import { Dropout } from "../layers/dropout.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "./module.ts";

class Block extends Module {
  scale: Parameter = new Parameter([1, 2], [2]);
  linear: Linear = new Linear({ inFeatures: 2, outFeatures: 2 });
}

class Model extends Module {
  first: Block = new Block();
  blocks: Block[] = [new Block(), new Block()];
  drop: Dropout = new Dropout();
  shift: Parameter = new Parameter([0], [1]);
}

const names = [
  "first.scale",
  "first.linear.weight",
  "first.linear.bias",
  "blocks.0.scale",
  "blocks.0.linear.weight",
  "blocks.0.linear.bias",
  "blocks.1.scale",
  "blocks.1.linear.weight",
  "blocks.1.linear.bias",
  "shift",
];

test("a module finds its parameters in the order of declaration, also in arrays, under joined names", () => {
  const model = new Model();
  expect(model.namedParameters().map(([name]) => name)).toEqual(names);
  expect(Object.keys(model.stateDict())).toEqual(names);
  expect(model.parameters()).toEqual(model.namedParameters().map(([, parameter]) => parameter));
  expect(model.namedModules().map(([name]) => name)).toEqual([
    "",
    "first",
    "first.linear",
    "blocks.0",
    "blocks.0.linear",
    "blocks.1",
    "blocks.1.linear",
    "drop",
  ]);
  model.dispose();
});

test("a parameter that two fields share appears once", () => {
  class Tied extends Module {
    a: Linear = new Linear({ inFeatures: 1, outFeatures: 1 });
    b: Linear = this.a;
  }
  const model = new Tied();
  expect(model.namedParameters().map(([name]) => name)).toEqual(["a.weight", "a.bias"]);
  model.dispose();
});

test("train() and eval() reach every module inside", () => {
  const model = new Model();
  expect(model.drop.training).toBe(true);
  model.eval();
  expect(model.namedModules().every(([, module]) => !module.training)).toBe(true);
  expect(model.train()).toBe(model);
  expect(model.drop.training).toBe(true);
  model.dispose();
});

test("a state is a copy, and loading it back restores the values", () => {
  const model = new Model();
  const state = model.stateDict();
  const before = [...model.shift.value, ...model.first.linear.weight.value];
  for (const parameter of model.parameters()) parameter.value = new Float32Array(parameter.size).fill(7);
  model.loadStateDict(state);
  expect([...model.shift.value, ...model.first.linear.weight.value]).toEqual(before);
  model.dispose();
});

test("loadStateDict names missing, misshapen and unknown entries, and then changes nothing", () => {
  const model = new Block();
  const { scale, ...rest } = model.stateDict();
  const state: Record<string, Tensor> = { ...rest, "linear.bias": tensor([1, 2, 3]), extra: scale };
  const before = [...model.linear.weight.value];
  state["linear.weight"] = tensor([9, 9, 9, 9], [2, 2]);
  expect(() => model.loadStateDict(state)).toThrow(
    'loadStateDict: "scale" is missing; "linear.bias" has the shape [3], expected [2]; "extra" is not a parameter here. Build ' +
      "the module with the options that the state was saved with.",
  );
  expect([...model.linear.weight.value]).toEqual(before);
  model.dispose();
});

test("dispose() gives the memory of everything inside back", () => {
  const before = heap.stats();
  const model = new Model();
  model.first.linear
    .forward(tensor([1, 2], [1, 2]))
    .sum()
    .backward();
  expect(heap.stats().used).toBeGreaterThan(before.used);
  model.dispose();
  expect(heap.stats()).toMatchObject({ used: before.used, blocks: before.blocks });
});

test("zeroGrad() forgets every gradient", () => {
  const model = new Block();
  model.linear
    .forward(tensor([1, 2], [1, 2]))
    .sum()
    .backward();
  expect(model.linear.bias?.grad).not.toBeNull();
  model.zeroGrad();
  expect(model.parameters().every((parameter) => parameter.grad === null)).toBe(true);
  model.dispose();
});

test("a state that cannot be read changes nothing", () => {
  const model = new Block();
  const released = tensor([9, 9]).mul(1);
  const state = { ...model.stateDict(), "linear.bias": released, scale: tensor([7, 7]) };
  const before = [...model.scale.value];
  model.scale.sum().backward();
  expect(() => model.loadStateDict(state)).toThrow("made by mul was released");
  expect([...model.scale.value]).toEqual(before);
  model.dispose();
});

test("modules that refer to each other are disposed of once each", () => {
  class Child extends Module {
    parent: Module | undefined;
    weight: Parameter = new Parameter([1], [1]);
  }
  class Parent extends Module {
    child: Child = new Child();
  }
  const before = heap.stats();
  const parent = new Parent();
  parent.child.parent = parent;
  parent.dispose();
  expect(heap.stats()).toEqual(before);
});
