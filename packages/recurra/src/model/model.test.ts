import { expect, test } from "vitest";
import { readSafetensors } from "../format/read-safetensors.ts";
import {
  Dropout,
  Embedding,
  EncoderDecoder,
  GRU,
  LastStep,
  Linear,
  LSTM,
  Module,
  MultiheadAttention,
  NonCrossing,
  ReLU,
  RNN,
  Sequential,
  Sigmoid,
  Softplus,
  StudentT,
  Tanh,
} from "../nn/index.ts";
import { noGrad, type Tensor, tensor } from "../tensor/index.ts";
import { type FactsToKeep, Model, type Network } from "./model.ts";

const stacked = { inputSize: 2, hiddenSize: 3, numLayers: 2, bidirectional: true, dropout: 0.5 };

const networks: Record<string, () => Module> = {
  LSTM: () => new LSTM(stacked),
  GRU: () => new GRU(stacked),
  "GRU, reset before": () => new GRU({ ...stacked, resetAfter: false, bias: false }),
  RNN: () => new RNN({ ...stacked, nonlinearity: "relu" }),
  Linear: () => new Linear({ inFeatures: 2, outFeatures: 1, bias: false }),
  "Sequential by position": () =>
    new Sequential(
      new LSTM({ inputSize: 2, hiddenSize: 3 }),
      new LastStep(),
      new Linear({ inFeatures: 3, outFeatures: 2 }),
    ),
  "Sequential by name": () =>
    new Sequential({
      recurrent: new GRU(stacked),
      last: new LastStep({ bidirectional: true }),
      head: new Sequential({
        wide: new Linear({ inFeatures: 6, outFeatures: 5 }),
        bend: new ReLU(),
        drop: new Dropout(),
      }),
      end: new Sequential(new Tanh(), new Sigmoid()),
    }),
  "a Sequential of twelve, whose order is not that of texts": () =>
    new Sequential(
      ...Array.from({ length: 12 }, (_, i) => (i % 2 ? new Tanh() : new Linear({ inFeatures: 2, outFeatures: 2 }))),
    ),
  "attention and heads": () =>
    new Sequential(
      new Linear({ inFeatures: 2, outFeatures: 4 }),
      new MultiheadAttention({ embedDim: 4, numHeads: 2, dropout: 0.1 }),
      new Softplus(),
      new MultiheadAttention({ embedDim: 4, numHeads: 1, bias: false }),
      new NonCrossing(),
      new Linear({ inFeatures: 4, outFeatures: 3 }),
      new StudentT(),
    ),
  "EncoderDecoder, LSTM": () =>
    new EncoderDecoder({ ...stacked, cell: "lstm", targetColumns: [1, 0], teacherForcing: 1 }),
  "EncoderDecoder, GRU": () => new EncoderDecoder({ inputSize: 2, hiddenSize: 3, cell: "gru" }),
};

function outputs(network: Network): number[] {
  const x = tensor(
    Float32Array.from({ length: 24 }, (_, i) => ((i * 5) % 13) / 6 - 1),
    [3, 4, 2],
  );
  const options = network instanceof EncoderDecoder ? { horizon: 3 } : undefined;
  return noGrad(() => {
    const y = (network as { forward(x: Tensor, options?: object): Tensor | { output: Tensor } }).forward(x, options);
    return [...("output" in y ? y.output : y).toArray()];
  });
}

test.each(Object.entries(networks))("%s: saved, loaded and saved again are the same bytes and outputs", (_, make) => {
  const network = make();
  network.eval();
  const saved = Model.of(network, { name: "try", seed: 7, mode: "fast", settings: { rate: 0.003, sizes: [1, 2] } });
  const bytes = saved.toSafetensors();
  const loaded = Model.load(bytes);
  expect(loaded.network.constructor).toBe(network.constructor);
  expect(loaded.forecaster).toBeUndefined();
  expect(loaded.architecture).toEqual(saved.architecture);
  expect(loaded.facts).toEqual(saved.facts);
  expect(outputs(loaded.network)).toEqual(outputs(saved.network));
  expect(loaded.toSafetensors()).toEqual(bytes);
  expect(loaded.describe()).toEqual(saved.describe());
  // Out of a larger buffer, at a place where floats do not lie on whole words.
  const shifted = new Uint8Array(bytes.length + 9);
  shifted.set(bytes, 9);
  const unaligned = Model.load(shifted.subarray(9));
  expect(unaligned.toSafetensors()).toEqual(bytes);
  for (const model of [saved, loaded, unaligned]) model.dispose();
});

test("a network behind an Embedding: saved and loaded are the same bytes and outputs", () => {
  const table = new Embedding({ numEmbeddings: 3, embeddingDim: 2, paddingIdx: 0 });
  const network = new Sequential(table, new GRU({ inputSize: 2, hiddenSize: 2 }), new LastStep());
  const bytes = Model.of(network).toSafetensors();
  const loaded = Model.load(bytes);
  expect(loaded.toSafetensors()).toEqual(bytes);
  const x = tensor([0, 2, 1, 1, 2, 0], [2, 3]);
  const run = (one: Network): number[] => noGrad(() => [...(one as Sequential).forward(x).toArray()]);
  expect(run(loaded.network)).toEqual(run(network));
  loaded.dispose();
  network.dispose();
});

test("the bytes do not depend on the order in which facts were told", () => {
  const network = new Linear({ inFeatures: 1, outFeatures: 1 });
  const save = (facts: FactsToKeep) => Model.of(network, facts).toSafetensors();
  const settings = { epochs: 3, units: 4 };
  expect(save({ seed: 1, name: "n", settings: { units: 4, epochs: 3 }, none: undefined })).toEqual(
    save({ settings, name: "n", seed: 1 }),
  );
  network.dispose();
});

