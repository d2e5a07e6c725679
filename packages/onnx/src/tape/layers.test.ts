import { concat, GRU, Linear, Module, type Tensor, tensor, withSeed, zeros } from "recurra";
import {
  AdditiveAttention,
  BatchNorm1d,
  Bidirectional,
  type CellModule,
  Conv1d,
  Embedding,
  GRUCell,
  LayerNorm,
  LSTMCell,
  LuongAttention,
  MultiheadAttention,
  RecurrentOf,
  RNNCell,
  type StepState,
} from "recurra/nn";
import { arange, lt, where } from "recurra/tensor";
import { describe, expect, onTestFinished, test } from "vitest";
import { type AnyLayer, makeLayer } from "../graph/recurrent-layer.fixture.ts";
import { numbers } from "../run-onnx.fixture.ts";
import { expectAlike } from "./taped.fixture.ts";

const cells = ["rnn-tanh", "rnn-relu", "lstm", "gru", "gru-reset-before", "mingru", "slstm", "slstm-heads"] as const;
const I = 3;
const H = 6;

function made<M extends Module>(make: () => M): M {
  const module = withSeed(7, make);
  onTestFinished(() => module.dispose());
  return module;
}

/** Whole numbers below a bound. */
const ids =
  (below: number) =>
  (_: string, count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => (7 * i + 3) % below);

const bothSizes = [
  { batch: 1, time: 1 },
  { batch: 4, time: 9 },
];

test("a Linear of rows, of sequences and of a sequence that is open", async () => {
  const linear = made(() => new Linear({ inFeatures: I, outFeatures: 2 }));
  expect(await expectAlike(linear, { x: ["batch", I] })).toEqual(["MatMul", "Add"]);
  await expectAlike(linear, { x: ["batch", "time", I] }, { sizes: bothSizes });
  const plain = made(() => new Linear({ inFeatures: I, outFeatures: 2, bias: false }));
  expect(await expectAlike(plain, { x: [5, I] }, { sizes: [{}] })).toEqual(["MatMul"]);
});

test("an Embedding, of indices that go in and of those that are computed", async () => {
  const embedding = made(() => new Embedding({ numEmbeddings: 5, embeddingDim: 4 }));
  expect(await expectAlike(embedding, { x: ["batch", "time"] }, { sizes: bothSizes, make: ids(5) })).toEqual([
    "Cast",
    "Gather",
  ]);
});

test("one table that is looked up in and multiplied by is one constant and its transpose", async () => {
  class Tied extends Module {
    readonly embedding = new Embedding({ numEmbeddings: 5, embeddingDim: 4 });
    forward(x: Tensor): Tensor {
      return this.embedding.forward(x).matmul(this.embedding.weight.transpose(0, 1));
    }
  }
  await expectAlike(
    made(() => new Tied()),
    { x: ["batch", 3] },
    { make: ids(5) },
  );
});

test("a LayerNorm with and without weights, over one and over two dimensions", async () => {
  for (const options of [
    { normalizedShape: 4 },
    { normalizedShape: [3, 4], eps: 0.1 },
    { normalizedShape: 4, bias: false },
    { normalizedShape: 4, elementwiseAffine: false },
  ]) {
    const layer = made(() => new LayerNorm(options));
    for (const parameter of layer.parameters()) parameter.value = numbers(parameter.size, 5);
    await expectAlike(layer, { x: ["batch", 3, 4] });
  }
});

test("attention of a sequence to another one, both open, with padding that is masked", async () => {
  const attention = made(() => new MultiheadAttention({ embedDim: 6, numHeads: 2 }));
  const run = (query: Tensor, memory: Tensor, lengths: Tensor): Tensor => {
    const steps = memory.shape[1];
    const inside = lt(arange(0, steps), lengths.reshape([-1, 1, 1, 1]));
    return attention.forward(query, memory, memory, { attnMask: where(inside, 0, -1e9) });
  };
  const sizes = [
    { batch: 1, query: 2, memory: 3 },
    { batch: 3, query: 7, memory: 5 },
  ];
  await expectAlike(
    run,
    { query: ["batch", "query", 6], memory: ["batch", "memory", 6], lengths: ["batch"] },
    {
      sizes,
      make: (name, count) =>
        name === "lengths" ? Float32Array.from({ length: count }, (_, i) => 1 + (i % 3)) : numbers(count),
    },
  );
  const luong = made(() => new LuongAttention({ queryDim: 6 }));
  await expectAlike(luong, { query: ["batch", 1, 6], memory: ["batch", "memory", 6] }, { sizes });
});

