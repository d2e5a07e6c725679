// Convolutions, single cells and what runs them, normalisation: as plain data, and in model files.
import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { Model } from "../../model/index.ts";
import { numbers } from "../../tensor/gradients.conformance.ts";
import { noGrad, type Tensor, tensor } from "../../tensor/index.ts";
import { AdditiveAttention } from "../layers/additive-attention.ts";
import { BatchNorm1d } from "../layers/batch-norm.ts";
import { Conv1d } from "../layers/conv1d.ts";
import { Dropout1d } from "../layers/dropout1d.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { type Layer, Sequential } from "../networks/sequential.ts";
import { Bidirectional } from "../recurrent/bidirectional.ts";
import { GRUCell } from "../recurrent/gru-cell.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTMCell } from "../recurrent/lstm-cell.ts";
import { RecurrentOf } from "../recurrent/recurrent-of.ts";
import { RNNCell } from "../recurrent/rnn-cell.ts";
import type { StepState } from "../recurrent/step-cell.ts";
import { layersOf, parameterShapes, readArchitecture } from "./architecture.ts";
import { architectureOf, moduleOf } from "./module-of.ts";

const sizes = { inputSize: 3, hiddenSize: 3 };
const channels = { inChannels: 4, outChannels: 6, kernelSize: 3 };
const zoneout = { h: 0.125, c: 0.5 };
const makers: Record<string, () => Module> = {
  Conv1d: () => new Conv1d(channels),
  "Conv1d with all options": () =>
    new Conv1d({ ...channels, stride: 2, padding: "causal", dilation: 3, groups: 2, bias: false }),
  "Conv1d, padded": () => new Conv1d({ ...channels, padding: 2 }),
  BatchNorm1d: () => new BatchNorm1d({ numFeatures: 3 }),
  "BatchNorm1d, the mean of all batches": () =>
    new BatchNorm1d({ numFeatures: 3, momentum: null, affine: false, eps: 0.5 }),
  "BatchNorm1d without statistics": () => new BatchNorm1d({ numFeatures: 3, trackRunningStats: false }),
  Dropout1d: () => new Dropout1d({ p: 0.25 }),
  AdditiveAttention: () => new AdditiveAttention({ queryDim: 3, memoryDim: 4, hiddenDim: 5, bias: true }),
  RNNCell: () => new RNNCell({ ...sizes, nonlinearity: "relu", bias: false }),
  LSTMCell: () => new LSTMCell(sizes),
  GRUCell: () => new GRUCell({ ...sizes, resetAfter: false }),
  RecurrentOf: () => new RecurrentOf({ cell: new LSTMCell(sizes), reverse: true, zoneout, recurrentDropout: 0.25 }),
  Bidirectional: () => new Bidirectional({ cell: new GRUCell(sizes), reverseCell: new RNNCell(sizes), zoneout: 0.25 }),
};

test.each(Object.entries(makers))("%s comes back from plain data with all of its options and parameters", (_, make) => {
  const module = make();
  const architecture = architectureOf(module);
  const again = moduleOf(JSON.parse(JSON.stringify(architecture)));
  expect(again.constructor).toBe(module.constructor);
  expect(architectureOf(again)).toEqual(architecture);
  const shapes = module.namedParameters().map(([name, { shape }]) => [name, shape]);
  expect([...parameterShapes(architecture)]).toEqual(shapes);
  expect(again.namedParameters().map(([name, { shape }]) => [name, shape])).toEqual(shapes);
});

test("a model file keeps them, running statistics too, and its network gives the same bits", () => {
  const network = withSeed(3, () => {
    const cells = [0, 1].map(() => new LSTMCell({ inputSize: 6, hiddenSize: 2 }));
    return new Sequential(
      new Conv1d({ ...channels, padding: "same" }),
      new BatchNorm1d({ numFeatures: 6 }),
      new Dropout1d(),
      new Bidirectional({ cell: cells[0]!, reverseCell: cells[1]!, zoneout }),
      new AdditiveAttention({ queryDim: 4 }),
      new LastStep(),
      new Linear({ inFeatures: 4, outFeatures: 1 }),
    );
  });
  const x = tensor(numbers(5 * 6 * 4, 1), [5, 6, 4]);
  noGrad(() => network.forward(x));
  const loaded = Model.load(Model.of(network).toSafetensors());
  const run = (module: Module): Float32Array => noGrad(() => (module.eval() as Layer).forward(x)).toArray();
  expect(run(loaded.network)).toEqual(run(network));
  expect(loaded.network.stateDict()["1.running_mean"]!.toArray()).toEqual(
    network.stateDict()["1.running_mean"]!.toArray(),
  );
});

test("layers of cells are named by their place", () => {
  const both = architectureOf(new Sequential({ both: makers.Bidirectional!() as never }));
  expect(layersOf(both).map(([name, { type }]) => [name, type])).toEqual([
    ["both.forward_cell.cell", "GRUCell"],
    ["both.reverse_cell.cell", "RNNCell"],
  ]);
});

test("plain data that describe none of them are refused with their place", () => {
  const conv = { type: "Conv1d", ...channels };
  for (const [value, message] of [
    [{ ...conv, groups: 3 }, "(Conv1d) has groups 3, which does not divide inChannels 4"],
    [{ ...conv, padding: "half" }, '(Conv1d) has padding "half", which must be a whole number from 0, "valid"'],
    [{ ...conv, stride: 2, padding: "same" }, '(Conv1d) has padding "same", which takes a stride of 1, not 2'],
    [{ type: "RecurrentOf" }, "architecture.cell is undefined, not a JSON object with a type"],
    [{ type: "RecurrentOf", cell: { type: "GRUCell", inputSize: 1 } }, "architecture.cell (GRUCell) has hiddenSize"],
    [{ type: "RecurrentOf", cell: conv, reverse: 1 }, "(RecurrentOf) has reverse 1, which must be true or false"],
    [{ type: "RecurrentOf", cell: { type: "Tanh" }, layers: 2 }, '(RecurrentOf) has an unknown option "layers"'],
    [
      { type: "BatchNorm1d", numFeatures: 1, momentum: 2 },
      "has momentum 2, which must be a number from 0 to 1, or null",
    ],
  ] as const) {
    expect(() => readArchitecture(value)).toThrow(message);
  }
  class Own extends Module {
    forward(x: Tensor): StepState {
      return { h: x };
    }
  }
  expect(() => architectureOf(new RecurrentOf({ cell: new Own() }))).toThrow("the network.cell is a Own");
});
