// An encoder-decoder on a noisy signal: it reads 5 points and writes 2. Trained with teacher forcing, it is asked twice: with
// the true value before each step, and on its own outputs alone, which is what a forecast of more than one step has to do.
import { Adam, EncoderDecoder, mseLoss, noGrad, Series, tensor, train, withSeed } from "recurra";
import { Generator, portableMath } from "recurra/core";

const inputSteps = 5;
const outputSteps = 2;
/** The signal repeats itself after so many points. */
const period = 50;

/** y = sin 2t + cos(t) / 2 and normal noise of 0.2. */
function signal(points: number): Float64Array {
  const random = new Generator(7).stream("noise");
  return Float64Array.from({ length: points }, (_, i) => {
    const t = (2 * Math.PI * i) / period;
    return portableMath.sin(2 * t) + 0.5 * portableMath.cos(t) + 0.2 * random.normal(i);
  });
}

/** mean((y[from + i] - predicted[i])^2) */
function error(y: Float64Array, from: number, predicted: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < predicted.length; i++) total += (y[from + i] - predicted[i]) * (y[from + i] - predicted[i]);
  return total / predicted.length;
}

/** Trains on the first 1,000 points, and predicts the 50 after them. Returns mean squared errors. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ losses: number[]; forced: number; lastValue: number; free: number; seasonal: number }> {
  const known = 1000;
  const y = signal(known + period);
  const model = withSeed(7, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 15, teacherForcing: 1 }));
  const options = { lookback: inputSteps, horizon: outputSteps, inputs: ["y"], targets: ["y"] };
  const windows = Series.fromColumns({ y: y.slice(0, known) }).windows(options);
  const losses: number[] = [];
  const training = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.01 }),
    step: ({ x, y: targets }) => mseLoss(model.forward(x, { targets }), targets),
    plan: true, // the same operations for every batch
    batches: () => windows.batches(5, { dropLast: true }),
    epochs,
  });
  for await (const { epoch, trainLoss } of training) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  mean squared error ${trainLoss.toFixed(4)}`);
  }

  const forced: number[] = [];
  const free = [...y.slice(0, known)];
  for (let at = known; at < y.length; at += outputSteps) {
    const read = tensor(y.slice(at - inputSteps, at), [1, inputSteps, 1]);
    const targets = tensor(y.slice(at, at + outputSteps), [1, outputSteps, 1]);
    forced.push(...noGrad(() => model.forward(read, { targets, teacherForcing: 1 }).toArray()));
    const own = tensor(free.slice(-inputSteps), [1, inputSteps, 1]);
    free.push(...noGrad(() => model.forward(own, { horizon: outputSteps }).toArray()));
  }
  model.dispose();
  const errors = {
    forced: error(y, known, forced),
    lastValue: error(y, known, y.slice(known - 1, -1)),
    free: error(y, known, free.slice(known)),
    seasonal: error(y, known, y.slice(known - period, known)),
  };
  print(`teacher forcing, one step ahead: ${errors.forced.toFixed(4)}; the last value: ${errors.lastValue.toFixed(4)}`);
  print(`free-running: ${errors.free.toFixed(4)}; the value one period before: ${errors.seasonal.toFixed(4)}`);
  return { losses, ...errors };
}

if (process.argv[1]?.endsWith("05-signal.js")) await run(20, console.log);
