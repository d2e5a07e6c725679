// Why gates exist: how much of a loss's gradient arrives at the first step of a sequence, in a plain network and in gated
// ones, and which of them learn to remember that step. A trace shows what the backward pass computed.
import {
  Adam,
  bceWithLogitsLoss,
  clipGradNorm,
  GRU,
  Linear,
  Module,
  noGrad,
  RNN,
  type Tensor,
  tensor,
  withSeed,
} from "recurra";
import { Generator } from "recurra/core";
import { RecurrentTrace } from "recurra/nn";

const length = 40;
const hidden = 16;

/** Sequences of noise whose first number is 1 or -1, which is what they are to be called: x [B, T, 1], y [B, 1]. */
function sequences(count: number, step: number): { x: Tensor; y: Tensor } {
  const random = new Generator(7).stream("sequences", step);
  const x = Float32Array.from({ length: count * length }, (_, i) => 2 * random.uniform(i) - 1);
  const y = new Float32Array(count);
  for (let b = 0; b < count; b++) {
    y[b] = x[b * length] > 0 ? 1 : 0;
    x[b * length] = 2 * y[b] - 1;
  }
  return { x: tensor(x, [count, length, 1]), y: tensor(y, [count, 1]) };
}

class Reader extends Module {
  recurrent: RNN | GRU;
  head = new Linear({ inFeatures: hidden, outFeatures: 1 });

  constructor(recurrent: RNN | GRU) {
    super();
    this.recurrent = recurrent;
  }

  /** x [B, T, 1] -> [B, 1], after the last step. */
  forward(x: Tensor, trace?: RecurrentTrace): Tensor {
    return this.head.forward(this.recurrent.forward(x, { trace }).output.step(-1));
  }
}

/** A GRU whose update gate begins nearly open, so that it keeps its state: 3 more in that gate's bias (rows r z n). */
function rememberingGru(): GRU {
  const gru = new GRU({ inputSize: 1, hiddenSize: hidden });
  const bias = gru.namedParameters().find(([name]) => name === "bias_ih_l0")![1];
  bias.value = bias.value.map((value, row) => (row >= hidden && row < 2 * hidden ? value + 3 : value));
  return gru;
}

const cells = {
  "RNN tanh": () => new RNN({ inputSize: 1, hiddenSize: hidden }),
  GRU: () => new GRU({ inputSize: 1, hiddenSize: hidden }),
  "GRU, update bias 3": rememberingGru,
};

/** The norm of dLoss/dh at the first step over that at the last, from one forward and backward pass. */
function firstOverLast(model: Reader): number {
  const { x, y } = sequences(32, 0);
  const trace = new RecurrentTrace();
  bceWithLogitsLoss(model.forward(x, trace), y).backward();
  model.zeroGrad();
  const gradient = trace.layers[0][0].hiddenGradient!; // [B, T, H]
  const norm = (t: number) => {
    let squares = 0;
    for (let b = 0; b < 32; b++) {
      for (let j = 0; j < hidden; j++) squares += gradient[(b * length + t) * hidden + j] ** 2;
    }
    return Math.sqrt(squares);
  };
  return norm(0) / norm(length - 1);
}

function train(model: Reader, steps: number): void {
  const adam = new Adam(model.parameters(), { learningRate: 0.01 });
  for (let step = 1; step <= steps; step++) {
    adam.zeroGrad();
    const { x, y } = sequences(32, step);
    bceWithLogitsLoss(model.forward(x), y).backward();
    clipGradNorm(model.parameters(), 1);
    adam.step();
  }
}

function accuracy(model: Reader): number {
  const { x, y } = sequences(400, 0);
  const logits = noGrad(() => model.forward(x).toArray());
  return y.toArray().filter((label, b) => logits[b] > 0 === (label === 1)).length / 400;
}

export interface Found {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly accuracy: number;
}

/** Measures each network, trains it for `epochs` times 20 steps, and measures it again. */
export function run(epochs: number, print: (line: string) => void = () => {}): Found[] {
  return Object.entries(cells).map(([name, make]) => {
    const model = withSeed(7, () => new Reader(make()));
    const before = firstOverLast(model);
    train(model, epochs * 20);
    const found = { name, before, after: firstOverLast(model), accuracy: accuracy(model) };
    print(
      `${name}: of the gradient, ${before.toExponential(1)} arrives ${length - 1} steps back; after training ` +
        `${found.after.toExponential(1)}, and ${(100 * found.accuracy).toFixed(0)}% right (guessing: 50%)`,
    );
    model.dispose();
    return found;
  });
}

if (process.argv[1]?.endsWith("09-gradients.js")) run(10, console.log);
