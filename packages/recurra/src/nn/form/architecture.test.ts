import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { noGrad, tensor } from "../../tensor/index.ts";
import { cellNames as cells } from "../../words/cells.ts";
import { ReLU, Sigmoid, Softplus, Tanh } from "../layers/activations.ts";
import { MultiheadAttention } from "../layers/attention.ts";
import { Dropout } from "../layers/dropout.ts";
import { Embedding } from "../layers/embedding.ts";
import { GELU, LeakyReLU, SiLU } from "../layers/gated.ts";
import { NonCrossing, StudentT } from "../layers/heads.ts";
import { LayerNorm } from "../layers/layer-norm.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { EncoderDecoder } from "../networks/encoder-decoder.ts";
import { ForecastNetwork } from "../networks/forecast-network.ts";
import { seasonLayout } from "../networks/season-layout.ts";
import { SeasonNetwork } from "../networks/season-network.ts";
import { SegmentNetwork } from "../networks/segment-network.ts";
import { Seq2SeqNetwork } from "../networks/seq2seq-network.ts";
import { Sequential } from "../networks/sequential.ts";
import { GRU } from "../recurrent/gru.ts";
import { LastStep } from "../recurrent/last-step.ts";
import { LSTM } from "../recurrent/lstm.ts";
import { MinGRU } from "../recurrent/mingru.ts";
import { RNN } from "../recurrent/rnn.ts";
import { SLSTM } from "../recurrent/slstm.ts";
import { type Architecture, layersOf, parameterShapes, readArchitecture } from "./architecture.ts";
import { architectureOf, moduleOf } from "./module-of.ts";

const recurrent = [1, 3].flatMap((numLayers) =>
  [false, true].flatMap((bidirectional) =>
    [false, true].map((bias) => ({ inputSize: 2, hiddenSize: 3, numLayers, bidirectional, bias, dropout: 0.25 })),
  ),
);

