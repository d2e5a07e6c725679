import {
  Dropout,
  GRU,
  LastStep,
  Linear,
  LSTM,
  Model,
  Module,
  noGrad,
  OptionError,
  ReLU,
  RNN,
  Sequential,
  ShapeError,
  Sigmoid,
  Stepper,
  Tanh,
  type Tensor,
  tensor,
  withSeed,
} from "recurra";
import {
  AdditiveAttention,
  architectureOf,
  BatchNorm1d,
  Bidirectional,
  Conv1d,
  Dropout1d,
  Embedding,
  GELU,
  GRUCell,
  LayerNorm,
  LeakyReLU,
  LSTMCell,
  MultiheadAttention,
  NonCrossing,
  RecurrentOf,
  RNNCell,
  SiLU,
  Softplus,
  StudentT,
} from "recurra/nn";
import { relu } from "recurra/tensor";
import { describe, expect, onTestFinished, test } from "vitest";
import { onnxSignature } from "./onnx-signature.ts";
import { decoded, type Feed, faultsIn, furthest, numbers, opened } from "./run-onnx.fixture.ts";
import { toOnnx } from "./to-onnx.ts";

function kept<T extends Module>(make: () => T): T {
  const module = withSeed(11, make);
  onTestFinished(() => module.dispose());
  return module;
}

interface Network extends Module {
  forward(x: Tensor): Tensor;
}

async function distance(network: Network, shape: readonly number[], given?: readonly number[]): Promise<number> {
  const bytes = toOnnx(network);
  expect(faultsIn(decoded(bytes))).toEqual([]);
  const data = given ? Float32Array.from(given) : numbers(shape.reduce((product, size) => product * size, 1));
  const { y } = await (await opened(bytes))({ x: { shape, data } });
  const own = noGrad(() => {
    const output = network.eval().forward(tensor(data, shape));
    return { shape: output.shape, data: output.toArray() };
  });
  expect(y.shape).toEqual(own.shape);
  return furthest(y.data, own.data);
}

const linear = (inFeatures: number, outFeatures: number, bias = true): Linear =>
  new Linear({ inFeatures, outFeatures, bias });

