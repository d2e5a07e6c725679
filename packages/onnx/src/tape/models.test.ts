// Whole models of one's own, as a course or a paper has them.
import {
  Dropout,
  GRU,
  Linear,
  LSTM,
  Module,
  noGrad,
  Parameter,
  stack,
  type Tensor,
  tensor,
  withSeed,
  zeros,
} from "recurra";
import { Embedding, LayerNorm, LuongAttention, MinGRU, SLSTM } from "recurra/nn";
import { arange, argmax, exp, lt, maskedFill, oneHot, rand, sigmoid, tanh, where } from "recurra/tensor";
import { expect, onTestFinished, test } from "vitest";
import { numbers } from "../run-onnx.fixture.ts";
import { expectAlike } from "./taped.fixture.ts";

function made<M extends Module>(make: () => M): M {
  const module = withSeed(11, make).eval();
  onTestFinished(() => module.dispose());
  return module;
}

const ids =
  (below: number) =>
  (_: string, count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => (7 * i + 3) % below);

const bothOpen = [
  { batch: 1, time: 2 },
  { batch: 4, time: 9 },
];

/** Translates symbols: each step looks at what was read, and reads what it wrote, or the truth by chance while training. */
class AttentionDecoder extends Module {
  readonly embedding = new Embedding({ numEmbeddings: 6, embeddingDim: 4 });
  readonly encoder = new LSTM({ inputSize: 4, hiddenSize: 5, bidirectional: true });
  readonly bridge = new Linear({ inFeatures: 10, outFeatures: 5 });
  readonly decoder = new LSTM({ inputSize: 4, hiddenSize: 5 });
  readonly attention = new LuongAttention({ queryDim: 5, memoryDim: 10 });
  readonly dropout = new Dropout({ p: 0.3 });
  readonly head = new Linear({ inFeatures: 5, outFeatures: 6 });

  forward(x: Tensor, targets?: Tensor, truth = 0.5): Tensor {
    const { output: memory, state } = this.encoder.forward(this.embedding.forward(x));
    const joined = (part: Tensor): Tensor =>
      tanh(this.bridge.forward(part.transpose(0, 1).reshape([-1, 1, 10]))).transpose(0, 1);
    let states = { h: joined(state.h), c: joined(state.c) };
    let symbol = x.slice(1, 0, 1).mul(0);
    const steps: Tensor[] = [];
    for (let step = 0; step < 4; step++) {
      const run = this.decoder.forward(this.embedding.forward(symbol), { state: states });
      states = run.state;
      const logits = this.head.forward(this.dropout.forward(this.attention.forward(run.output, memory)));
      steps.push(logits.select(1, 0));
      const forced = targets && this.training && rand([1]).item() < truth;
      symbol = forced ? targets.slice(1, step, step + 1) : argmax(logits.detach(), -1);
    }
    return stack(steps, 1);
  }
}

test("an attention decoder with scheduled sampling, as it writes: nothing forced, nothing dropped", async () => {
  const model = made(() => new AttentionDecoder());
  const operators = await expectAlike(model, { x: ["batch", "time"] }, { sizes: bothOpen, make: ids(6) });
  expect(operators.filter((op) => op === "LSTM").length).toBe(5);
  expect(operators).toContain("ArgMax");
});

test("a character LSTM with an Embedding: logits, and the state for the next call", async () => {
  class Characters extends Module {
    readonly embedding = new Embedding({ numEmbeddings: 20, embeddingDim: 8 });
    readonly lstm = new LSTM({ inputSize: 8, hiddenSize: 12, numLayers: 2, dropout: 0.2 });
    readonly head = new Linear({ inFeatures: 12, outFeatures: 20 });
    forward(x: Tensor, h: Tensor, c: Tensor) {
      const { output, state } = this.lstm.forward(this.embedding.forward(x), { state: { h, c } });
      return { logits: this.head.forward(output), ...state };
    }
  }
  const make = (name: string, count: number): Float32Array => (name === "x" ? ids(20)(name, count) : numbers(count));
  const inputs = { x: ["batch", "time"], h: [2, "batch", 12], c: [2, "batch", 12] };
  const operators = await expectAlike(
    made(() => new Characters()),
    inputs,
    { sizes: bothOpen, make },
  );
  expect(operators.filter((op) => op === "LSTM").length).toBe(2);
});

/** Ba et al. 2016, with a LayerNorm before each gate. */
class NormalisedGru extends Module {
  readonly inputs = new Linear({ inFeatures: 3, outFeatures: 15, bias: false });
  readonly states = new Linear({ inFeatures: 5, outFeatures: 15, bias: false });
  readonly normInputs = new LayerNorm({ normalizedShape: 15 });
  readonly normStates = new LayerNorm({ normalizedShape: 15 });
  readonly start = new Parameter(numbers(5, 3), [1, 5]);

  forward(x: Tensor): Tensor {
    const [batch, time] = x.shape;
    const read = this.normInputs.forward(this.inputs.forward(x));
    let h: Tensor = zeros([batch, 5]).add(this.start);
    const outputs: Tensor[] = [];
    for (let t = 0; t < time; t++) {
      const [a, b] = [read.step(t), this.normStates.forward(this.states.forward(h))];
      const r = sigmoid(a.slice(1, 0, 5).add(b.slice(1, 0, 5)));
      const z = sigmoid(a.slice(1, 5, 10).add(b.slice(1, 5, 10)));
      const n = tanh(a.slice(1, 10).add(r.mul(b.slice(1, 10))));
      h = z.mul(h).add(z.neg().add(1).mul(n));
      outputs.push(h);
    }
    return stack(outputs, 1);
  }
}

