// What bench:modules measures, as a program of this library writes it; torch_modules.py has the same. Batches of 32 sequences of 50 steps,
// 32 units, embeddings of 16 numbers, a vocabulary of 64. A work is a training step: forward, loss, backward, Adam; of the convolution
// forward and backward of its outputs' sum, with the gradient of its input. `loop()` runs it on the tape, `train()` as train() does.
import {
  Adam,
  crossEntropyLoss,
  EncoderDecoder,
  Linear,
  LSTM,
  Module,
  manualSeed,
  mseLoss,
  Parameter,
  tensor,
  train,
} from "recurra";
import { Conv1d, Embedding, LayerNorm, LSTMCell, LuongAttention, meanOverSamples } from "recurra/nn";
import { concat, reshape, sigmoid, stack, tanh, zeros } from "recurra/tensor";

const B = 32;
const T = 50;
const H = 32;
const E = 16;
const V = 64;

const ids = (factor) =>
  tensor(
    Float32Array.from({ length: B * T }, (_, i) => (i * factor) % V),
    [B, T],
  );
const wave = (...shape) =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => ((i * 37) % 101) / 50 - 1),
    shape,
  );

/** A character model: what follows each character. */
class Characters extends Module {
  repeatable = true;
  embedding = new Embedding({ numEmbeddings: V, embeddingDim: E });
  lstm = new LSTM({ inputSize: E, hiddenSize: H });
  head = new Linear({ inFeatures: H, outFeatures: V });
  forward(x) {
    return this.head.forward(this.lstm.forward(this.embedding.forward(x)).output);
  }
}

/** Numbers that are read, and numbers that are written one after the other, each from the one before, with Luong's attention. */
class Writer extends Module {
  repeatable = true;
  coder = new EncoderDecoder({ inputSize: E, hiddenSize: H, attention: true });
  forward(x) {
    return this.coder.forward(x, { horizon: T });
  }
}

/** A decoder of one's own, whose cell reads what was found before (Luong et al. 2015, general score, input feeding). */
class Translator extends Module {
  repeatable = true;
  embedding = new Embedding({ numEmbeddings: V, embeddingDim: E });
  encoder = new LSTM({ inputSize: E, hiddenSize: H });
  cell = new LSTMCell({ inputSize: E + H, hiddenSize: H });
  attention = new LuongAttention({ queryDim: H });
  head = new Linear({ inFeatures: H, outFeatures: V });
  forward(x) {
    const batch = x.shape[0];
    const embedded = this.embedding.forward(x);
    const { output: memory, state: last } = this.encoder.forward(embedded);
    const look = this.attention.over(memory);
    let state = { h: last.h.select(0, 0), c: last.c.select(0, 0) };
    let found = zeros([batch, H]);
    const steps = [];
    for (let t = 0; t < T; t++) {
      state = this.cell.forward(concat([embedded.step(t), found], 1), state);
      found = reshape(look(reshape(state.h, [batch, 1, H])), [batch, H]);
      steps.push(found);
    }
    return this.head.forward(stack(steps, 1));
  }
}

/** A GRU with layer normalisation in its gates (Ba et al. 2016), in a loop. */
class NormalisedGRU extends Module {
  repeatable = true;
  x = new Linear({ inFeatures: E, outFeatures: 3 * H, bias: false });
  h = new Linear({ inFeatures: H, outFeatures: 3 * H, bias: false });
  normX = new LayerNorm({ normalizedShape: 3 * H });
  normH = new LayerNorm({ normalizedShape: 3 * H });
  head = new Linear({ inFeatures: H, outFeatures: 1 });
  forward(x) {
    const inputs = this.normX.forward(this.x.forward(x));
    let h = zeros([x.shape[0], H]);
    for (let t = 0; t < T; t++) {
      const [a, b] = [inputs.step(t), this.normH.forward(this.h.forward(h))];
      const part = (gates, i) => gates.slice(1, i * H, (i + 1) * H);
      const r = sigmoid(part(a, 0).add(part(b, 0)));
      const z = sigmoid(part(a, 1).add(part(b, 1)));
      const n = tanh(part(a, 2).add(r.mul(part(b, 2))));
      h = n.add(z.mul(h.sub(n)));
    }
    return this.head.forward(h);
  }
}

const classes = (logits, y) => crossEntropyLoss(reshape(logits, [-1, V]), reshape(y, [-1]));

/** The two ways of a training step. */
function training(model, loss, batch) {
  const optimizer = new Adam(model.parameters());
  return {
    loop() {
      optimizer.zeroGrad();
      loss(model.forward(batch.x), batch.y).backward();
      optimizer.step();
    },
    async train(count, threads = 1) {
      const batches = () => new Array(count).fill(batch);
      const step = meanOverSamples(({ x, y }) => loss(model.forward(x), y));
      for await (const _ of train({ model, optimizer, step, batches, epochs: 1, threads }));
    },
  };
}

function convolution() {
  const layer = new Conv1d({ inChannels: H, outChannels: H, kernelSize: 3, padding: "same" });
  const x = new Parameter(wave(B, T, H).toArray(), [B, T, H]);
  return {
    loop() {
      layer.zeroGrad();
      x.zeroGrad();
      layer.forward(x).sum().backward();
    },
  };
}

manualSeed(1);
/** Each with how many times as fast as PyTorch it is to be. */
export const works = [
  { name: "characters", least: 3, ...training(new Characters(), classes, { x: ids(7), y: ids(5) }) },
  { name: "attention", least: 3, ...training(new Writer(), mseLoss, { x: wave(B, T, E), y: wave(B, T, 1) }) },
  { name: "attention-fed", least: 3, ...training(new Translator(), classes, { x: ids(7), y: ids(5) }) },
  { name: "layer-norm-gru", least: 2, ...training(new NormalisedGRU(), mseLoss, { x: wave(B, T, E), y: wave(B, 1) }) },
  { name: "conv1d", least: 1, ...convolution() },
];