describe("layers in onnxruntime give our outputs within 1e-5", () => {
  test("a Linear alone takes rows of features, with and without a bias", async () => {
    for (const bias of [true, false]) {
      expect(
        await distance(
          kept(() => linear(4, 3, bias)),
          [5, 4],
        ),
      ).toBeLessThan(1e-5);
    }
  });

  test("a Sequential of rows: Linear, Tanh, Linear, ReLU, Linear, Sigmoid", async () => {
    const network = kept(
      () => new Sequential(linear(4, 6), new Tanh(), linear(6, 6), new ReLU(), linear(6, 2), new Sigmoid()),
    );
    expect(await distance(network, [3, 4])).toBeLessThan(1e-5);
  });

  test("a Sequential of sequences: LSTM, Dropout, GRU, LastStep, Linear, for any batch and length", async () => {
    const network = kept(
      () =>
        new Sequential(
          new LSTM({ inputSize: 2, hiddenSize: 5, numLayers: 2, dropout: 0.5 }),
          new Dropout(),
          new GRU({ inputSize: 5, hiddenSize: 4 }),
          new LastStep(),
          linear(4, 3),
        ),
    );
    for (const shape of [
      [1, 1, 2],
      [3, 8, 2],
    ]) {
      expect(await distance(network, shape)).toBeLessThan(1e-5);
    }
  });

  test("layer normalisation over one dimension and over two, with and without weights, and the gated functions", async () => {
    const gru = () => new GRU({ inputSize: 2, hiddenSize: 5 });
    const norm = (options: object) => new LayerNorm({ normalizedShape: 5, ...options });
    for (const make of [
      () => new Sequential(gru(), norm({}), linear(5, 4)),
      () => new Sequential(gru(), norm({ bias: false, eps: 0.1 })),
      () => new Sequential(gru(), norm({ elementwiseAffine: false })),
      () => new Sequential(gru(), new SiLU(), linear(5, 2), new GELU()),
      () => new Sequential(gru(), new LeakyReLU(), linear(5, 2), new LeakyReLU({ negativeSlope: 0.3 })),
    ]) {
      expect(await distance(kept(make), [3, 4, 2])).toBeLessThan(1e-5);
    }
  });

  test("convolutions along time, of every padding, stride, dilation and groups", async () => {
    const sizes = { inChannels: 4, outChannels: 6 };
    for (const options of [
      { kernelSize: 3, padding: "same" },
      { kernelSize: 4, padding: "same", bias: false },
      { kernelSize: 3, padding: "causal", dilation: 2 },
      { kernelSize: 2, stride: 3, padding: 1, groups: 2 },
    ] as const) {
      const network = kept(() => new Sequential(new Conv1d({ ...sizes, ...options }), new ReLU(), linear(6, 2)));
      expect(await distance(network, [3, 7, 4])).toBeLessThan(1e-5);
    }
    const deep = kept(
      () =>
        new Sequential(
          new Conv1d({ ...sizes, kernelSize: 2 }),
          new Dropout1d(),
          new GRU({ inputSize: 6, hiddenSize: 3 }),
          new LastStep(),
        ),
    );
    expect(await distance(deep, [2, 9, 4])).toBeLessThan(1e-5);
  });

  test("batch normalisation by its running statistics, and additive attention of a sequence to itself", async () => {
    for (const options of [{}, { affine: false, eps: 0.1 }]) {
      const network = kept(() => new Sequential(linear(4, 5), new BatchNorm1d({ numFeatures: 5, ...options })));
      noGrad(() => network.forward(tensor(numbers(40), [10, 4])));
      expect(await distance(network, [6, 4])).toBeLessThan(1e-5);
    }
    for (const bias of [true, false]) {
      const network = kept(() => new AdditiveAttention({ queryDim: 4, hiddenDim: 7, bias }));
      expect(await distance(network, [2, 5, 4])).toBeLessThan(1e-5);
    }
    const none = new BatchNorm1d({ numFeatures: 2, trackRunningStats: false });
    expect(() => toOnnx(none)).toThrow(expect.objectContaining({ code: "ONNX_MODULE" }));
  });

  test("cells in RecurrentOf and Bidirectional are the operators of their networks; what is none of these is refused", async () => {
    const sizes = { inputSize: 3, hiddenSize: 4 };
    const cells = [
      () => new RNNCell({ ...sizes, nonlinearity: "relu" }),
      () => new LSTMCell({ ...sizes, bias: false }),
      () => new GRUCell({ ...sizes, resetAfter: false }),
    ] as const;
    for (const make of cells) {
      const one = kept(() => new Sequential(new RecurrentOf({ cell: make(), recurrentDropout: 0.2 })));
      expect(await distance(one, [2, 5, 3])).toBeLessThan(1e-5);
      const both = kept(() => new Sequential(new Bidirectional({ cell: make(), reverseCell: make() }), linear(8, 1)));
      expect(await distance(both, [2, 5, 3])).toBeLessThan(1e-5);
    }
    const cell = new GRUCell(sizes);
    for (const network of [new RecurrentOf({ cell, zoneout: 0.1 }), new RecurrentOf({ cell, reverse: true }), cell]) {
      expect(() => toOnnx(network)).toThrow(expect.objectContaining({ code: "ONNX_MODULE" }));
    }
  });

  test("heads: Softplus, NonCrossing of one and of several quantiles, StudentT after every step", async () => {
    const gru = () => new GRU({ inputSize: 2, hiddenSize: 5 });
    for (const make of [
      () => new Sequential(gru(), linear(5, 3), new Softplus()),
      () => new Sequential(gru(), linear(5, 4), new NonCrossing()),
      () => new Sequential(linear(2, 1), new NonCrossing()),
      () => new Sequential(gru(), linear(5, 3), new StudentT()),
    ]) {
      const network = kept(make);
      expect(await distance(network, network.namedLayers().length === 2 ? [3, 2] : [3, 4, 2])).toBeLessThan(1e-5);
    }
  });

  test("MultiheadAttention of a sequence with itself, alone and among others", async () => {
    const make = (bias: boolean) => new MultiheadAttention({ embedDim: 6, numHeads: 2, bias });
    expect(
      await distance(
        kept(() => make(true)),
        [3, 4, 6],
      ),
    ).toBeLessThan(1e-5);
    const network = kept(
      () => new Sequential(linear(2, 6), make(false), new GRU({ inputSize: 6, hiddenSize: 3 }), last(), new LastStep()),
    );
    expect(await distance(network, [2, 5, 2])).toBeLessThan(1e-5);
  });

  const last = () => new MultiheadAttention({ embedDim: 3, numHeads: 1 });

  test("an Embedding alone takes numbers of rows, and before a GRU sequences of them", async () => {
    const make = () => new Embedding({ numEmbeddings: 5, embeddingDim: 3 });
    expect(await distance(kept(make), [4], [4, 0, 2, 2])).toBeLessThan(1e-5);
    const network = kept(
      () => new Sequential(make(), new GRU({ inputSize: 3, hiddenSize: 4 }), new LastStep(), linear(4, 1)),
    );
    expect(await distance(network, [2, 3], [4, 0, 2, 2, 1, 3])).toBeLessThan(1e-5);
  });

  test("a Linear after every step, and layers with names", async () => {
    const network = kept(
      () =>
        new Sequential({
          "first layer": new RNN({ inputSize: 2, hiddenSize: 5 }),
          first_layer: linear(5, 5),
          größe: new Tanh(),
          gr__e: linear(5, 2),
        }),
    );
    expect(await distance(network, [2, 6, 2])).toBeLessThan(1e-5);
  });

  test("LastStep after both directions takes from each the step at which it has read everything", async () => {
    const network = kept(
      () =>
        new Sequential(
          new GRU({ inputSize: 2, hiddenSize: 5, bidirectional: true }),
          new LastStep({ bidirectional: true }),
          linear(10, 1),
        ),
    );
    expect(await distance(network, [3, 6, 2])).toBeLessThan(1e-5);
  });

  test("a Sequential inside a Sequential, and one layer in two places", async () => {
    const network = kept(() => {
      const twice = new GRU({ inputSize: 3, hiddenSize: 3 });
      const square = linear(3, 3);
      return new Sequential(new Sequential(twice, square), new Sequential(twice, square), new LastStep());
    });
    expect(await distance(network, [2, 4, 3])).toBeLessThan(1e-5);
    const weights = decoded(toOnnx(network)).graph.initializer.map(({ name }) => name);
    expect(weights.filter((name) => !name.startsWith("int64_")).length).toBe(5);
  });

  test("a subclass without a forward() of its own is what it extends", async () => {
    class Small extends Linear {
      constructor() {
        super({ inFeatures: 2, outFeatures: 2 });
      }
    }
    expect(
      await distance(
        kept(() => new Small()),
        [1, 2],
      ),
    ).toBeLessThan(1e-5);
  });
});

