// The models that the program trains, with their data: small, but with every kernel of a training step in them, several chunks of a
// batch, tails of every width, and everything that draws random numbers. Given the library, because a page has no package names.

/** Numbers in [-1, 1) that no engine can round otherwise. */
export function numbers(count, seed) {
  let state = seed * 2654435761 + 1;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** By name: how to make it and its optimizer, its batches, and the options of `train`. */
export function networks(recurra) {
  const { tensor, Adam, AdamW, SGD, Dropout, EncoderDecoder, GRU, LastStep, Linear, LSTM, MinGRU, Module, RNN, SLSTM } =
    recurra;
  const {
    Embedding,
    meanOverSamples,
    MultiheadAttention,
    NonCrossing,
    quantileLoss,
    Softplus,
    StudentT,
    studentTNllLoss,
  } = recurra;
  const { ReLU, Sequential, Tanh, bceWithLogitsLoss, crossEntropyLoss, huberLoss, l1Loss, mseLoss } = recurra;

  /** Batches of these sizes: x [n, T, I] and y [n, ...target]. */
  const data =
    (sizes, [time, features], target) =>
    (epoch) =>
      sizes.map((n, i) => {
        const seed = 31 * epoch + i + 1;
        return {
          x: tensor(numbers(n * time * features, seed), [n, time, features]),
          y: tensor(
            numbers(
              target.reduce((a, b) => a * b, n),
              seed + 7,
            ),
            [n, ...target],
          ),
        };
      });

  class Continued extends Module {
    repeatable = true;
    network = new EncoderDecoder({ inputSize: 2, hiddenSize: 6, cell: "lstm", bidirectional: true });
    forward(x) {
      return this.network.forward(x, { horizon: 4 });
    }
  }

  return {
    "GRU of 30, whose batches are cut by the library": {
      model: () => new Sequential(new GRU({ inputSize: 1, hiddenSize: 30 }), linear(30, 1), new Tanh()),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
      batches: data([70, 70, 45], [100, 1], [100, 1]),
      options: { loss: mseLoss, epochs: 2 },
    },
    "two bidirectional LSTM of 9 with dropout": {
      model: () =>
        new Sequential(
          new LSTM({ inputSize: 3, hiddenSize: 9, numLayers: 2, bidirectional: true, dropout: 0.3 }),
          linear(18, 2),
        ),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
      batches: data([40, 40, 23], [30, 3], [30, 2]),
      options: { loss: l1Loss, epochs: 3, microBatchSize: 12, clipNorm: 0.5 },
    },
    "RNN of 17, last step": {
      model: () => new Sequential(new RNN({ inputSize: 2, hiddenSize: 17 }), new LastStep(), linear(17, 1)),
      optimizer: (parameters) => new SGD(parameters, { learningRate: 0.05, momentum: 0.9 }),
      batches: data([64, 64, 45], [25, 2], [1]),
      options: { loss: huberLoss, epochs: 4, microBatchSize: 16, clipNorm: 1 },
    },
    "GRU of 13 with the reset gate before the product": {
      model: () => new Sequential(new GRU({ inputSize: 2, hiddenSize: 13, resetAfter: false }), linear(13, 1)),
      optimizer: (parameters) => new AdamW(parameters, { learningRate: 0.01, weightDecay: 0.1 }),
      batches: data([50, 50, 37], [25, 2], [25, 1]),
      options: { loss: mseLoss, epochs: 4, microBatchSize: 10 },
    },
    "two bidirectional minGRU of 11": {
      model: () =>
        new Sequential(
          new MinGRU({ inputSize: 3, hiddenSize: 11, numLayers: 2, bidirectional: true, dropout: 0.2 }),
          linear(22, 1),
        ),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
      batches: data([50, 50, 37], [40, 3], [40, 1]),
      options: { loss: mseLoss, epochs: 3, microBatchSize: 12 },
    },
    "sLSTM of 12 in three heads": {
      model: () => new Sequential(new SLSTM({ inputSize: 2, hiddenSize: 12, numLayers: 2, heads: 3 }), linear(12, 1)),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
      batches: data([50, 50, 37], [40, 2], [40, 1]),
      options: { loss: l1Loss, epochs: 3, microBatchSize: 12 },
    },
    "encoder-decoder on its own outputs": {
      model: () => new Continued(),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
      batches: data([30, 30, 17], [12, 2], [4, 1]),
      options: { loss: mseLoss, epochs: 4, microBatchSize: 8 },
    },
    "encoder-decoder with drawn teacher forcing": {
      model: () => new EncoderDecoder({ inputSize: 2, hiddenSize: 7, cell: "gru", numLayers: 2, dropout: 0.2 }),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
      batches: data([9, 9, 9, 5], [12, 2], [3, 1]),
      options: (model) => ({ step: ({ x, y }) => mseLoss(model.forward(x, { targets: y }), y), epochs: 8 }),
      // A step of one's own that says nothing of itself is not cut, so there is nothing for a second thread.
      threaded: false,
    },
    "LSTM of 70, wider than a tile": {
      model: () => new Sequential(new LSTM({ inputSize: 21, hiddenSize: 70 }), new LastStep(), linear(70, 2)),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.003 }),
      batches: data([36, 36, 29], [10, 21], [2]),
      options: { loss: mseLoss, epochs: 3, microBatchSize: 12 },
    },
    "Linear layers with dropout": {
      model: () => new Sequential(linear(11, 37), new ReLU(), new Dropout({ p: 0.4 }), linear(37, 3)),
      optimizer: (parameters) => new Adam(parameters),
      batches: data([80, 80, 33], [5, 11], [5, 3]),
      options: { loss: bceWithLogitsLoss, epochs: 4, microBatchSize: 12 },
    },
    "rising quantiles of a GRU of 5 behind an embedding": {
      model: () =>
        new Sequential(
          new Embedding({ numEmbeddings: 4, embeddingDim: 3, paddingIdx: 1 }),
          new GRU({ inputSize: 3, hiddenSize: 5 }),
          new LastStep(),
          linear(5, 3),
          new NonCrossing(),
        ),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
      batches: () =>
        [60, 33].map((n) => ({
          x: tensor(
            numbers(n * 7, n).map((v) => Math.floor(2 * v + 2)),
            [n, 7],
          ),
          y: tensor(numbers(n, n + 7), [n]),
        })),
      options: {
        loss: meanOverSamples((x, y) => quantileLoss(x, y, [0.1, 0.5, 0.9])),
        epochs: 4,
        microBatchSize: 12,
      },
    },
    "Student's t from Linear layers": {
      model: () => new Sequential(linear(6, 9), new Softplus(), linear(9, 3), new StudentT()),
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.01 }),
      batches: data([60, 33], [2, 6], [2]),
      options: { loss: meanOverSamples(studentTNllLoss), epochs: 4, microBatchSize: 12 },
    },
    "attention in two heads, with dropout": {
      model: () =>
        new Sequential(
          linear(3, 6),
          new MultiheadAttention({ embedDim: 6, numHeads: 2, dropout: 0.2 }),
          new LastStep(),
          linear(6, 1),
        ),
      optimizer: (parameters) => new AdamW(parameters, { learningRate: 0.01 }),
      batches: data([60, 33], [9, 3], [1]),
      options: { loss: l1Loss, epochs: 4, microBatchSize: 12 },
    },
    "classes from Linear layers": {
      model: () => new Sequential(linear(6, 20), new Tanh(), linear(20, 4)),
      optimizer: (parameters) => new SGD(parameters, { learningRate: 0.1 }),
      batches: () =>
        [90, 35].map((n) => ({
          x: tensor(numbers(n * 6, n), [n, 6]),
          y: tensor(
            Array.from({ length: n }, (_, i) => (i * 7) % 4),
            [n],
          ),
        })),
      options: { loss: crossEntropyLoss, epochs: 6, microBatchSize: 16 },
    },
    "a step that says that its loss is a mean, and validation, in chunks": {
      model: () => new Sequential(new GRU({ inputSize: 1, hiddenSize: 30 }), linear(30, 1)),
      // So large that a later epoch may be worse.
      optimizer: (parameters) => new Adam(parameters, { learningRate: 0.1 }),
      batches: data([70, 45], [100, 1], [100, 1]),
      options: (model) => ({
        step: meanOverSamples(({ x, y }) => mseLoss(model.forward(x), y)),
        validation: () => data([70, 45], [100, 1], [100, 1])(9),
        epochs: 4,
      }),
    },
  };

  function linear(inFeatures, outFeatures) {
    return new Linear({ inFeatures, outFeatures });
  }
}
