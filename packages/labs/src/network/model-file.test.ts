import { Linear, LSTM, Model, Module, OptionError, Tanh, type Tensor } from "recurra";
import { expect, test } from "vitest";
import { modelFile, parameterCount, sequence } from "./model-file.ts";

class Lab extends Module {
  readonly head = new Linear({ inFeatures: 3, outFeatures: 2 });
  forward(x: Tensor): Tensor {
    return this.head.forward(x).tanh();
  }
}

test("a model's file is opened by the library: the network, the lab, its settings and scales", () => {
  const network = new Lab();
  const architecture = sequence({ head: network.head, tanh: new Tanh() });
  const bytes = modelFile("try", network, { seed: 1, hidden: 2 }, { architecture, scales: { shift: 2 } });
  const model = Model.load(bytes);
  expect(model.architecture).toEqual(architecture);
  expect(model.facts).toEqual({
    ...{ task: "network", lab: "try", name: "lab try", seed: 1, mode: "strict" },
    settings: { hidden: 2, seed: 1 },
    scales: { shift: 2 },
  });
  expect(model.network.stateDict()["head.weight"].toArray()).toEqual(network.head.weight.value);
  expect(modelFile("try", network, { hidden: 2, seed: 1 }, { scales: { shift: 2 }, architecture })).toEqual(bytes);
});

test("an architecture that computes something else is not written", () => {
  const network = new Lab();
  expect(() => modelFile("try", network, {}, { architecture: sequence({ head: network.head }) })).toThrow(OptionError);
  expect(() => modelFile("try", network, {})).toThrow("the network is a Lab, which no architecture names");
});

test("parameterCount counts the weights of every layer", () => {
  expect(parameterCount(new Linear({ inFeatures: 3, outFeatures: 2 }))).toBe(8);
  expect(parameterCount(new LSTM({ inputSize: 1, hiddenSize: 2 }))).toBe(4 * 2 * (1 + 2 + 2));
});
