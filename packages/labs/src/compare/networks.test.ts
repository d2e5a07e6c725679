import { noGrad, type Tensor, tensor, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { expect, test } from "vitest";
import { parameterCount } from "../network/model-file.ts";
import { checkNames, NextPrice, networkNames, titleOf, usualNetworks } from "./networks.ts";

const size = { hidden: 4, layers: 2, dropout: 0 };
const random = new Generator(2).stream("x");
const x = tensor(
  Float32Array.from({ length: 6 }, (_, i) => random.uniform(i)),
  [2, 3, 1],
);

test("names and titles", () => {
  expect(networkNames.map(titleOf)).toEqual([
    "RNN (ReLU)",
    "LSTM",
    "GRU",
    "minGRU",
    "sLSTM",
    "bidirectional RNN (ReLU)",
    "bidirectional LSTM",
    "bidirectional GRU",
    "bidirectional minGRU",
    "bidirectional sLSTM",
  ]);
  expect(() => checkNames(["rnn", "gru"])).not.toThrow();
  expect(() => checkNames(["rnn", "elman"])).toThrow(
    'networks must be some of rnn, lstm, gru, mingru, slstm, birnn, bilstm, bigru, bimingru, bislstm, each once, but it has "elman".',
  );
  expect(() => checkNames(["rnn", "rnn"])).toThrow('each once, but it has "rnn"');
});

test("two layers of 32 have as many weights as the same in PyTorch", () => {
  const weights = usualNetworks.map((name) => parameterCount(new NextPrice(name, { ...size, hidden: 32 })));
  expect(weights).toEqual([3265, 12961, 9729, 8577, 34113, 25601]);
});

test("the price is read where each direction has read the whole window: the last output, and the first one of the way back", () => {
  for (const name of networkNames) {
    const model = withSeed(1, () => new NextPrice(name, size)).eval();
    const expected = noGrad(() => {
      const { output } = (model.recurrent as unknown as { forward(x: Tensor): { output: Tensor } }).forward(x);
      const forwards = output.step(-1).slice(1, 0, 4);
      const weights = model.head.weight.value;
      const bias = model.head.bias!.value[0];
      const backwards = name.startsWith("bi") ? output.step(0).slice(1, 4, 8).toArray() : new Float32Array(8);
      const states = forwards.toArray();
      return [0, 1].map((b) => {
        let sum = bias;
        for (let i = 0; i < 4; i++)
          sum += weights[i] * states[b * 4 + i] + (weights[4 + i] ?? 0) * backwards[b * 4 + i];
        return sum;
      });
    });
    const found = noGrad(() => model.forward(x).toArray());
    for (const [b, value] of expected.entries()) expect(found[b]).toBeCloseTo(value, 5);
  }
});

test("the plain network bends with ReLU: its outputs are never negative and grow with the input", () => {
  const model = withSeed(1, () => new NextPrice("rnn", { ...size, hidden: 32 })).eval();
  const states = (scale: number) =>
    noGrad(() => Array.from(model.recurrent.forward(tensor([scale, scale, scale], [1, 3, 1])).state.h.toArray()));
  expect(Math.min(...states(5))).toBe(0);
  expect(Math.max(...states(500))).toBeGreaterThan(10);
});

test("measured from the last price, prices that are higher by an amount give a prediction that is, too", () => {
  for (const name of networkNames) {
    const model = withSeed(1, () => new NextPrice(name, size, 0.1)).eval();
    const [low, high] = noGrad(() => [model.forward(x).toArray(), model.forward(x.add(2)).toArray()]);
    for (const [b, value] of low.entries()) expect(high[b] - value).toBeCloseTo(2, 4);
  }
});
