// The training loop as a course teaches it: a model of two layers, windows of a series as batches, and the four lines of a step.
import { Adam, Linear, LSTM, Module, manualSeed, mseLoss, noGrad, Series, type Tensor } from "recurra";

class Model extends Module {
  lstm = new LSTM({ inputSize: 1, hiddenSize: 16 });
  head = new Linear({ inFeatures: 16, outFeatures: 1 });

  /** x [B, T, 1] -> [B, 1]: the value after the window, from the LSTM's output at its last step. */
  forward(x: Tensor): Tensor {
    const { output } = this.lstm.forward(x); // [B, T, 16]
    return this.head.forward(output.step(-1));
  }
}

/** A year of days with a weekly pattern on a slow wave. */
function days(): Series {
  const week = [0, 0.4, 0.6, 0.5, 0.1, -0.6, -1];
  return Series.fromColumns({ y: Float64Array.from({ length: 365 }, (_, i) => week[i % 7] + 0.3 * Math.sin(i / 40)) });
}

/** Trains on the first 300 days; returns the mean loss of each epoch, and the loss on the days after. */
export function run(
  epochs: number,
  print: (line: string) => void = () => {},
): { losses: number[]; test: number; repeating: number } {
  manualSeed(7);
  const series = days();
  const options = { lookback: 14, horizon: 1, inputs: ["y"], targets: ["y"] };
  const windows = series.slice(0, 300).windows(options);
  const model = new Model();
  const adam = new Adam(model.parameters(), { learningRate: 0.01 });
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let total = 0;
    let count = 0;
    for (const { x, y } of windows.batches(32, { seed: 7, epoch })) {
      adam.zeroGrad();
      const loss = mseLoss(model.forward(x), y.reshape([-1, 1]));
      loss.backward(); // also releases this step's intermediate tensors
      adam.step();
      total += loss.item();
      count++;
    }
    losses.push(total / count);
    print(`epoch ${epoch}  loss ${(total / count).toFixed(4)}`);
  }
  const [{ x, y }] = series.slice(286).windows(options).batches(65);
  const truth = y.reshape([-1, 1]);
  const test = noGrad(() => mseLoss(model.forward(x), truth).item());
  const repeating = noGrad(() => mseLoss(x.step(-1), truth).item());
  print(`on the days after: loss ${test.toFixed(4)}; repeating the last value: ${repeating.toFixed(4)}`);
  model.dispose();
  return { losses, test, repeating };
}

if (process.argv[1]?.endsWith("03-training-loop.js")) run(10, console.log);