describe.each(cells)("%s in a module of one's own", (cell) => {
  const forms = [1, 2].flatMap((numLayers) =>
    [false, true].flatMap((bidirectional) => [true, false].map((bias) => ({ numLayers, bidirectional, bias }))),
  );
  const layerOf = (form: object): AnyLayer => made(() => makeLayer(cell, { inputSize: I, hiddenSize: H, ...form }));

  test.each(forms)("$numLayers layers, bidirectional $bidirectional, bias $bias, its states too", async (form) => {
    const layer = layerOf(form);
    await expectAlike((x: Tensor) => layer.forward(x), { x: ["batch", "time", I] }, { sizes: bothSizes });
  });

  test.each(forms.filter(({ bias }) => bias))(
    "from a state that goes in, with lengths: $numLayers layers, bidirectional $bidirectional",
    async (form) => {
      const layer = layerOf(form);
      const states = layer.numLayers * layer.directions;
      const names = Object.keys(layer.forward(tensor(new Float32Array(I), [1, 1, I])).state);
      const run = (x: Tensor, lengths: number[], ...given: Tensor[]) => {
        // The norm of an sLSTM is above 0.
        const state = Object.fromEntries(
          names.map((name, i) => [name, name === "n" ? given[i].mul(given[i]).add(1) : given[i]]),
        );
        return layer.forward(x, { state: state as never, lengths });
      };
      const inputs = Object.fromEntries(names.map((name) => [`${name}_in`, [states, "batch", H]]));
      await expectAlike(run, { x: ["batch", 5, I], lengths: { lengthsOf: "x" }, ...inputs });
    },
  );
});

test("convolutions along time, for any length", async () => {
  for (const options of [
    { kernelSize: 3, padding: "same" },
    { kernelSize: 3, padding: "causal", dilation: 2, groups: 2 },
    { kernelSize: 2, stride: 3, padding: 1, bias: false },
  ] as const) {
    const conv = made(() => new Conv1d({ inChannels: 4, outChannels: 6, ...options }));
    const sizes = [
      { batch: 1, time: 4 },
      { batch: 3, time: 9 },
    ];
    await expectAlike(conv, { x: ["batch", "time", 4] }, { sizes });
  }
});

test("batch normalisation by its running statistics, and by a batch's own where it keeps none", async () => {
  for (const trackRunningStats of [true, false]) {
    const layer = made(() => new BatchNorm1d({ numFeatures: 4, trackRunningStats }).eval());
    const numbersOf = (size: number): Float32Array => numbers(size, 5).map((one) => Math.abs(one) + 0.1);
    for (const parameter of layer.parameters()) parameter.value = numbersOf(parameter.size);
    await expectAlike(layer, { x: ["batch", 3, 4] }, { sizes: [{ batch: 2 }, { batch: 5 }] });
  }
});

test("additive attention to another sequence, causal and not", async () => {
  const attention = made(() => new AdditiveAttention({ queryDim: 4, memoryDim: 6, hiddenDim: 5 }));
  await expectAlike(
    attention,
    { query: ["batch", 2, 4], memory: ["batch", "memory", 6] },
    {
      sizes: [
        { batch: 1, memory: 3 },
        { batch: 3, memory: 8 },
      ],
    },
  );
  const causal = (query: Tensor, memory: Tensor): Tensor => attention.forward(query, memory, { isCausal: true });
  await expectAlike(causal, { query: ["batch", 5, 4], memory: ["batch", 5, 6] });
  const open = [
    { batch: 1, query: 3, memory: 5 },
    { batch: 2, query: 6, memory: 4 },
  ];
  await expectAlike(causal, { query: ["batch", "query", 4], memory: ["batch", "memory", 6] }, { sizes: open });
});