test("states of two networks in a Sequential go in and out under names of their own, as a stepper holds them", async () => {
  const network = kept(
    () =>
      new Sequential(
        new LSTM({ inputSize: 2, hiddenSize: 4, numLayers: 2 }),
        new GRU({ inputSize: 4, hiddenSize: 3 }),
        new LastStep(),
        linear(3, 1),
      ),
  );
  const bytes = toOnnx(network, { states: true });
  const { inputs, outputs, metadata } = onnxSignature(bytes);
  expect(inputs.map(({ name, shape }) => `${name} ${shape.join()}`)).toEqual([
    "x batch,time,2",
    "h_in 2,batch,4",
    "c_in 2,batch,4",
    "h2_in 1,batch,3",
  ]);
  expect(outputs.map(({ name }) => name)).toEqual(["y", "h_out", "c_out", "h2_out"]);
  const pairs = JSON.parse(metadata.states) as [string, string][];
  expect(pairs).toEqual([
    ["h_in", "h_out"],
    ["c_in", "c_out"],
    ["h2_in", "h2_out"],
  ]);
  const run = await opened(bytes);
  const stepper = new Stepper(network);
  onTestFinished(() => stepper.dispose());
  let states: Record<string, Feed> = Object.fromEntries(
    inputs.slice(1).map(({ name, shape }) => {
      const sizes = shape.map((size) => (size === "batch" ? 1 : Number(size)));
      return [name, { shape: sizes, data: new Float32Array(sizes.reduce((product, size) => product * size, 1)) }];
    }),
  );
  for (let step = 0; step < 6; step++) {
    const data = numbers(2, step + 1);
    const result = await run({ x: { shape: [1, 1, 2], data }, ...states });
    expect(furthest(result.y.data, stepper.step(data))).toBeLessThan(1e-5);
    states = Object.fromEntries(pairs.map(([from, to]) => [from, result[to]]));
  }
});

test("a program's own module is exported as the architecture that its model names, with its weights", async () => {
  class Own extends Module {
    readonly recurrent = new GRU({ inputSize: 2, hiddenSize: 4 });
    readonly head = linear(4, 1);

    forward(x: Tensor): Tensor {
      return this.head.forward(this.recurrent.forward(x).output.step(-1));
    }
  }
  const own = kept(() => new Own());
  expect(() => toOnnx(own)).toThrow(OptionError);
  const twin = kept(
    () =>
      new Sequential({ recurrent: new GRU({ inputSize: 2, hiddenSize: 4 }), last: new LastStep(), head: linear(4, 1) }),
  );
  const bytes = toOnnx(Model.of(own, { architecture: architectureOf(twin) }));
  const data = numbers(10);
  const { y } = await (await opened(bytes))({ x: { shape: [1, 5, 2], data } });
  expect(
    furthest(
      y.data,
      noGrad(() => own.forward(tensor(data, [1, 5, 2])).toArray()),
    ),
  ).toBeLessThan(1e-5);
});

