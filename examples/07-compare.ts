// Three cells on the same windows: RNN, LSTM and GRU read three days of prices and predict the next. 2013 to 2017 is for
// training, its last fifth chooses the epoch, 2018 is the test. Reads a file of this repository, so run it from its root.
import { readFileSync } from "node:fs";
import { Adam, GRU, Linear, LSTM, Module, mseLoss, noGrad, RNN, Series, type Tensor, train, withSeed } from "recurra";
import { MinMaxScaler, split } from "recurra/data";
import { dieboldMariano, rmse } from "recurra/evaluation";
import type { HiddenState } from "recurra/nn";

type Recurrent = Module & { forward(x: Tensor): { output: Tensor; state: HiddenState } };

const size = { inputSize: 1, hiddenSize: 32, numLayers: 2 };
const cells: Record<string, () => Recurrent> = {
  RNN: () => new RNN({ ...size, nonlinearity: "relu" }),
  LSTM: () => new LSTM(size),
  GRU: () => new GRU(size),
};

class NextPrice extends Module {
  override readonly repeatable = true;
  recurrent: Recurrent;
  head = new Linear({ inFeatures: 32, outFeatures: 1 });

  constructor(recurrent: Recurrent) {
    super();
    this.recurrent = recurrent;
  }

  /** x [B, 3, 1] -> [B, 1, 1] */
  forward(x: Tensor): Tensor {
    return this.head.forward(this.recurrent.forward(x).output.slice(1, -1));
  }
}

/** One network's result: its error on the test days in dollars, and how probable it is by chance if yesterday's price is as good. */
export interface Result {
  readonly name: string;
  readonly epochs: number;
  readonly error: number;
  readonly p: number;
}

/** Trains each network with early stopping; returns their results, and the error of yesterday's price. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ results: Result[]; yesterday: number }> {
  const series = Series.fromCsv(readFileSync("examples/data/aapl.csv", "utf8"), { name: "aapl.csv" });
  const test = series.rowAt("2018-01-01");
  const validation = Math.round(test * 0.8);
  const scaler = new MinMaxScaler().fit(split(series, { train: validation }).train, ["High"]);
  const scaled = scaler.transformSeries(series);
  // Windows of a part may begin before it, so that each of its days is predicted.
  const windows = (from: number, to: number) =>
    scaled.windows({ lookback: 3, horizon: 1, inputs: ["High"], targets: ["High"], from: Math.max(0, from - 3), to });
  const [learnt, chosen, tested] = [windows(0, validation), windows(validation, test), windows(test, series.length)];

  const prices = series.column("High");
  const [truth, last] = [prices.slice(test), prices.slice(test - 1, -1)];
  const yesterday = rmse(truth, last);
  print(`yesterday's price  error ${yesterday.toFixed(2)}`);
  const results: Result[] = [];
  for (const [name, cell] of Object.entries(cells)) {
    const model = withSeed(7, () => new NextPrice(cell()));
    let reached = 0;
    const training = train({
      model,
      optimizer: new Adam(model.parameters(), { learningRate: 1e-3 }),
      loss: mseLoss,
      batches: () => learnt.batches(10), // in the order of time
      validation: () => chosen.batches(chosen.length),
      epochs,
      patience: 20,
    });
    for await (const { epoch } of training) reached = epoch;
    const [{ x }] = tested.batches(tested.length);
    const predicted = scaler.inverse(
      "High",
      noGrad(() => model.forward(x).toArray()),
    );
    const options = { horizon: 1, stride: 1, against: "yesterday's price", errors: "squared" } as const;
    const { p } = dieboldMariano(truth, predicted, last, options);
    results.push({ name, epochs: reached, error: rmse(truth, predicted), p });
    print(
      `${name}  ${reached} epochs, error ${rmse(truth, predicted).toFixed(2)}, p ${p < 0.001 ? "< 0.001" : p.toFixed(3)}`,
    );
    model.dispose();
  }
  return { results, yesterday };
}

if (process.argv[1]?.endsWith("07-compare.js")) await run(100, console.log);
