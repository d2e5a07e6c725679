// Gradients: how much of a loss's gradient arrives at the first step of a sequence, and which network learns to remember that step?
import { Adam, bceWithLogitsLoss, clipGradNorm, GRU, Linear, Module, noGrad, RNN, tensor, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { RecurrentTrace } from "recurra/nn";
import { bars, lines, panels } from "recurra/plot";

const seed = 7;
const length = 40; // steps
const hidden = 16; // units
const [steps, batch, learningRate, clipNorm] = [300, 32, 0.01, 1];
const tested = 400; // other sequences
const size = { inputSize: 1, hiddenSize: hidden };
const keep = 3; // more in the bias of an update gate, which so begins nearly open
const cells = { RNN: () => new RNN(size), GRU: () => new GRU(size), [`GRU, update bias ${keep}`]: keepingGru };

/** A GRU that begins by keeping its state: rows hidden to 2 hidden of its biases are those of the update gate. */
function keepingGru() {
  const gru = new GRU(size);
  const [, bias] = gru.namedParameters().find(([name]) => name === "bias_ih_l0");
  bias.value = bias.value.map((value, row) => (row >= hidden && row < 2 * hidden ? value + keep : value));
  return gru;
}

/** Noise whose first number is 1 or -1, which is what a sequence is to be called: x [count, length, 1], y [count, 1]. */
function sequences(count, name) {
  const random = new Generator(seed).stream(name);
  const x = Float32Array.from({ length: count * length }, (_, i) => 2 * random.uniform(i) - 1);
  const y = Float32Array.from({ length: count }, (_, b) => (x[b * length] > 0 ? 1 : 0));
  for (let b = 0; b < count; b++) x[b * length] = 2 * y[b] - 1;
  return { x: tensor(x, [count, length, 1]), y: tensor(y, [count, 1]) };
}

class Reader extends Module {
  head = new Linear({ inFeatures: hidden, outFeatures: 1 });

  constructor(recurrent) {
    super();
    this.recurrent = recurrent;
  }

  /** x [B, T, 1] -> [B, 1], after the last step. */
  forward(x, trace) {
    return this.head.forward(this.recurrent.forward(x, { trace }).output.step(-1));
  }
}

/** The norm of dLoss/dh at each step over that at the last one, from one forward and backward pass. */
function gradientNorms(model) {
  const { x, y } = sequences(batch, "gradients");
  const trace = new RecurrentTrace();
  bceWithLogitsLoss(model.forward(x, trace), y).backward();
  model.zeroGrad();
  const gradient = trace.layers[0][0].hiddenGradient; // [B, T, H]
  const norms = new Float64Array(length);
  for (let i = 0; i < gradient.length; i++) norms[Math.floor(i / hidden) % length] += gradient[i] ** 2;
  return norms.map((squares) => Math.sqrt(squares / norms[length - 1]));
}

function accuracy(model) {
  const { x, y } = sequences(tested, "test");
  const logits = noGrad(() => model.forward(x).toArray());
  return y.toArray().filter((label, b) => logits[b] > 0 === (label === 1)).length / tested;
}

const [before, after, right, losses] = [{}, {}, { guessing: 0.5 }, {}];
for (const [name, cell] of Object.entries(cells)) {
  const model = withSeed(seed, () => new Reader(cell()));
  before[name] = gradientNorms(model);
  const optimizer = new Adam(model.parameters(), { learningRate });
  losses[name] = [];
  for (let step = 0; step < steps; step++) {
    optimizer.zeroGrad();
    const { x, y } = sequences(batch, `step ${step}`);
    const loss = bceWithLogitsLoss(model.forward(x), y);
    losses[name].push(loss.item());
    loss.backward();
    clipGradNorm(model.parameters(), clipNorm);
    optimizer.step();
  }
  after[name] = gradientNorms(model);
  right[name] = accuracy(model);
  const [first, trained] = [before[name][0], after[name][0]].map((norm) => norm.toExponential(1));
  console.log(`${name}: ${first} of the gradient arrives ${length - 1} steps back, ${trained} after training`);
}
console.log("share that is right on other sequences:", right);

const y = { label: "gradient, over that at the last step", scale: "log" };
const training = { x: "update", from: 1, y: "cross-entropy", rules: [{ label: "guessing", y: Math.LN2 }] };
const pictures = [
  lines(before, { title: "What arrives at each step, before training", x: "step", y }),
  lines(after, { title: "And after it", x: "step", y }),
  lines(losses, { title: "Training", ...training }),
  bars(right, { title: "Right on other sequences", value: "share", roles: { guessing: "naive" } }),
];
await panels(pictures, { title: "How far back a gradient reaches" }).save("gradients.html");
await pictures[0].save("gradients.svg");
console.log("pictures: gradients.html, gradients.svg");
