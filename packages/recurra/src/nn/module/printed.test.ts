import { inspect } from "node:util";
import { expect, test } from "vitest";
import { BatchNorm1d } from "../layers/batch-norm.ts";
import { Conv1d } from "../layers/conv1d.ts";
import { LayerNorm } from "../layers/layer-norm.ts";
import { Linear } from "../layers/linear.ts";
import { Sequential } from "../networks/sequential.ts";
import { GRU } from "../recurrent/gru.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTMCell } from "../recurrent/lstm-cell.ts";
import { RecurrentOf } from "../recurrent/recurrent-of.ts";
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

test("numbers by name among the settings, convolutions, cells and what runs them", () => {
  const cell = new LSTMCell({ inputSize: 4, hiddenSize: 2, bias: false });
  const conv = new Conv1d({ inChannels: 1, outChannels: 4, kernelSize: 3, padding: "causal", dilation: 2 });
  const norm = new BatchNorm1d({ numFeatures: 4 });
  const run = new RecurrentOf({ cell, recurrentDropout: 0.2, zoneout: { h: 0.05, c: 0.5 } });
  expect(String(new Sequential(conv, norm, run))).toBe(`Sequential(
  (0): Conv1d(inChannels: 1, outChannels: 4, kernelSize: 3, stride: 1, padding: causal, dilation: 2, groups: 1): 16
       weight [4, 1, 3], bias [4]
  (1): BatchNorm1d(numFeatures: 4, eps: 0.00001, momentum: 0.1, affine: true, trackRunningStats: true): 16
       weight [4], bias [4], running_mean [4], running_var [4]
  (2): RecurrentOf(recurrentDropout: 0.2, zoneout: { h: 0.05, c: 0.5 }
    (cell): LSTMCell(inputSize: 4, hiddenSize: 2): 48
         weight_ih [8, 4], weight_hh [8, 2]
  )
)
80 parameters`);
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