test("a model describes its layers, their options and parameters, and what is known of it", () => {
  const head = new Linear({ inFeatures: 3, outFeatures: 1 });
  const network = new Sequential({ recurrent: new RNN({ inputSize: 2, hiddenSize: 3 }), last: new LastStep(), head });
  const model = Model.of(network, { columns: ["a", "b"], lookback: 4, training: { epochs: 5 } });
  const described = model.describe();
  expect(described.facts).toEqual({ task: "network", columns: ["a", "b"], lookback: 4, training: { epochs: 5 } });
  expect(described.parameterCount).toBe(3 * (2 + 3 + 2) + 4);
  expect(described.layers.map(({ name, type, count }) => [name, type, count])).toEqual([
    ["recurrent", "RNN", 21],
    ["last", "LastStep", 0],
    ["head", "Linear", 4],
  ]);
  expect(described.layers[2]).toEqual({
    ...{ name: "head", type: "Linear", options: { inFeatures: 3, outFeatures: 1, bias: true }, count: 4 },
    parameters: [
      { name: "head.weight", shape: [1, 3], count: 3 },
      { name: "head.bias", shape: [1], count: 1 },
    ],
  });
  expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  model.dispose();
});

class Own extends Module {
  readonly head = new Linear({ inFeatures: 2, outFeatures: 1 });
  readonly #factor: number;
  constructor(factor = 1) {
    super();
    this.#factor = factor;
  }
  forward(x: Tensor): Tensor {
    return this.head.forward(x).mul(this.#factor).tanh();
  }
}

const likeOwn = {
  type: "Sequential",
  layers: { head: { type: "Linear", inFeatures: 2, outFeatures: 1, bias: true }, bend: { type: "Tanh" } },
} as const;

test("a module of one's own is saved with an architecture that computes the same, and loads as that", () => {
  const own = new Own();
  const bytes = Model.of(own, { architecture: likeOwn }).toSafetensors();
  const loaded = Model.load(bytes);
  expect(loaded.network).toBeInstanceOf(Sequential);
  expect(outputs(loaded.network)).toEqual(outputs(own));
  expect([...readSafetensors(bytes).tensors.keys()]).toEqual(["head.bias", "head.weight"]);
  loaded.dispose();
  own.dispose();
});

test("an architecture that does not stand for the module is refused", () => {
  const own = new Own();
  const of = (network: Module, architecture?: unknown) => () =>
    Model.of(network, { architecture: architecture as typeof likeOwn });
  expect(of(own)).toThrow(
    "architectureOf: the network is a Own, which no architecture names. Let the class name a kind and keep its options: ",
  );
  expect(of(own, { type: "Linear", inFeatures: 2, outFeatures: 1 })).toThrow(
    'Model.of: the architecture has the parameter "weight" [1, 2], and the network none of that name. ' +
      "Parameters of the network must have the names and shapes that its architecture gives them.",
  );
  const wide = { ...likeOwn, layers: { ...likeOwn.layers, head: { ...likeOwn.layers.head, inFeatures: 3 } } };
  expect(of(own, wide)).toThrow(
    'the architecture has the parameter "head.weight" [1, 3], and the network "head.weight" [1, 2].',
  );
  const less = { ...likeOwn, layers: { ...likeOwn.layers, head: { ...likeOwn.layers.head, bias: false } } };
  expect(of(own, less)).toThrow(
    'the network has the parameter "head.bias" [1], and the architecture none of that name.',
  );
  const straight = { type: "Sequential", layers: { head: likeOwn.layers.head } };
  const differs =
    "Model.of: the network gives other numbers than the architecture that is to stand for it, with the same weights. " +
    "Give an architecture that computes the same, or save a part of the module that has one.";
  expect(of(own, straight)).toThrow(differs);
  expect(of(new Own(1.01), likeOwn)).toThrow(differs);
  const failing = new Own();
  failing.forward = () => {
    throw new Error("no");
  };
  expect(of(failing, likeOwn)).toThrow(
    "Model.of: the network cannot read what its architecture reads, [2, 5, 2]: Error: no.",
  );
  const shared = new Linear({ inFeatures: 2, outFeatures: 2 });
  expect(of(new Sequential(shared, shared))).toThrow('"1.weight" is "0.weight" as well');
});

test.each<[unknown, string]>([
  [{ rate: Number.NaN }, "facts: facts.rate is NaN, and only plain JSON values can be kept."],
  [
    { settings: { at: new Date(0) } },
    "facts: facts.settings.at is of type Date, and only plain JSON values can be kept.",
  ],
  [{ list: [1, () => 2] }, "facts: facts.list[1] is of type function, and only plain JSON values can be kept."],
  [{ weights: new Float32Array(1) }, "facts: facts.weights is of type Float32Array"],
  [{ seed: -1 }, "facts: seed must be a whole number."],
  [{ mode: "quick" }, 'facts: mode must be "strict", "fast" or "native".'],
  [{ columns: "a" }, "facts: columns must be a list of names."],
  [{ settings: [] }, "facts: settings must be an object of settings."],
  [{ task: "forecast" }, 'facts: "task" is what the file itself says. Choose another name.'],
])("the facts %j are refused and say why", (facts, message) => {
  const network = new Tanh();
  expect(() => Model.of(network, facts as FactsToKeep)).toThrow(message);
});

test("facts that hold themselves are refused", () => {
  const facts: Record<string, unknown> = {};
  facts.me = facts;
  expect(() => Model.of(new Tanh(), facts)).toThrow("lies more than 24 deep");
});