test.each([
  ["RNNCell", () => new RNNCell({ inputSize: I, hiddenSize: H, nonlinearity: "relu" })],
  ["LSTMCell", () => new LSTMCell({ inputSize: I, hiddenSize: H })],
  ["GRUCell", () => new GRUCell({ inputSize: I, hiddenSize: H, bias: false })],
  ["GRUCell, reset before", () => new GRUCell({ inputSize: I, hiddenSize: H, resetAfter: false })],
] as const)("%s in a loop of one's own, in RecurrentOf and in Bidirectional", async (_, make) => {
  class Loop extends Module {
    readonly cell = make() as CellModule;
    forward(x: Tensor): StepState {
      let state: StepState | undefined;
      for (let t = 0; t < 3; t++) {
        state = this.cell.forward(x.step(t), state);
        state = { ...state, h: state.h.mul(0.9) };
      }
      return state!;
    }
  }
  const operators = await expectAlike(
    made(() => new Loop()),
    { x: ["batch", 3, I] },
  );
  expect(operators.filter((op) => /^(RNN|LSTM|GRU)$/.test(op)).length).toBe(3);
  const zoned = made(
    () => new RecurrentOf({ cell: make() as CellModule, reverse: true, zoneout: 0.2, recurrentDropout: 0.3 }),
  );
  await expectAlike(zoned.eval(), { x: ["batch", 4, I] });
  const both = made(() => new Bidirectional({ cell: make() as CellModule, reverseCell: make() as CellModule }));
  await expectAlike(both, { x: ["batch", 4, I] });

  // Without zoneout it is an operator, for any length, lengths and first state.
  const lengths = { x: ["batch", "time", I], lengths: { lengthsOf: "x" } };
  const given = (x: Tensor, l: number[]) => both.forward(x, { lengths: l });
  expect(
    (await expectAlike(given, lengths, { sizes: bothSizes })).filter((op) => /^(RNN|LSTM|GRU)$/.test(op)).length,
  ).toBe(2);
  const reverse = made(() => new RecurrentOf({ cell: make() as CellModule, reverse: true }));
  const begun = (x: Tensor, l: number[], c: Tensor, h: Tensor) =>
    reverse.forward(x, { lengths: l, state: { c, h: h.add(c) } });
  await expectAlike(begun, { ...lengths, c: ["batch", H], h: ["batch", H] }, { sizes: bothSizes });
});

test("a cell of one's own in RecurrentOf is written step by step, and with lengths, as one with zoneout is", async () => {
  class Own extends Module implements CellModule {
    readonly mix = new Linear({ inFeatures: I + H, outFeatures: H });
    forward(x: Tensor, state?: StepState): StepState {
      const h = state?.h ?? zeros([x.shape[0], H]);
      return { h: this.mix.forward(concat([x, h], 1)).tanh() };
    }
  }
  const network = made(() => new RecurrentOf({ cell: new Own() }));
  expect((await expectAlike(network, { x: ["batch", 4, I] })).filter((op) => op === "Tanh").length).toBe(4);
  const lengths = { x: ["batch", 4, I], lengths: { lengthsOf: "x" } };
  for (const [cell, options] of [
    [new Own(), {}],
    [new Own(), { reverse: true, zoneout: 0.3 }],
    [new LSTMCell({ inputSize: I, hiddenSize: H }), { zoneout: { c: 0.2 } }],
  ] as const) {
    const padded = made(() => new RecurrentOf({ cell: cell as CellModule, ...options }));
    padded.eval();
    const given = (x: Tensor, l: number[]) => padded.forward(x, { lengths: l });
    await expectAlike(given, lengths, { sizes: bothSizes });
  }
});

test("a network that is run twice has its weights once", async () => {
  const gru = made(() => new GRU({ inputSize: I, hiddenSize: H }));
  class Twice extends Module {
    readonly gru = gru;
    forward(x: Tensor): Tensor {
      const first = this.gru.forward(x);
      return this.gru.forward(x, { state: first.state }).output;
    }
  }
  await expectAlike(new Twice(), { x: ["batch", 4, I] });
});
