// An encoder-decoder by hand, as a course writes it: an LSTM reads 5 points of a noisy signal, its final state starts a
// second LSTM, and a loop writes the next 2 points, feeding the true value back (teacher forcing).
import { Adam, concat, Linear, LSTM, Module, manualSeed, mseLoss, noGrad, Series, type Tensor } from "recurra";

const inputSteps = 5;
const outputSteps = 2;

export class Model extends Module {
  encoder = new LSTM({ inputSize: 1, hiddenSize: 15 });
  decoder = new LSTM({ inputSize: 1, hiddenSize: 15 });
  head = new Linear({ inFeatures: 15, outFeatures: 1 });

  /** x [B, 5, 1], y [B, 2, 1] -> [B, 2, 1]. Without y the decoder reads its own outputs. */
  forward(x: Tensor, y?: Tensor): Tensor {
    let { state } = this.encoder.forward(x);
    let input = x.slice(1, -1);
    const outputs: Tensor[] = [];
    for (let step = 0; step < outputSteps; step++) {
      const decoded = this.decoder.forward(input, { state });
      const value = this.head.forward(decoded.output);
      outputs.push(value);
      state = decoded.state;
      input = y ? y.slice(1, step, step + 1) : value;
    }
    return concat(outputs, 1);
  }
}

/** sin 2t + cos t / 2 and a little noise, 600 points. */
export function signal(): Series {
  const y = new Float64Array(600);
  let noise = 7;
  for (let i = 0; i < y.length; i++) {
    const t = i * 0.125;
    noise = (noise * 16807) % 2147483647;
    y[i] = Math.sin(2 * t) + 0.5 * Math.cos(t) + 0.2 * (noise / 2147483647 - 0.5);
  }
  return Series.fromColumns({ y });
}

/**
 * Trains on the first 500 points; returns the mean loss of each epoch, and the loss on the points after, which the decoder
 * writes from its own outputs, beside that of repeating the last value.
 */
export function run(
  epochs: number,
  print: (line: string) => void = () => {},
): { losses: number[]; test: number; repeating: number } {
  manualSeed(7);
  const model = new Model();
  const adam = new Adam(model.parameters(), { learningRate: 0.01 });
  const options = { lookback: inputSteps, horizon: outputSteps, inputs: ["y"], targets: ["y"] };
  const windows = signal().slice(0, 500).windows(options);
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let total = 0;
    let count = 0;
    for (const { x, y } of windows.batches(5, { seed: 7, epoch })) {
      adam.zeroGrad();
      const loss = mseLoss(model.forward(x, y), y);
      loss.backward(); // also releases this step's intermediate tensors
      adam.step();
      total += loss.item();
      count++;
    }
    losses.push(total / count);
    print(`epoch ${epoch}  loss ${(total / count).toFixed(4)}`);
  }
  const later = signal().slice(500).windows(options);
  const [{ x, y }] = later.batches(later.length);
  const test = noGrad(() => mseLoss(model.forward(x), y).item());
  const last = x.slice(1, -1);
  const repeating = noGrad(() => mseLoss(concat([last, last], 1), y).item());
  print(`on the points after: loss ${test.toFixed(4)}; repeating the last value: ${repeating.toFixed(4)}`);
  model.dispose();
  return { losses, test, repeating };
}

if (process.argv[1]?.endsWith("02-encoder-decoder.js")) run(10, console.log);
