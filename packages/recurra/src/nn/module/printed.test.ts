import { inspect } from "node:util";
import { expect, test } from "vitest";
import { LayerNorm } from "../layers/layer-norm.ts";
import { Linear } from "../layers/linear.ts";
import { Sequential } from "../networks/sequential.ts";
import { GRU } from "../recurrent/gru.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { Module } from "./module.ts";

const model = new Sequential(
  new GRU({ inputSize: 1, hiddenSize: 30 }),
  new LastStep(),
  new Linear({ inFeatures: 30, outFeatures: 1 }),
);

test("a network prints as a tree of layers with settings, shapes and numbers of parameters, in console.log too", () => {
  expect(String(model)).toBe(`Sequential(
  (0): GRU(inputSize: 1, hiddenSize: 30, numLayers: 1, bias: true, resetAfter: true): 2,970
       weight_ih_l0 [90, 1], weight_hh_l0 [90, 30], bias_ih_l0 [90], bias_hh_l0 [90]
  (1): LastStep()
  (2): Linear(inFeatures: 30, outFeatures: 1): 31
       weight [1, 30], bias [1]
)
3,001 parameters`);
  expect(inspect({ model })).toContain("(1): LastStep()");
});

test("shapes among the settings are lists", () => {
  expect(String(new LayerNorm({ normalizedShape: [2, 3], elementwiseAffine: false }))).toBe(
    "LayerNorm(normalizedShape: [2, 3], eps: 0.00001)\n0 parameters",
  );
});

test("modules of one's own print with their fields; what is shared is counted once", () => {
  class Tied extends Module {
    readonly first = new Linear({ inFeatures: 2, outFeatures: 2, bias: false });
    readonly blocks = [this.first, new Linear({ inFeatures: 2, outFeatures: 1 })];
    readonly scale = 3;
  }
  expect(String(new Tied())).toBe(`Tied(scale: 3
  (first): Linear(inFeatures: 2, outFeatures: 2): 4
       weight [2, 2]
  (blocks.0): Linear, the same as above
  (blocks.1): Linear(inFeatures: 2, outFeatures: 1): 3
       weight [1, 2], bias [1]
)
7 parameters`);
});