/** A maker for every type and option. */
const makers: [string, () => Module][] = [
  ...recurrent.flatMap((options): [string, () => Module][] => [
    [`LSTM ${JSON.stringify(options)}`, () => new LSTM(options)],
    [`GRU ${JSON.stringify(options)}`, () => new GRU(options)],
    [`GRU, reset before ${JSON.stringify(options)}`, () => new GRU({ ...options, resetAfter: false })],
    [`RNN ${JSON.stringify(options)}`, () => new RNN(options)],
    [`MinGRU ${JSON.stringify(options)}`, () => new MinGRU(options)],
    [`SLSTM ${JSON.stringify(options)}`, () => new SLSTM(options)],
    [`SLSTM of heads ${JSON.stringify(options)}`, () => new SLSTM({ ...options, heads: 3 })],
    [`RNN, relu ${JSON.stringify(options)}`, () => new RNN({ ...options, nonlinearity: "relu" })],
  ]),
  ["Linear", () => new Linear({ inFeatures: 2, outFeatures: 3 })],
  ["Linear without a bias", () => new Linear({ inFeatures: 2, outFeatures: 3, bias: false })],
  ["Dropout", () => new Dropout({ p: 0.125 })],
  ["Tanh", () => new Tanh()],
  ["Sigmoid", () => new Sigmoid()],
  ["ReLU", () => new ReLU()],
  ["Softplus", () => new Softplus()],
  ["SiLU", () => new SiLU()],
  ["GELU", () => new GELU()],
  ["LeakyReLU", () => new LeakyReLU({ negativeSlope: 0.25 })],
  ["LayerNorm", () => new LayerNorm({ normalizedShape: 2 })],
  ["LayerNorm of its own eps, without a bias", () => new LayerNorm({ normalizedShape: [2], eps: 0.5, bias: false })],
  ["LayerNorm without weights", () => new LayerNorm({ normalizedShape: [2], elementwiseAffine: false })],
  ["NonCrossing", () => new NonCrossing()],
  ["StudentT behind a Linear", () => new Sequential(new Linear({ inFeatures: 2, outFeatures: 3 }), new StudentT())],
  ["MultiheadAttention", () => new MultiheadAttention({ embedDim: 2, numHeads: 2, dropout: 0.5 })],
  ["MultiheadAttention without biases", () => new MultiheadAttention({ embedDim: 2, numHeads: 1, bias: false })],
  ["LastStep", () => new LastStep()],
  ["LastStep of two directions", () => new LastStep({ bidirectional: true })],
  [
    "Sequential by position",
    () =>
      new Sequential(
        new GRU({ inputSize: 2, hiddenSize: 3 }),
        new Tanh(),
        new Linear({ inFeatures: 3, outFeatures: 1 }),
      ),
  ],
  [
    "Sequential by name, one within another",
    () =>
      new Sequential({
        recurrent: new LSTM({ inputSize: 2, hiddenSize: 3, bidirectional: true }),
        last: new LastStep({ bidirectional: true }),
        head: new Sequential(new Linear({ inFeatures: 6, outFeatures: 4 }), new ReLU(), new Dropout()),
      }),
  ],
  ...cells.flatMap((cell) =>
    [false, true].map((bidirectional): [string, () => Module] => [
      `EncoderDecoder ${cell} ${bidirectional}`,
      () =>
        new EncoderDecoder({
          ...{ inputSize: 2, hiddenSize: 3, cell, numLayers: 2, bidirectional, dropout: 0.5 },
          ...{ targetColumns: [1, 0], teacherForcing: 0.25, attention: cell === "gru" },
        }),
    ]),
  ),
  ...cells.flatMap((cell) =>
    [false, true].map((attention): [string, () => Module] => [
      `Seq2SeqNetwork ${cell} ${attention}`,
      () =>
        new Seq2SeqNetwork({
          ...{
            cell,
            inputSize: 2,
            hiddenSize: 3,
            numLayers: 2,
            dropout: 0.5,
            lookback: 5,
            horizon: 4,
            targetColumn: 1,
          },
          ...{ skip: attention, attention },
        }),
    ]),
  ),
  ...cells.flatMap((cell) =>
    [-1, 1].map((skipFrom): [string, () => Module] => [
      `ForecastNetwork ${cell} ${skipFrom}`,
      () =>
        new ForecastNetwork({
          ...{ cell, inputSize: 2, hiddenSize: 3, numLayers: 2, dropout: 0.5, lookback: 5, horizon: 4, skipFrom },
        }),
    ]),
  ),
  ...cells.flatMap((cell) =>
    [-1, 1].map((targetColumn): [string, () => Module] => [
      `SegmentNetwork ${cell} ${targetColumn}`,
      () =>
        new SegmentNetwork({
          ...{ cell, inputSize: 2, hiddenSize: 3, numLayers: 2, dropout: 0.5, lookback: 5, horizon: 4, targetColumn },
          ...{ segmentRows: 2, skip: targetColumn >= 0, anchorSeason: targetColumn >= 0 ? 3 : 0 },
        }),
    ]),
  ),
];

test.each(makers)(
  "the architecture of %s builds the same module again, and says its parameters beforehand",
  (_, make) => {
    const module = withSeed(1, make);
    const architecture = architectureOf(module);
    expect(JSON.parse(JSON.stringify(architecture))).toEqual(architecture);
    const again = withSeed(1, () => moduleOf(JSON.parse(JSON.stringify(architecture)) as Architecture));
    expect(again.constructor).toBe(module.constructor);
    expect(architectureOf(again)).toEqual(architecture);
    expect([...parameterShapes(architecture)]).toEqual(
      module.namedParameters().map(([name, { shape }]) => [name, shape]),
    );
    // The same draws in the same order: also every option that decides about values is the same.
    for (const [name, weights] of Object.entries(module.stateDict())) {
      expect(again.stateDict()[name].toArray()).toEqual(weights.toArray());
    }
    module.eval();
    again.eval();
    const x = tensor(
      Float32Array.from({ length: 20 }, (_, i) => ((i * 7) % 11) / 5 - 1),
      [2, 5, 2],
    );
    const outputs = (one: Module) =>
      noGrad(() => {
        const y = (one as EncoderDecoder).forward(x, one instanceof EncoderDecoder ? { horizon: 3 } : undefined);
        return ("output" in y ? (y as unknown as { output: typeof y }).output : y).toArray();
      });
    expect(outputs(again)).toEqual(outputs(module));
    module.dispose();
    again.dispose();
  },
);

