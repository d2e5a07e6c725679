// Networks of impossible sizes: each kind refuses at once, with as many weights in its message as its architecture has.
import { afterEach, expect, test } from "vitest";
import { memoryUse } from "../../tensor/index.ts";
import { type Architecture, eachParameter, readArchitecture } from "../form/architecture.ts";
import { moduleOf } from "../form/module-of.ts";
import { GRU, Linear, LSTM, type Module, MultiheadAttention, RNN } from "../index.ts";

const made: Module[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.dispose();
});

const recurrent = { inputSize: 3, numLayers: 2 };
const window = { cell: "gru", inputSize: 3, numLayers: 2, dropout: 0, lookback: 40, horizon: 5 } as const;

/** Each kind of network that has a size, with so many units. */
const KINDS: Readonly<Record<string, (size: number) => object>> = {
  RNN: (hiddenSize) => ({ ...recurrent, hiddenSize, bidirectional: true }),
  LSTM: (hiddenSize) => ({ ...recurrent, hiddenSize, bias: false }),
  GRU: (hiddenSize) => ({ ...recurrent, hiddenSize }),
  Linear: (size) => ({ inFeatures: size, outFeatures: size }),
  Embedding: (size) => ({ numEmbeddings: size, embeddingDim: size }),
  MultiheadAttention: (size) => ({ embedDim: size, numHeads: 1 }),
  Conv1d: (size) => ({ inChannels: size, outChannels: size, kernelSize: 1 }),
  LSTMCell: (size) => ({ inputSize: size, hiddenSize: size }),
  AdditiveAttention: (size) => ({ queryDim: size, memoryDim: size, hiddenDim: size }),
  LuongAttention: (size) => ({ queryDim: size, memoryDim: size }),
  EncoderDecoder: (hiddenSize) => ({ ...recurrent, hiddenSize, cell: "lstm", bidirectional: true, attention: true }),
  ForecastNetwork: (hiddenSize) => ({ ...window, hiddenSize, skipFrom: 0, aheadSize: 2, distribution: "quantile" }),
  SegmentNetwork: (hiddenSize) => ({
    ...{ ...window, hiddenSize, segmentRows: 7, targetColumn: 0, skip: true, anchorSeason: 7, aheadSize: 2 },
  }),
  SeasonNetwork: (hiddenSize) => ({ cell: "gru", hiddenSize, quantiles: 9 }),
};

const weightsOf = (architecture: Architecture): number => {
  let sum = 0;
  for (const [, shape] of eachParameter(architecture)) sum += shape.reduce((size, length) => size * length, 1);
  return sum;
};

test.each(Object.keys(KINDS))(
  "%s: what does not fit is refused at once, with the weights that its parameters have",
  (type) => {
    for (const size of [30_000, 2 ** 24]) {
      const architecture = readArchitecture({ type, ...KINDS[type](size) });
      const held = memoryUse();
      expect(() => moduleOf(architecture)).toThrow(
        expect.objectContaining({ code: "MODEL_TOO_LARGE", subject: type, found: weightsOf(architecture) }),
      );
      expect(memoryUse()).toEqual(held);
    }
    made.push(moduleOf(readArchitecture({ type, ...KINDS[type](6) })));
  },
);

test("a million layers are refused for the memory of their tensors, few weights as they have", () => {
  for (const Network of [RNN, GRU, LSTM]) {
    expect(() => new Network({ inputSize: 1, hiddenSize: 4, numLayers: 1_000_000 })).toThrow(
      /tensors need [\d,]+ bytes with gradients and an optimizer's state, but memory has 4,294,967,296/,
    );
  }
});

test("what other networks hold counts, and dispose() is offered", () => {
  made.push(new Linear({ inFeatures: 1000, outFeatures: 1000 }));
  expect(() => new MultiheadAttention({ embedDim: 6688, numHeads: 1 })).toThrow(
    /^MultiheadAttention: 178,944,128 weights in 4 tensors need .* but memory has 4,294,967,296 beside the 4,\d\d\d,\d\d\d that other networks hold\. Choose a smaller embedDim, or dispose\(\) of those that are no longer needed\.$/,
  );
});