test("a model of a network gives the same bytes as the network, from its file too", () => {
  const network = kept(() => new Sequential(new LSTM({ inputSize: 2, hiddenSize: 4 }), new LastStep(), linear(4, 1)));
  const model = Model.of(network);
  expect(toOnnx(model)).toEqual(toOnnx(network));
  const loaded = Model.load(model.toSafetensors());
  onTestFinished(() => loaded.dispose());
  expect(toOnnx(loaded)).toEqual(toOnnx(network));
});

describe("what cannot be a graph is refused", () => {
  class Own extends Module {
    forward(x: Tensor): Tensor {
      return relu(x);
    }
  }
  class Doubled extends Linear {
    override forward(x: Tensor): Tensor {
      return super.forward(x).mul(2);
    }
  }
  const known =
    "the library's own layers are: RNN, LSTM, GRU, MinGRU, SLSTM, RecurrentOf and Bidirectional of RNNCell, LSTMCell and GRUCell without zoneout, Linear, Conv1d, Embedding, MultiheadAttention, LuongAttention, AdditiveAttention, Tanh, Sigmoid, ReLU, Softplus, SiLU, GELU, LeakyReLU, LayerNorm, BatchNorm1d with running statistics, NonCrossing, StudentT, Dropout, Dropout1d and LastStep, alone or in " +
    "a Sequential, and as a whole an EncoderDecoder or a Forecaster. Say what goes in with inputs, and what runs is exported, or build the network from these.";

  test.each<[string, () => Module, string]>([
    ["a program's own module", () => new Own(), `toOnnx: Own is not known as a graph by itself, as ${known}`],
    [
      "one among others",
      () => new Sequential(linear(1, 1), new Own()),
      `toOnnx: Own is not known as a graph by itself, as ${known}`,
    ],
    [
      "a subclass with a forward() of its own",
      () => new Sequential(new Doubled({ inFeatures: 1, outFeatures: 1 }), linear(1, 1)),
      `toOnnx: Doubled is not known as a graph by itself, as ${known}`,
    ],
    [
      "layers that know no size",
      () => new Sequential(new Tanh(), new ReLU()),
      "toOnnx: the Sequential has neither a recurrent network nor a Linear, so the number of features is unknown.",
    ],
  ])("%s", (_, make, message) => {
    const module = kept(make);
    expect(() => toOnnx(module)).toThrow(message);
    expect(() => toOnnx(module)).toThrow(OptionError);
  });

  test("layers that do not fit together", () => {
    const network = kept(() => new Sequential(new GRU({ inputSize: 1, hiddenSize: 4 }), new LastStep(), linear(5, 1)));
    expect(() => toOnnx(network)).toThrow(
      "toOnnx: a Linear of the network takes 5 features, but what reaches it has the shape [batch, 4]. " +
        "The network could not run either; build its layers with sizes that fit.",
    );
    expect(() => toOnnx(network)).toThrow(ShapeError);
    const twice = kept(() => new Sequential(new GRU({ inputSize: 1, hiddenSize: 4 }), new LastStep(), new LastStep()));
    expect(() => toOnnx(twice)).toThrow("a LastStep of the network takes [batch, time, features]");
  });

  test("states of both directions, and lengths of a Sequential", () => {
    const both = kept(() => new LSTM({ inputSize: 1, hiddenSize: 2, bidirectional: true }));
    expect(() => toOnnx(both, { states: true })).toThrow(
      "toOnnx: states go from one step to the next, but this LSTM is bidirectional: its outputs depend on steps that have not come " +
        "yet. Export it without states.",
    );
    const network = kept(() => new Sequential(new GRU({ inputSize: 1, hiddenSize: 4 })));
    expect(() => toOnnx(network, { lengths: true })).toThrow(
      "toOnnx: lengths are for a recurrent network or an EncoderDecoder on its own, and this is a Sequential, whose forward() takes none.",
    );
  });

  test("states of a network that has none", () => {
    const network = kept(() => linear(1, 1));
    expect(() => toOnnx(network, { states: true })).toThrow(
      "toOnnx: there are no states to take in and give out: the network has no recurrent layer. Leave states out.",
    );
  });
});
