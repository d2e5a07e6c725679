import { expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import { architectureOf, Embedding, GRU, Linear, Module } from "../nn/index.ts";
import { noGrad, type Tensor, tensor } from "../tensor/index.ts";
import { Model } from "./model.ts";

class Reader extends Module {
  embedding = new Embedding({ numEmbeddings: 7, embeddingDim: 3 });
  gru = new GRU({ inputSize: 3, hiddenSize: 4 });
  head = new Linear({ inFeatures: 4, outFeatures: 7 });
  readonly factor: number;

  constructor(factor: number) {
    super();
    this.factor = factor;
  }

  forward(x: Tensor): Tensor {
    return this.head.forward(this.gru.forward(this.embedding.forward(x)).output).mul(this.factor);
  }

  get architecture() {
    const layers = Object.entries({ embedding: this.embedding, gru: this.gru, head: this.head });
    const parts = layers.map(([name, layer]) => [name, architectureOf(layer)]);
    return { type: "Sequential", layers: Object.fromEntries(parts) } as const;
  }
}

test("a module that begins with an Embedding is compared with its architecture on numbers of rows, and saved", () => {
  const own = withSeed(1, () => new Reader(1));
  const { network } = Model.load(Model.of(own, { architecture: own.architecture }).toSafetensors());
  const rows = tensor([0, 6, 3, 3], [1, 4]);
  const read = (module: Module) => noGrad(() => (module as Reader).forward(rows).toArray());
  expect(read(network)).toEqual(read(own));
});

test("a module that begins with an Embedding and computes something else than its architecture is refused", () => {
  const other = new Reader(2);
  expect(() => Model.of(other, { architecture: other.architecture })).toThrow("the network gives other numbers");
});
