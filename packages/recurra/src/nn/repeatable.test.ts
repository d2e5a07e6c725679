// Which modules promise the same operations for every batch of a shape (Module.repeatable).
import { expect, test } from "vitest";
import type { Tensor } from "../tensor/index.ts";
import { ReLU, Sigmoid, Tanh } from "./activations.ts";
import { Bridge } from "./bridge.ts";
import { Dropout } from "./dropout.ts";
import { EncoderDecoder } from "./encoder-decoder.ts";
import { GRU } from "./gru.ts";
import { LastStep } from "./last-step.ts";
import { Linear } from "./linear.ts";
import { LSTM } from "./lstm.ts";
import { Module } from "./module.ts";
import { RNN } from "./rnn.ts";
import { Sequential } from "./sequential.ts";

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
    ...[new RNN(size), new LSTM(size), new GRU(size), new Bridge({ hiddenSize: 2, cellState: true })],
    new EncoderDecoder(size),
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