test("a GRU of one's own with layer norm, from basic operations: its steps are written out", async () => {
  const operators = await expectAlike(
    made(() => new NormalisedGru()),
    { x: ["batch", 6, 3] },
  );
  expect(operators.filter((op) => op === "Tanh").length).toBe(6);
});

/** Classifies padded sequences by what a GRU knew on the average of their true steps. */
class MaskedClassifier extends Module {
  readonly embedding = new Embedding({ numEmbeddings: 9, embeddingDim: 4, paddingIdx: 0 });
  readonly gru = new GRU({ inputSize: 4, hiddenSize: 6, bidirectional: true });
  readonly scores = new Linear({ inFeatures: 12, outFeatures: 1 });
  readonly head = new Linear({ inFeatures: 12, outFeatures: 3 });

  forward(x: Tensor, lengths: number[]): Tensor[] {
    const [batch, time] = x.shape;
    const { output } = this.gru.forward(this.embedding.forward(x), { lengths });
    const inside = lt(arange(0, time), tensor(lengths, [batch, 1])).reshape([batch, time, 1]);
    const mean = output.mul(inside).sum(1).div(inside.sum(1));
    const weights = maskedFill(this.scores.forward(output), inside.neg().add(1), Number.NEGATIVE_INFINITY).softmax(1);
    return [this.head.forward(mean), this.head.forward(output.mul(weights).sum(1)).logSoftmax()];
  }
}

test("a masked classifier: true lengths go in, and steer the network, the means and the attention", async () => {
  const model = made(() => new MaskedClassifier());
  const inputs = { x: ["batch", "time"], lengths: { lengthsOf: "x" } };
  await expectAlike(model, inputs, { sizes: bothOpen, make: ids(9) });
});

test("minGRU and sLSTM in modules of one's own: scans, with a residual and a gate around them", async () => {
  class Block extends Module {
    readonly mix = new MinGRU({ inputSize: 4, hiddenSize: 4 });
    readonly remember = new SLSTM({ inputSize: 4, hiddenSize: 4, heads: 2 });
    readonly norm = new LayerNorm({ normalizedShape: 4 });
    readonly gate = new Linear({ inFeatures: 4, outFeatures: 4 });
    forward(x: Tensor): Tensor {
      const mixed = x.add(this.mix.forward(this.norm.forward(x)).output);
      return mixed.add(this.remember.forward(mixed).output.mul(sigmoid(this.gate.forward(mixed))));
    }
  }
  const operators = await expectAlike(
    made(() => new Block()),
    { x: ["batch", "time", 4] },
    { sizes: bothOpen },
  );
  expect(operators.filter((op) => op === "Scan").length).toBe(2);
});

test("minGRU from basic operations, all steps at once, in logarithms", async () => {
  const gates = made(() => new Linear({ inFeatures: 3, outFeatures: 8 }));
  // h_t = sum of z_s n_s times the product of (1 - z) after s, as differences of running sums.
  const parallel = (x: Tensor): Tensor => {
    const both = gates.forward(x);
    const [z, n] = [sigmoid(both.slice(2, 0, 4)), sigmoid(both.slice(2, 4))];
    const kept = z.neg().add(1).log();
    const time = x.shape[1];
    const rows = arange(0, time);
    const before = lt(rows.reshape([1, -1]), rows.add(1).reshape([-1, 1]));
    const running = where(before, 1, 0).matmul(kept);
    const weights = exp(running.reshape([-1, time, 1, 4]).sub(running.reshape([-1, 1, time, 4])));
    return where(before.reshape([1, time, time, 1]), weights, 0)
      .mul(z.mul(n).reshape([-1, 1, time, 4]))
      .sum(2);
  };
  await expectAlike(parallel, { x: ["batch", "time", 3] }, { sizes: bothOpen });
});

test("a model that trains one way and writes another: sampled symbols as rows, from an example of its input", async () => {
  const head = made(() => new Linear({ inFeatures: 4, outFeatures: 4 }));
  const write = (x: Tensor): { symbols: Tensor; shares: Tensor } => {
    let row = oneHot(x, 4);
    const symbols: Tensor[] = [];
    for (let step = 0; step < 3; step++) {
      const symbol = argmax(head.forward(row), -1);
      symbols.push(symbol);
      row = oneHot(symbol, 4);
    }
    return { symbols: stack(symbols, 1), shares: head.forward(row).softmax() };
  };
  await expectAlike(write, { x: tensor([1, 3]) }, { make: ids(4) });
});

test("an example stands for indices that zeros are not", async () => {
  const table = made(() => new Embedding({ numEmbeddings: 5, embeddingDim: 2 }));
  const previous = (x: Tensor): Tensor => table.forward(x.sub(1));
  const make = (_: string, count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => 1 + (i % 5));
  await expectAlike(previous, { x: tensor([1, 2, 5, 3], [2, 2]) }, { make });
});

test("what is computed from weights alone is a constant of the graph", async () => {
  const gate = made(() => new Linear({ inFeatures: 3, outFeatures: 3 }));
  const scale = noGrad(() => gate.weight.mul(gate.weight).sum());
  await expectAlike((x: Tensor) => gate.forward(x).div(scale.add(gate.bias!.sum())), { x: ["batch", 3] });
});
