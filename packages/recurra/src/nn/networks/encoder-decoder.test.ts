import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { Adam } from "../../optim/index.ts";
import { concat, noGrad, tensor } from "../../tensor/index.ts";
import { cellNames } from "../../words/cells.ts";
import { mseLoss } from "../losses/losses.ts";
import { EncoderDecoder } from "./encoder-decoder.ts";

const wave = (length: number, phase: number): number[] => Array.from({ length }, (_, i) => Math.sin((i + phase) * 0.7));

function batch(size: number, inputs: number, outputs: number) {
  const rows = Array.from({ length: size }, (_, b) => wave(inputs + outputs, b * 1.3));
  const x = tensor(
    rows.flatMap((row) => row.slice(0, inputs)),
    [size, inputs, 1],
  );
  const y = tensor(
    rows.flatMap((row) => row.slice(inputs)),
    [size, outputs, 1],
  );
  return { x, y };
}

test("EncoderDecoder names its parameters encoder.*, bridge.*, decoder.* and head.*", () => {
  const names = (options: object) =>
    new EncoderDecoder({ inputSize: 2, hiddenSize: 3, ...options }).namedParameters().map(([name]) => name);
  expect(names({})).toEqual([
    ...["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"].map((name) => `encoder.${name}`),
    ...["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"].map((name) => `decoder.${name}`),
    "head.weight",
    "head.bias",
  ]);
  const both = names({ bidirectional: true });
  expect(both).toContain("encoder.weight_hh_l0_reverse");
  expect(both).toContain("bridge.h.weight");
  expect(both).toContain("bridge.c.bias");
  expect(names({ bidirectional: true, cell: "gru" })).not.toContain("bridge.c.weight");
});

test("EncoderDecoder with every step forced equals the loop of a course, step by step", () => {
  const model = withSeed(3, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 6, numLayers: 2 }));
  const { x, y } = batch(3, 5, 4);
  const [whole, stepwise] = noGrad(() => {
    let { state } = model.encoder.forward(x);
    let input = x.slice(1, -1);
    const outputs = [];
    for (let step = 0; step < 4; step++) {
      const decoded = model.decoder.forward(input, { state });
      outputs.push(model.head.forward(decoded.output));
      state = decoded.state;
      input = y.slice(1, step, step + 1);
    }
    return [model.forward(x, { targets: y, teacherForcing: 1 }), concat(outputs, 1)];
  });
  expect(whole.toArray()).toEqual(stepwise.toArray());
});

test("EncoderDecoder without targets reads its own outputs, and the true values change nothing", () => {
  const model = withSeed(4, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 5, cell: "gru" })).eval();
  const { x, y } = batch(2, 6, 3);
  const free = noGrad(() => model.forward(x, { horizon: 3 }));
  const watched = noGrad(() => model.forward(x, { targets: y }));
  expect(free.shape).toEqual([2, 3, 1]);
  expect(watched.toArray()).toEqual(free.toArray());
  const forced = noGrad(() => model.forward(x, { targets: y, teacherForcing: 1 }));
  expect(forced.toArray().slice(1, 3)).not.toEqual(free.toArray().slice(1, 3));
});

test("EncoderDecoder starts the decoder from the target columns of each sequence's last true step", () => {
  const model = withSeed(5, () => new EncoderDecoder({ inputSize: 2, hiddenSize: 4, targetColumns: [1] })).eval();
  const short = tensor([1, 2, 3, 4], [1, 2, 2]);
  const padded = tensor([1, 2, 3, 4, 9, 9], [1, 3, 2]);
  const expected = noGrad(() => model.forward(short, { horizon: 2 }));
  const found = noGrad(() => model.forward(padded, { horizon: 2, lengths: [2] }));
  expect(found.toArray()).toEqual(expected.toArray());
});

test("EncoderDecoder draws teacher forcing from the seed alone", () => {
  const run = (seed: number) =>
    withSeed(seed, () => {
      const model = new EncoderDecoder({ inputSize: 1, hiddenSize: 4, cell: "rnn", teacherForcing: 0.5 });
      const { x, y } = batch(2, 4, 12);
      return noGrad(() => model.forward(x, { targets: y })).toArray();
    });
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});

test.each(cellNames)("a bidirectional %s EncoderDecoder learns to continue a wave", (cell) => {
  const model = withSeed(6, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 12, cell, bidirectional: true }));
  const adam = new Adam(model.parameters(), { learningRate: 0.02 });
  const { x, y } = batch(16, 8, 3);
  let first = 0;
  let last = 0;
  for (let step = 0; step < 120; step++) {
    adam.zeroGrad();
    const loss = mseLoss(model.forward(x, { targets: y }), y);
    loss.backward();
    adam.step();
    last = loss.item();
    if (step === 0) first = last;
  }
  expect(last).toBeLessThan(first / 20);
});

