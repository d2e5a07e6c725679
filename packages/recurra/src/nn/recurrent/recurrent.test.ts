import { expect, test } from "vitest";
import { relu, type Tensor, tensor } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { GRU } from "./gru.ts";
import { LastStep } from "./last-step.ts";
import { LSTM } from "./lstm.ts";
import { RNN } from "./rnn.ts";

const x: Tensor = tensor([0.5, -1, 2, 0.25], [2, 2, 1]);

test("a GRU that is given an LSTM's state reads its h and leaves its c alone", () => {
  const gru = new GRU({ inputSize: 1, hiddenSize: 3 });
  const h = tensor([1, 2, 3, 4, 5, 6], [1, 2, 3], { requiresGrad: true });
  const c = tensor([9], [1], { requiresGrad: true });
  const plain = gru.forward(x, { state: { h } });
  const state = { h, c };
  const found = gru.forward(x, { state });
  expect(found.output.toArray()).toEqual(plain.output.toArray());
  found.output.sum().backward();
  expect(h.grad!.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
  expect(c.grad).toBeNull();
  gru.dispose();
});

test("a ReLU network passes the gradient of a NaN state on, as relu() does", () => {
  const rnn = new RNN({ inputSize: 1, hiddenSize: 1, nonlinearity: "relu" });
  const linear = new Linear({ inFeatures: 1, outFeatures: 1 });
  const nan = tensor([Number.NaN], [1, 1, 1]);
  relu(linear.forward(nan)).sum().backward();
  rnn.forward(nan).output.sum().backward();
  const bias = new Map(rnn.namedParameters()).get("bias_ih_l0")!;
  expect([...bias.grad!]).toEqual([...linear.bias!.grad!]);
  expect([...bias.grad!]).toEqual([1]);
  rnn.dispose();
  linear.dispose();
});

test("NaN in a sequence reaches that sequence's results alone, from the step where it stands", () => {
  for (const layer of [
    new LSTM({ inputSize: 1, hiddenSize: 3 }),
    new GRU({ inputSize: 1, hiddenSize: 3 }),
    new GRU({ inputSize: 1, hiddenSize: 3, resetAfter: false }),
    new RNN({ inputSize: 1, hiddenSize: 3 }),
    new RNN({ inputSize: 1, hiddenSize: 3, nonlinearity: "relu" }),
  ]) {
    const values = tensor([1, 2, 3, 1, Number.NaN, 3], [2, 3, 1]);
    const output = [...(layer as GRU).forward(values).output.toArray()];
    const bad = output.map((value, i) => (Number.isNaN(value) ? i : -1)).filter((i) => i >= 0);
    expect(bad).toEqual([12, 13, 14, 15, 16, 17]);
    layer.dispose();
  }
});

test("what lies past a sequence's length is never read, not even NaN", () => {
  const lstm = new LSTM({ inputSize: 1, hiddenSize: 2, bidirectional: true });
  const run = (pad: number): Float32Array[] => {
    lstm.zeroGrad();
    const input = tensor([1, 2, pad, 3, pad, pad], [2, 3, 1], { requiresGrad: true });
    const { output, state } = lstm.forward(input, { lengths: [2, 1] });
    const results = [output.toArray(), state.c.toArray()];
    output.mul(output).sum().add(state.h.sum()).backward();
    return [...results, input.grad!, ...lstm.parameters().map((parameter) => parameter.grad!)];
  };
  expect(run(Number.NaN)).toEqual(run(0));
  lstm.dispose();
});

test("states and lengths that do not fit are named", () => {
  const lstm = new LSTM({ inputSize: 1, hiddenSize: 3 });
  const h = tensor(new Float32Array(6), [1, 2, 3]);
  const lacking = { h } as { h: Tensor; c: Tensor };
  expect(() => lstm.forward(x, { state: lacking })).toThrow(
    "LSTM.forward: got state.c absent, expected [1, 2, 3] (layers * directions, batch, hiddenSize).",
  );
  expect(() => lstm.forward(x, { state: { h: tensor([1], [1, 1, 1]), c: h } })).toThrow(
    "LSTM.forward: got state.h [1, 1, 1], expected [1, 2, 3]",
  );
  expect(() => lstm.forward(x, { lengths: [1, 0] })).toThrow(
    "LSTM.forward: length 0 of sequence 1 is not a whole number from 1 to T = 2.",
  );
  expect(() => lstm.forward(x, { lengths: [1] })).toThrow(
    "LSTM.forward: got 1 lengths for a batch of 2. Give one for each sequence.",
  );
  expect(() => lstm.forward(tensor([1, 2], [1, 2]))).toThrow(
    "LSTM.forward: got x [1, 2], expected [B, T, 1] (batch, time, inputSize).",
  );
  lstm.dispose();
});

test("an option that there is not is refused with the nearest, by PyTorch's and Keras' names too", () => {
  const make = (options: object) => () => new GRU({ inputSize: 1, hiddenSize: 2, ...options });
  expect(make({ num_layers: 2 })).toThrow('GRU: there is no option "num_layers". Say numLayers.');
  expect(make({ units: 8 })).toThrow('GRU: there is no option "units". Say hiddenSize.');
  expect(make({ nonlinearity: "relu" })).toThrow('GRU: there is no option "nonlinearity".');
  expect(make({ batch_first: true })).toThrow(
    'GRU: there is no option "batch_first". Leave it out: sequences are [batch, time, features] always.',
  );
  expect(() => new GRU({ inputSize: 1 } as { inputSize: number; hiddenSize: number })).toThrow(
    "GRU: hiddenSize must be a whole number from 1, but it is undefined.",
  );
});

test("the whole result of a recurrent network in place of its output is refused by the layer after it, which names .output", () => {
  const gru = new GRU({ inputSize: 1, hiddenSize: 3 });
  const linear = new Linear({ inFeatures: 3, outFeatures: 1 });
  const whole = gru.forward(x) as never;
  const refusal = "x must be a tensor, but it is an object. Pass its .output.";
  expect(() => linear.forward(whole)).toThrow(`Linear: ${refusal}`);
  expect(() => new LastStep().forward(whole)).toThrow(`LastStep: ${refusal}`);
  expect(() => relu(whole)).toThrow(`relu: ${refusal}`);
});

test("lists and nothing in place of the input are refused", () => {
  const gru = new GRU({ inputSize: 1, hiddenSize: 3 });
  expect(() => gru.forward([[1, 2]] as never)).toThrow(
    "GRU.forward: x must be a tensor, but it is a list of 1. Pass tensor(...)",
  );
  expect(() => gru.forward(undefined as never)).toThrow("GRU.forward: x must be a tensor, but it is undefined.");
  const linear = new Linear({ inFeatures: 2, outFeatures: 1 });
  expect(() => linear.forward([1, 2] as never)).toThrow("Linear: x must be a tensor, but it is a list of 2.");
});
