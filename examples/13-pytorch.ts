// A network from PyTorch: loaded by PyTorch's names, found to say the same numbers, trained further here, and written so that
// PyTorch can load it again. The other half is pytorch/exchange.py, which made the files in data/pytorch. Run it from the
// repository's root, or with the folder of files that exchange.py made for you.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Adam, LastStep, Linear, LSTM, Model, mseLoss, noGrad, Sequential, type Tensor, tensor, train } from "recurra";
import { readSafetensors, writeSafetensors } from "recurra/model";
import { stateDictOf } from "recurra/nn";

export interface Found {
  /** The largest differences of the predictions to PyTorch's: of a network built by hand, and of the one that Model.load built. */
  readonly byHand: number;
  readonly loaded: number;
  readonly losses: number[];
  /** The trained network, and what it says: for PyTorch to read. */
  readonly model: Uint8Array;
  readonly numbers: Uint8Array;
}

/** Every window [N, lookback, 1] and the value after it [N, 1], in units of the deviation. */
function windows(series: Float32Array, lookback: number, mean: number, deviation: number): { x: Tensor; y: Tensor } {
  // As PyTorch computes: every step rounded to float32.
  const scaled = series.map((value) => Math.fround(value - mean) / deviation);
  const count = series.length - lookback;
  const x = new Float32Array(count * lookback);
  for (let i = 0; i < count; i++) x.set(scaled.subarray(i, i + lookback), i * lookback);
  return { x: tensor(x, [count, lookback, 1]), y: tensor(scaled.slice(lookback), [count, 1]) };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < b.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

/** Loads the network in `folder`, which ends in "/", and trains it further for `epochs`. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
  folder = "examples/data/pytorch/",
): Promise<Found> {
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(folder + name));
  const bytes = read("from-pytorch.safetensors");

  // The file says what network it is, because exchange.py wrote it into the metadata.
  const model = Model.load(bytes, "from-pytorch.safetensors");
  const network = model.network as Sequential;
  const { name, lookback = 0, settings } = model.facts;
  const { mean, deviation } = settings as { mean: number; deviation: number };
  print(`${name}: ${model.describe().parameterCount} weights`);

  const { tensors } = readSafetensors(read("series.safetensors"));
  const series = tensors.get("series")!.data as Float32Array;
  const pytorchs = tensors.get("predicted")!.data;
  const { x, y } = windows(series, lookback, mean, deviation);
  const predict = (one: Sequential): Float32Array => noGrad(() => one.forward(x).toArray());
  const loaded = largestDifference(predict(network), pytorchs);
  print(`${pytorchs.length} predictions, PyTorch's and those of Model.load: ${loaded.toExponential(1)} apart at most`);

  // A file without such metadata needs a network of the same layers under the same names.
  const { tensors: weights } = readSafetensors(bytes);
  let byHand = Number.NaN;
  if (weights.has("lstm.weight_hh_l0")) {
    const hiddenSize = weights.get("lstm.weight_hh_l0")!.shape[1];
    const built = new Sequential({
      lstm: new LSTM({ inputSize: 1, hiddenSize }),
      last: new LastStep(),
      head: new Linear({ inFeatures: hiddenSize, outFeatures: 1 }),
    });
    built.loadStateDict(stateDictOf(weights));
    byHand = largestDifference(predict(built), pytorchs);
    print(`the same of a network built by hand: ${byHand.toExponential(1)}`);
    built.dispose();
  }

  const losses: number[] = [];
  const optimizer = new Adam(network.parameters(), { learningRate: 0.003 });
  const batches = () => [{ x, y }];
  for await (const { epoch, trainLoss } of train({ model: network, optimizer, loss: mseLoss, batches, epochs })) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  mean squared error ${trainLoss.toFixed(4)}`);
  }

  const predicted = predict(network.eval());
  const numbers = writeSafetensors({
    series: { shape: [series.length], data: series },
    predicted: { shape: [predicted.length, 1], data: predicted },
  });
  const trained = model.toSafetensors();
  model.dispose();
  return { byHand, loaded, losses, model: trained, numbers };
}

if (process.argv[1]?.endsWith("13-pytorch.js")) {
  const folder = process.argv[2]?.replace(/\/?$/, "/");
  if (folder !== undefined && !existsSync(`${folder}from-pytorch.safetensors`)) {
    throw new Error(
      `${folder} holds no from-pytorch.safetensors: python3 examples/pytorch/exchange.py train ${folder}`,
    );
  }
  const { model, numbers } = await run(20, console.log, folder);
  if (folder !== undefined) {
    writeFileSync(`${folder}from-recurra.safetensors`, model);
    writeFileSync(`${folder}series-recurra.safetensors`, numbers);
    console.log(`now: python3 examples/pytorch/exchange.py check ${folder}`);
  }
}
