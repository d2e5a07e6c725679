// Inside a GRU: it learns to keep the value that was marked last, and a trace shows how its update gate does that.
import { Adam, GRU, Linear, Module, mseLoss, noGrad, type Tensor, tensor, train, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { RecurrentTrace } from "recurra/nn";

const length = 40;
const hidden = 4;

/** Numbers and marks, and the number that was marked last: x [B, T, 2], y [B, T, 1]. One step in ten is marked. */
function sequences(count: number, step: number): { x: Tensor; y: Tensor } {
  const random = new Generator(7).stream("sequences", step);
  const x = new Float32Array(count * length * 2);
  const y = new Float32Array(count * length);
  for (let i = 0; i < y.length; i++) {
    x[2 * i] = 2 * random.uniform(2 * i) - 1;
    x[2 * i + 1] = random.uniform(2 * i + 1) < 0.1 ? 1 : 0;
    const before = i % length === 0 ? 0 : y[i - 1];
    y[i] = x[2 * i + 1] === 1 ? x[2 * i] : before;
  }
  return { x: tensor(x, [count, length, 2]), y: tensor(y, [count, length, 1]) };
}

class Keeper extends Module {
  override readonly repeatable = true;
  gru = new GRU({ inputSize: 2, hiddenSize: hidden });
  head = new Linear({ inFeatures: hidden, outFeatures: 1 });

  /** x [B, T, 2] -> [B, T, 1] */
  forward(x: Tensor, trace?: RecurrentTrace): Tensor {
    return this.head.forward(this.gru.forward(x, { trace }).output);
  }
}

export interface Found {
  readonly losses: number[];
  /** On other sequences, beside that of always saying 0. */
  readonly test: number;
  readonly zero: number;
  /** Means of the update gate of each unit over steps with a mark, and over the others. */
  readonly atMarks: number[];
  readonly elsewhere: number[];
  /** How far (1 - z) n + z h, of the gates and states that the trace shows, is from the next state, at most. */
  readonly difference: number;
}

/** Trains for `epochs` times 20 steps, then looks inside. */
export async function run(epochs: number, print: (line: string) => void = () => {}): Promise<Found> {
  const model = withSeed(7, () => new Keeper());
  const losses: number[] = [];
  const training = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.03 }),
    loss: mseLoss,
    batches: (epoch) => Array.from({ length: 20 }, (_, i) => sequences(32, 20 * epoch + i)),
    epochs,
    clipNorm: 1,
  });
  for await (const { epoch, trainLoss } of training) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  mean squared error ${trainLoss.toFixed(4)}`);
  }

  const { x, y } = sequences(100, 0);
  const trace = new RecurrentTrace();
  const test = noGrad(() => mseLoss(model.forward(x, trace), y).item());
  const zero = noGrad(() => mseLoss(y.mul(0), y).item());
  print(`on other sequences: ${test.toFixed(4)}; always saying 0: ${zero.toFixed(4)}`);

  const [[{ gates, hidden: states }]] = trace.layers; // [B, T, H] each
  const inputs = x.toArray();
  const meanWhere = (unit: number, mark: number): number => {
    const chosen = gates.update.filter(
      (_, i) => i % hidden === unit && inputs[2 * Math.floor(i / hidden) + 1] === mark,
    );
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  };
  const units = Array.from({ length: hidden }, (_, unit) => unit);
  const atMarks = units.map((unit) => meanWhere(unit, 1));
  const elsewhere = units.map((unit) => meanWhere(unit, 0));
  for (const unit of units) {
    print(
      `unit ${unit + 1}: keeps ${atMarks[unit].toFixed(2)} of its state at a mark, ${elsewhere[unit].toFixed(2)} elsewhere`,
    );
  }

  const difference = states.reduce((most, state, i) => {
    const first = Math.floor(i / hidden) % length === 0;
    const [z, n, before] = [gates.update[i], gates.new[i], first ? 0 : states[i - hidden]];
    return Math.max(most, Math.abs((1 - z) * n + z * before - state));
  }, 0);
  print(`h = (1 - z) n + z h holds at every step; largest difference ${difference.toExponential(0)}`);
  model.dispose();
  return { losses, test, zero, atMarks, elsewhere, difference };
}

if (process.argv[1]?.endsWith("11-cells.js")) await run(15, console.log);
