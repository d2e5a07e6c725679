import { expect, test } from "vitest";
import { noGrad, tensor } from "../../tensor/index.ts";
import { ReLU, Sigmoid, Tanh } from "../layers/activations.ts";
import { Dropout } from "../layers/dropout.ts";
import { Linear } from "../layers/linear.ts";
import { GRU } from "../recurrent/gru.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTM } from "../recurrent/lstm.ts";
import { RNN } from "../recurrent/rnn.ts";
import { Stepper } from "../recurrent/stepper.ts";
import { Sequential } from "./sequential.ts";

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

test.each([RNN, LSTM, GRU])("Sequential hands the output of a recurrent network on: %o", (Network) => {
  const recurrent = new Network({ inputSize: 2, hiddenSize: 5 });
  const head = new Linear({ inFeatures: 5, outFeatures: 3 });
  const model = new Sequential(recurrent, new LastStep(), head);
  expect(model.namedParameters().map(([name]) => name)).toEqual([
    ...["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"].map((name) => `0.${name}`),
    "2.weight",
    "2.bias",
  ]);
  const x = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]);
  const y = model.forward(x);
  expect(y.shape).toEqual([2, 3]);
  expect(y.toArray()).toEqual(head.forward(recurrent.forward(x).output.step(-1)).toArray());
  y.sum().backward();
  expect(model.parameters().every((parameter) => parameter.grad!.some((value) => value !== 0))).toBe(true);
  model.dispose();
});

test("Tanh, Sigmoid and ReLU are the operations of these names", () => {
  const x = tensor([-2, -0.5, 0, 3]);
  noGrad(() => {
    expect(new Tanh().forward(x).toArray()).toEqual(x.tanh().toArray());
    expect(new Sigmoid().forward(x).toArray()).toEqual(x.sigmoid().toArray());
    expect([...new ReLU().forward(x).toArray()]).toEqual([0, 0, 0, 3]);
  });
});

test("LastStep takes the last of T steps and refuses what has no time", () => {
  const last = new LastStep().forward(tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]));
  expect(last.shape).toEqual([2, 2]);
  expect([...last.toArray()]).toEqual([3, 4, 7, 8]);
  expect(() => new LastStep().forward(tensor([1, 2], [1, 2]))).toThrow(
    "LastStep: got x [1, 2], expected [B, T, F] (batch, time, features).",
  );
});

test("Dropout drops while training only", () => {
  const layer = new Dropout({ p: 0.5 });
  const x = tensor(new Float32Array(200).fill(1));
  expect(new Set(layer.forward(x).toArray())).toEqual(new Set([0, 2]));
  layer.eval();
  expect(layer.forward(x)).toBe(x);
  expect(() => new Dropout({ p: 1 })).toThrow("Dropout: p must be a number from 0 to below 1, but it is 1.");
});

test("layers under names give their parameters these names, run in their order, and step", () => {
  const recurrent = new LSTM({ inputSize: 1, hiddenSize: 2 });
  const head = new Linear({ inFeatures: 2, outFeatures: 1 });
  const model = new Sequential({ recurrent, last: new LastStep(), head });
  const names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"].map((name) => `recurrent.${name}`);
  expect(Object.keys(model.stateDict())).toEqual([...names, "head.weight", "head.bias"]);
  expect(model.namedLayers().map(([name]) => name)).toEqual(["recurrent", "last", "head"]);
  const x = tensor([1, 2, 3], [1, 3, 1]);
  expect(model.forward(x).item()).toBe(new Sequential(recurrent, new LastStep(), head).forward(x).item());
  const stepper = new Stepper(model);
  expect([1, 2, 3].map((value) => stepper.step([value])[0]).at(-1)).toBe(noGrad(() => model.forward(x).item()));
  stepper.dispose();
  model.dispose();
});

test("names that cannot be those of layers are refused", () => {
  const named = (name: string) => () => new Sequential({ [name]: new Tanh() });
  expect(named("")).toThrow("Sequential: it has a layer with an empty name or a dot in its name. Choose another name.");
  expect(named("a.b")).toThrow("a dot in its name");
  expect(named("dispose")).toThrow('Sequential: it has a layer named "dispose", which is taken.');
  for (const method of Object.getOwnPropertyNames(Sequential.prototype))
    expect(named(method)).toThrow("which is taken");
  expect(named("training")).toThrow("which is taken");
  expect(named("3")).toThrow("has numbers among its names that are not the positions 0, 1, 2 ..");
  expect(named("0")).not.toThrow();
});

test("LastStep of a bidirectional network is the last state of each direction, with its gradient", () => {
  const gru = new GRU({ inputSize: 1, hiddenSize: 3, bidirectional: true });
  const last = new LastStep({ bidirectional: true });
  const x = tensor([1, -2, 3, 0.5, 0.25, -1], [2, 3, 1]);
  const { output, state } = gru.forward(x);
  const y = last.forward(output);
  expect(y.shape).toEqual([2, 6]);
  const h = state.h.toArray(); // [2 directions, 2 sequences, 3]
  expect([...y.toArray()]).toEqual([...h.slice(0, 3), ...h.slice(6, 9), ...h.slice(3, 6), ...h.slice(9, 12)]);
  y.sum().backward();
  const grads = gru.parameters().map((parameter) => parameter.grad!);
  gru.zeroGrad();
  gru.forward(x).state.h.sum().backward();
  expect(grads).toEqual(gru.parameters().map((parameter) => parameter.grad!));
  expect(() => last.forward(tensor([1, 2, 3], [1, 1, 3]))).toThrow(
    "expected [B, T, F] (batch, time, features, an even number).",
  );
  gru.dispose();
});

test("no layer, a class and a function in place of one are refused: they would pass x on as it is", () => {
  const wanted = "must be a module, such as new Tanh(), but it is";
  expect(() => new Sequential()).toThrow(`Sequential: layer 0 ${wanted} undefined.`);
  expect(() => new Sequential({})).toThrow(`Sequential: layer 0 ${wanted} undefined.`);
  expect(() => new Sequential(Linear as never)).toThrow(`Sequential: layer 0 ${wanted} a function.`);
  expect(() => new Sequential(Math.tanh as never)).toThrow(`Sequential: layer 0 ${wanted} a function.`);
  expect(() => new Sequential(new Tanh(), Linear as never)).toThrow(`Sequential: layer 1 ${wanted} a function.`);
  expect(() => new Sequential({ head: 3 as never })).toThrow(`Sequential: layer head ${wanted} 3.`);
  expect(() => new Sequential(undefined as never)).toThrow(`Sequential: layer 0 ${wanted} undefined.`);
});
