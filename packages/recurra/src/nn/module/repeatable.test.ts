// Which modules promise the same operations for every batch of a shape (Module.repeatable).
import { expect, test } from "vitest";
import type { Tensor } from "../../tensor/index.ts";
import { cellNames } from "../../words/cells.ts";
import { ReLU, Sigmoid, Softplus, Tanh } from "../layers/activations.ts";
import { MultiheadAttention } from "../layers/attention.ts";
import { Dropout } from "../layers/dropout.ts";
import { Embedding } from "../layers/embedding.ts";
import { GELU, LeakyReLU, SiLU } from "../layers/gated.ts";
import { NonCrossing, StudentT } from "../layers/heads.ts";
import { LayerNorm } from "../layers/layer-norm.ts";
import { Linear } from "../layers/linear.ts";
import { Bridge } from "../networks/bridge.ts";
import { EncoderDecoder } from "../networks/encoder-decoder.ts";
import { Sequential } from "../networks/sequential.ts";
import { recurrentNetwork } from "../recurrent/cells.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTM } from "../recurrent/lstm.ts";
import { Module } from "./module.ts";

class Clipped extends Module {
  forward(x: Tensor): Tensor {
    return x.item() > 1 ? x.tanh() : x;
  }
}

class ByField extends Module {
  override readonly repeatable = true;
  forward(x: Tensor): Tensor {
    return x.tanh();
  }
}

class ByGetter extends Module {
  override get repeatable(): boolean {
    return true;
  }
  forward(x: Tensor): Tensor {
    return x.tanh();
  }
}

const size = { inputSize: 1, hiddenSize: 2 };

test("the library's layers promise the same operations for every batch of a shape", () => {
  const layers = [
    new Linear({ inFeatures: 1, outFeatures: 1 }),
    ...cellNames.map((cell) => recurrentNetwork(cell, size)),
    new Bridge({ hiddenSize: 2, states: ["h", "c"] }),
    new EncoderDecoder(size),
    new Embedding({ numEmbeddings: 2, embeddingDim: 1 }),
    new MultiheadAttention({ embedDim: 2, numHeads: 1 }),
    ...[new Softplus(), new NonCrossing(), new StudentT()],
    ...[new SiLU(), new GELU(), new LeakyReLU(), new LayerNorm({ normalizedShape: 3 })],
    ...[new Dropout(), new Tanh(), new Sigmoid(), new ReLU(), new LastStep()],
  ];
  for (const layer of layers) expect(layer.repeatable, layer.constructor.name).toBe(true);
});

test("a module of the user promises nothing until it says so, by a field or by a getter", () => {
  expect(new Clipped().repeatable).toBe(false);
  expect(new ByField().repeatable).toBe(true);
  expect(new ByGetter().repeatable).toBe(true);
});

test("a Sequential promises what all of its layers promise", () => {
  expect(new Sequential(new LSTM(size), new LastStep(), new Tanh()).repeatable).toBe(true);
  expect(new Sequential(new LSTM(size), new LastStep(), new Clipped()).repeatable).toBe(false);
  expect(new Sequential(new Sequential(new Clipped())).repeatable).toBe(false);
});
