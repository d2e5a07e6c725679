// Weights that two layers share, as PyTorch's `head.weight = embedding.weight` ties them.

import { expect, test } from "vitest";
import { Model, manualSeed, Sequential, train } from "../index.ts";
import { Bidirectional, Conv1d, Embedding, GRU, GRUCell, LayerNorm, Linear, Module, mseLoss } from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { type Tensor, tensor } from "../tensor/index.ts";

class Tied extends Module {
  static readonly kind = "me/tied";
  override readonly repeatable = true;
  readonly options: { readonly words: number; readonly spare?: number };
  readonly embedding: Embedding;
  readonly head: Linear;
  constructor(options: { readonly words: number; readonly spare?: number }) {
    super();
    this.options = options;
    this.embedding = new Embedding({ numEmbeddings: options.words, embeddingDim: 4 });
    const heads = Array.from(
      { length: 1 + (options.spare ?? 0) },
      () => new Linear({ inFeatures: 4, outFeatures: options.words, bias: false }),
    );
    this.head = heads[0];
    this.head.weight = this.embedding.weight;
  }
  forward(x: Tensor): Tensor {
    return this.head.forward(this.embedding.forward(x)); // [B, T] -> [B, T, words]
  }
}

/** The same by operations, which know of one weight alone. */
function byHand(weight: Tensor, embedding: Embedding, x: Tensor): Tensor {
  return embedding.forward(x).matmul(weight.transpose(0, 1));
}

const x = tensor([1, 2, 3, 0, 5, 4], [2, 3]);

test("a layer computes with the weight that it was given in place of its own, forward and backward", () => {
  manualSeed(1);
  const model = new Tied({ words: 6 });
  const { weight } = model.embedding;
  const passes = [() => model.forward(x), () => byHand(weight, model.embedding, x)].map((forward) => {
    model.zeroGrad();
    const y = forward();
    const values = y.toArray();
    y.mul(y).sum().backward();
    return [values, weight.grad!] as const;
  });
  for (const part of [0, 1]) {
    const distances = [...passes[0][part]].map((value, i) => Math.abs(value - passes[1][part][i]));
    expect(Math.max(...distances)).toBeLessThan(1e-5);
  }
  expect(model.parameters()).toEqual([weight]);

  const [conv, other] = [0, 1].map(() => new Conv1d({ inChannels: 1, outChannels: 2, kernelSize: 2 }));
  const series = x.reshape([2, 3, 1]);
  conv.forward(series);
  Object.assign(conv, { weight: other.weight, bias: other.bias });
  expect(conv.forward(series).toArray()).toEqual(other.forward(series).toArray());
});

test("tied weights are trained to the same bits by tape, plans and threads, saved once and loaded as they were", async () => {
  const trained = async (options: object): Promise<Tied> => {
    manualSeed(2);
    const model = new Tied({ words: 6 });
    const batch = {
      x: tensor(
        Float32Array.from({ length: 64 * 2 }, (_, i) => (i * 5) % 6),
        [64, 2],
      ),
      y: tensor(new Float32Array(64 * 2 * 6).fill(0.5), [64, 2, 6]),
    };
    const optimizer = new Adam(model.parameters(), { learningRate: 0.01 });
    for await (const _ of train({ model, optimizer, loss: mseLoss, batches: () => [batch], epochs: 4, ...options }));
    return model;
  };
  const model = await trained({ plan: false });
  for (const options of [{ threads: 1 }, { threads: 3 }]) {
    expect((await trained(options)).embedding.weight.value).toEqual(model.embedding.weight.value);
  }
  const bytes = Model.of(model).toSafetensors();
  const loaded = Model.load(bytes, "tied.safetensors", { modules: [Tied] });
  const network = loaded.network as unknown as Tied;
  expect(network.head.weight).toBe(network.embedding.weight);
  expect(network.forward(x).toArray()).toEqual(model.forward(x).toArray());
  expect(loaded.toSafetensors()).toEqual(bytes);
});

test("a class that makes more than twice what it keeps is refused when it is saved, not when it is loaded", () => {
  expect(() => Model.of(new Tied({ words: 6, spare: 1 }))).toThrow(
    "Model.of: the modules make 72 weights to keep 24 of them. A file is read in the room of 2 times what it has.",
  );
});

test("a layer that stands twice where each would be built for itself is refused with both names", () => {
  const layer = new Linear({ inFeatures: 2, outFeatures: 2 });
  expect(() => Model.of(new Sequential(layer, layer))).toThrow(
    'Model.of: "1.weight" is "0.weight" as well, and of an architecture each would be built. What is used twice is kept by a class of your own',
  );
  const cell = new GRUCell({ inputSize: 2, hiddenSize: 2 });
  expect(() => Model.of(new Bidirectional({ cell, reverseCell: cell }))).toThrow(
    '"reverse_cell.cell.weight_ih" is "forward_cell.cell.weight_ih" as well',
  );
});

test("a weight of another shape is named with both, and a recurrent network's cannot be replaced", () => {
  const large = new Linear({ inFeatures: 3, outFeatures: 3 });
  const norm = new LayerNorm({ normalizedShape: 3 });
  const layers: [Module & { forward(x: Tensor): unknown }, Tensor, object, string][] = [
    [
      new Linear({ inFeatures: 2, outFeatures: 3 }),
      tensor([1, 2], [1, 2]),
      large,
      "Linear: its weight is now [3, 3], and",
    ],
    [new Embedding({ numEmbeddings: 2, embeddingDim: 3 }), tensor([1]), large, "Embedding: its weight is now [3, 3]"],
    [new LayerNorm({ normalizedShape: 2 }), tensor([1, 2]), norm, "LayerNorm: its weight is now [3], and"],
    [
      new Conv1d({ inChannels: 1, outChannels: 3, kernelSize: 1 }),
      tensor([1], [1, 1, 1]),
      large,
      "Conv1d: its weight is now [3, 3], and its sizes need [3, 1, 1].",
    ],
  ];
  for (const [layer, input, other, message] of layers) {
    Object.assign(layer, { weight: (other as Linear).weight });
    expect(() => layer.forward(input)).toThrow(message);
  }
  const [gru, cell] = [new GRU({ inputSize: 2, hiddenSize: 2 }), new GRUCell({ inputSize: 2, hiddenSize: 2 })];
  expect(() => Object.assign(gru, { weight_ih_l0: cell.weight_ih })).toThrow("read only");
  expect(() => Object.assign(cell, { weight_hh: cell.weight_ih })).toThrow("read only");
});
