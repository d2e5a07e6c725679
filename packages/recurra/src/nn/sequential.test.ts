import { expect, test } from "vitest";
import { type Tensor, tensor } from "../tensor/index.ts";
import { Dropout } from "./dropout.ts";
import { Linear } from "./linear.ts";
import { Module } from "./module.ts";
import { Sequential } from "./sequential.ts";

class Tanh extends Module {
  forward(x: Tensor): Tensor {
    return x.tanh();
  }
}

test("Sequential runs its layers in order and names them by position", () => {
  const a = new Linear({ inFeatures: 3, outFeatures: 4 });
  const b = new Linear({ inFeatures: 4, outFeatures: 1 });
  const model = new Sequential(a, new Tanh(), new Dropout({ p: 0.5 }), b);
  expect(model.namedParameters().map(([name]) => name)).toEqual(["0.weight", "0.bias", "3.weight", "3.bias"]);
  model.eval();
  const x = tensor([1, 2, 3], [1, 3]);
  expect(model.forward(x).item()).toBe(b.forward(a.forward(x).tanh()).item());
  model.dispose();
});

test("Dropout drops while training only", () => {
  const layer = new Dropout({ p: 0.5 });
  const x = tensor(new Float32Array(200).fill(1));
  expect(new Set(layer.forward(x).toArray())).toEqual(new Set([0, 2]));
  layer.eval();
  expect(layer.forward(x)).toBe(x);
  expect(() => new Dropout({ p: 1 })).toThrow(
    "Dropout: the probability of dropping an element is 1; it must be at least 0 and below 1.",
  );
});