test.each([-1, 1])("the architecture of an Embedding with padding %i builds the same table", (paddingIdx) => {
  const module = withSeed(1, () => new Embedding({ numEmbeddings: 4, embeddingDim: 3, paddingIdx }));
  const architecture = architectureOf(module);
  expect(architecture).toEqual({ type: "Embedding", numEmbeddings: 4, embeddingDim: 3, paddingIdx });
  const again = withSeed(1, () => moduleOf(architecture)) as Embedding;
  expect(again.weight.value).toEqual(module.weight.value);
  expect([...parameterShapes(architecture)]).toEqual([["weight", [4, 3]]]);
});

test.each(cells)("the architecture of a SeasonNetwork of %s builds the same module again", (cell) => {
  for (const options of [{ quantiles: 3 }, { quantiles: 1, gates: false, skip: false }]) {
    const module = withSeed(1, () => new SeasonNetwork({ cell, hiddenSize: 7, ...options }));
    const architecture = architectureOf(module);
    expect(architecture).toEqual({ type: "SeasonNetwork", cell, hiddenSize: 7, gates: true, skip: true, ...options });
    const again = withSeed(1, () => moduleOf(architecture)) as SeasonNetwork;
    expect([...parameterShapes(architecture)]).toEqual(
      module.namedParameters().map(([name, { shape }]) => [name, shape]),
    );
    const { end } = seasonLayout(5);
    const x = tensor(
      Float32Array.from({ length: 2 * end }, (_, i) => ((i * 7) % 11) / 5 - 1),
      [2, end],
    );
    const outputs = (one: SeasonNetwork) => noGrad(() => one.forward(x).toArray());
    expect(outputs(again)).toEqual(outputs(module));
    module.dispose();
    again.dispose();
  }
});

test("layersOf names the layers that hold no others, with their options", () => {
  const network = new EncoderDecoder({ inputSize: 3, hiddenSize: 2, cell: "lstm", bidirectional: true });
  expect(layersOf(architectureOf(network)).map(([name, { type }]) => `${name}: ${type}`)).toEqual([
    "encoder: LSTM",
    "bridge.h: Linear",
    "bridge.c: Linear",
    "decoder: LSTM",
    "head: Linear",
  ]);
  network.dispose();
  expect(layersOf({ type: "Tanh" })).toEqual([["", { type: "Tanh" }]]);
});

test("options that have defaults may be absent, and keys come in one order", () => {
  const read = readArchitecture({ hiddenSize: 2, inputSize: 1, type: "GRU" });
  expect(JSON.stringify(read)).toBe(
    '{"type":"GRU","inputSize":1,"hiddenSize":2,"numLayers":1,"bidirectional":false,"dropout":0,"bias":true,"resetAfter":true}',
  );
});

test("a module that no architecture names is refused with its place", () => {
  class Own extends Module {
    forward = (x: never) => x;
  }
  class Mine extends LSTM {}
  expect(() => architectureOf(new Own())).toThrow(
    "architectureOf: the network is a Own, which no architecture names. Let the class name a kind and keep its options: ",
  );
  expect(() => architectureOf(new Sequential({ a: new Tanh(), b: new Own() as never }))).toThrow(
    "the network.b is a Own",
  );
  expect(() => architectureOf(new Mine({ inputSize: 1, hiddenSize: 1 }))).toThrow("is a Mine");
});

const nested = (depth: number): unknown =>
  depth === 0 ? { type: "Tanh" } : { type: "Sequential", layers: { a: nested(depth - 1) } };

