// Which modules promise the same operations for every batch of a shape (Module.repeatable).
import { expect, test } from "vitest";
import type { Tensor } from "../../tensor/index.ts";
import { cellNames } from "../../words/cells.ts";
import { ReLU, Sigmoid, Softplus, Tanh } from "../layers/activations.ts";
import { AdditiveAttention } from "../layers/additive-attention.ts";
import { MultiheadAttention } from "../layers/attention.ts";
import { BatchNorm1d } from "../layers/batch-norm.ts";
import { Conv1d } from "../layers/conv1d.ts";
import { Dropout } from "../layers/dropout.ts";
import { Dropout1d } from "../layers/dropout1d.ts";
import { Embedding } from "../layers/embedding.ts";
import { GELU, LeakyReLU, SiLU } from "../layers/gated.ts";
import { NonCrossing, StudentT } from "../layers/heads.ts";
import { LayerNorm } from "../layers/layer-norm.ts";
import { Linear } from "../layers/linear.ts";
import { Bridge } from "../networks/bridge.ts";
import { EncoderDecoder } from "../networks/encoder-decoder.ts";
import { Sequential } from "../networks/sequential.ts";
import { Bidirectional } from "../recurrent/bidirectional.ts";
import { recurrentNetwork } from "../recurrent/cells.ts";
import { GRUCell } from "../recurrent/gru-cell.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTM } from "../recurrent/lstm.ts";
import { LSTMCell } from "../recurrent/lstm-cell.ts";
import { RecurrentOf } from "../recurrent/recurrent-of.ts";
import { RNNCell } from "../recurrent/rnn-cell.ts";
import type { StepState } from "../recurrent/step-cell.ts";
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
    ...[new Conv1d({ inChannels: 1, outChannels: 1, kernelSize: 1 }), new Dropout1d()],
    ...[new AdditiveAttention({ queryDim: 1 }), new RNNCell(size), new LSTMCell(size), new GRUCell(size)],
    new RecurrentOf({ cell: new GRUCell(size) }),
    new Bidirectional({ cell: new GRUCell(size), reverseCell: new GRUCell(size) }),
    ...[new Softplus(), new NonCrossing(), new StudentT()],
    ...[new SiLU(), new GELU(), new LeakyReLU(), new LayerNorm({ normalizedShape: 3 })],
    ...[new Dropout(), new Tanh(), new Sigmoid(), new ReLU(), new LastStep()],
  ];
  for (const layer of layers) expect(layer.repeatable, layer.constructor.name).toBe(true);
});

test("batch normalisation promises nothing, since its statistics follow each batch, and a cell of one's own is what it says", () => {
  class OwnCell extends Module {
    forward(x: Tensor): StepState {
      return { h: x };
    }
  }
  const norm = new BatchNorm1d({ numFeatures: 1 });
  expect([norm.repeatable, norm.mixesSamples, new Dropout().mixesSamples]).toEqual([false, true, false]);
  expect(new RecurrentOf({ cell: new OwnCell() }).repeatable).toBe(false);
  expect(new Bidirectional({ cell: new GRUCell(size), reverseCell: new OwnCell() }).repeatable).toBe(false);
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