test("EncoderDecoder says which targets, horizon or columns do not fit", () => {
  const model = new EncoderDecoder({ inputSize: 2, hiddenSize: 3 });
  const x = tensor(new Float32Array(8), [1, 4, 2]);
  expect(() => model.forward(x)).toThrow(
    "EncoderDecoder.forward: horizon is undefined. Give a whole number from 1, or give targets.",
  );
  expect(() => model.forward(x, { horizon: 2, teacherForcing: 1 })).toThrow("teacher forcing needs targets");
  expect(() => model.forward(x, { targets: tensor(new Float32Array(4), [1, 2, 2]) })).toThrow(
    "got targets [1, 2, 2], expected [1, 2, 1] (batch, horizon, outputs).",
  );
  expect(() => new EncoderDecoder({ inputSize: 2, hiddenSize: 3, targetColumns: [2] })).toThrow(
    "targetColumns [2] must name one or more of the 2 input columns (0 to 1).",
  );
});

test("a recurrent layer refuses to go backward with other weights than it went forward with", () => {
  const model = new EncoderDecoder({ inputSize: 1, hiddenSize: 3 });
  const { x, y } = batch(2, 4, 2);
  const loss = mseLoss(model.forward(x, { targets: y, teacherForcing: 1 }), y);
  const [parameter] = model.encoder.parameters();
  parameter.value = parameter.value.map((value) => value + 1);
  expect(() => loss.backward()).toThrow("backward: a parameter that lstm has read changed after the forward pass");
});

test.each([
  ["one way", {}],
  ["both ways", { bidirectional: true }],
])(
  "with attention, an encoder that reads %s is looked at by every step, forced at once as one by one",
  (_, options) => {
    const model = withSeed(3, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 6, attention: true, ...options }));
    const { x, y } = batch(3, 5, 4);
    const [whole, stepwise] = noGrad(() => {
      const { output: memory, state: encoded } = model.encoder.forward(x);
      let state = model.bridge ? model.bridge.forward(encoded) : encoded;
      let input = x.slice(1, -1);
      const outputs = [];
      for (let step = 0; step < 4; step++) {
        const decoded = model.decoder.forward(input, { state });
        outputs.push(model.head.forward(model.attention!.forward(decoded.output, memory)));
        state = decoded.state;
        input = y.slice(1, step, step + 1);
      }
      return [model.forward(x, { targets: y, teacherForcing: 1 }), concat(outputs, 1)];
    });
    expect(whole.toArray()).toEqual(stepwise.toArray());
  },
);

test("attention never looks past a sequence's true end", () => {
  const model = withSeed(3, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 6, attention: true })).eval();
  const [row] = [[0.5, -1, 0.25]];
  const forecast = (values: number[], lengths?: number[]): number[] =>
    noGrad(() => [...model.forward(tensor(values, [1, values.length, 1]), { horizon: 3, lengths }).toArray()]);
  expect(forecast([...row, 9, -9], [3])).toEqual(forecast(row));
});

test("what is added to the outputs is read by the next step", () => {
  const model = withSeed(3, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 6 })).eval();
  const { x, y } = batch(2, 5, 3);
  const plain = noGrad(() => model.forward(x, { horizon: 3 }).toArray());
  const added = tensor([1, 0, 0, 0, 0, 0], [2, 3, 1]);
  const with1 = noGrad(() => model.forward(x, { horizon: 3, added }).toArray());
  expect(with1[0]).toBeCloseTo(plain[0] + 1, 6);
  expect(Math.abs(with1[1] - plain[1])).toBeGreaterThan(1e-3);
  expect([...with1.subarray(3)]).toEqual([...plain.subarray(3)]);
  const forced = { targets: y, teacherForcing: 1 };
  const read = noGrad(() => model.forward(x, { ...forced, added }).toArray());
  const unread = noGrad(() => model.forward(x, forced).toArray());
  expect([...read.subarray(1)]).toEqual([...unread.subarray(1)]);
  expect(() => model.forward(x, { horizon: 3, added: tensor([1, 2], [2, 1, 1]) })).toThrow(
    "EncoderDecoder.forward: got added [2, 1, 1], expected [2, 3, 1] (batch, horizon, outputs).",
  );
});