test.each<[unknown, string]>([
  [null, "architecture is null, not a JSON object with a type"],
  [[], "architecture is [], not a JSON object with a type"],
  [
    { type: "SeasonNetwork", cell: "gru", hiddenSize: 9, quantiles: 4 },
    "architecture (SeasonNetwork) has quantiles 4, which must be an odd whole number from 1",
  ],
  [{}, "architecture has the unknown type undefined; known are RNN, LSTM, GRU, MinGRU, SLSTM, Linear,"],
  [{ type: "toString" }, 'architecture has the unknown type "toString"; known are'],
  [{ type: ["LSTM"] }, 'architecture has the unknown type ["LSTM"]'],
  [{ type: "Tanh", gain: 2 }, 'architecture (Tanh) has an unknown option "gain"'],
  [JSON.parse('{ "type": "Tanh", "__proto__": 2 }'), 'architecture (Tanh) has an unknown option "__proto__"'],
  [
    { type: "LSTM", inputSize: 1 },
    "architecture (LSTM) has hiddenSize undefined, which must be a whole number from 1 to 2,147,483,647",
  ],
  [{ type: "LSTM", inputSize: 1, hiddenSize: "4" }, 'architecture (LSTM) has hiddenSize "4", which'],
  [{ type: "LSTM", inputSize: 1, hiddenSize: 1e308 }, "architecture (LSTM) has hiddenSize 1e+308, which"],
  [{ type: "LSTM", inputSize: 1, hiddenSize: 2.5 }, "architecture (LSTM) has hiddenSize 2.5, which"],
  [{ type: "LSTM", inputSize: 0, hiddenSize: 2 }, "architecture (LSTM) has inputSize 0, which"],
  [
    { type: "LSTM", inputSize: 1, hiddenSize: 2, dropout: 1 },
    "has dropout 1, which must be a number from 0 to below 1",
  ],
  [{ type: "LSTM", inputSize: 1, hiddenSize: 2, bias: 1 }, "has bias 1, which must be true or false"],
  [
    { type: "RNN", inputSize: 1, hiddenSize: 2, nonlinearity: "sin" },
    'has nonlinearity "sin", which must be one of "tanh", "relu"',
  ],
  [{ type: "Sequential" }, "architecture has no layers: a JSON object of them, by name"],
  [{ type: "Sequential", layers: [] }, "architecture has no layers: a JSON object of them, by name"],
  [{ type: "Sequential", layers: {}, of: 1 }, 'architecture has an unknown option "of"'],
  [
    { type: "Sequential", layers: { "a.b": { type: "Tanh" } } },
    "architecture has a layer with an empty name or a dot in its name",
  ],
  [
    { type: "Sequential", layers: { "": { type: "Tanh" } } },
    "architecture has a layer with an empty name or a dot in its name",
  ],
  [
    { type: "Sequential", layers: { forward: { type: "Tanh" } } },
    'architecture has a layer named "forward", which is taken',
  ],
  [
    JSON.parse('{ "type": "Sequential", "layers": { "__proto__": { "type": "Tanh" } } }'),
    'architecture has a layer named "__proto__", which is taken',
  ],
  [
    { type: "Sequential", layers: { 1: { type: "Tanh" } } },
    "has numbers among its names that are not the positions 0, 1, 2",
  ],
  [{ type: "Sequential", layers: { a: { type: "Tan" } } }, 'architecture.a has the unknown type "Tan"'],
  [
    { type: "Sequential", layers: { a: { type: "EncoderDecoder", inputSize: 1, hiddenSize: 1 } } },
    "architecture.a is of type EncoderDecoder, which cannot be one layer among others",
  ],
  [
    { type: "EncoderDecoder", inputSize: 2, hiddenSize: 1, targetColumns: [2] },
    "reads input column 2, but inputSize is 2",
  ],
  [
    { type: "EncoderDecoder", inputSize: 2, hiddenSize: 1, targetColumns: [] },
    "has targetColumns [], which must be a list of",
  ],
  [
    { type: "Embedding", numEmbeddings: 3, embeddingDim: 2, paddingIdx: 3 },
    "architecture (Embedding) has paddingIdx 3, but numEmbeddings is 3",
  ],
  [
    { type: "Embedding", numEmbeddings: 2 ** 25, embeddingDim: 2 },
    "has numEmbeddings 33554432, which must be a whole number from 1 to 16,777,216",
  ],
  [
    { type: "SLSTM", inputSize: 1, hiddenSize: 4, heads: 3 },
    "architecture (SLSTM) has heads 3, which does not divide hiddenSize 4",
  ],
  [
    { type: "MultiheadAttention", embedDim: 4, numHeads: 3 },
    "architecture (MultiheadAttention) has numHeads 3, which does not divide embedDim 4",
  ],
  [nested(17), "lies more than 16 layers deep"],
])("the architecture %j is refused and says why", (value, message) => {
  expect(() => readArchitecture(value)).toThrow(message);
});

test("nothing is built to know the shapes, however large the network claims to be", () => {
  const lstm = { type: "LSTM", inputSize: 2 ** 31 - 1, hiddenSize: 2 ** 31 - 1 };
  expect(parameterShapes(readArchitecture(lstm)).get("weight_ih_l0")).toEqual([4 * (2 ** 31 - 1), 2 ** 31 - 1]);
});
