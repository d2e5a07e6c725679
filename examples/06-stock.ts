// A stock's price by an encoder-decoder: it reads 20 days and writes the next 5. The last 100 days are predicted with
// yesterday's true price at hand (teacher forcing) and without (free-running), each beside a forecast that needs no network.
// Reads a file of this repository, so run it from its root.
import { readFileSync } from "node:fs";
import { Adam, EncoderDecoder, mseLoss, noGrad, Series, tensor, train, withSeed } from "recurra";
import { StandardScaler, split } from "recurra/data";
import { lastValue, rmse } from "recurra/evaluation";

const lookback = 20;
const horizon = 5;
const testDays = 100;

/** The root mean squared errors on the last 100 days, in dollars. */
export interface Errors {
  readonly forced: number;
  readonly yesterday: number;
  readonly free: number;
  readonly held: number;
}

/** Trains on all but the last 100 days; returns the loss of each epoch and the errors. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ losses: number[]; errors: Errors }> {
  const series = Series.fromCsv(readFileSync("examples/data/aapl.csv", "utf8"), { name: "aapl.csv" });
  const first = series.length - testDays;
  const scaler = new StandardScaler().fit(split(series, { test: testDays }).train, ["Close"]);
  const scaled = scaler.transformSeries(series);
  const windows = scaled.windows({ lookback, horizon, inputs: ["Close"], targets: ["Close"], to: first });

  const model = withSeed(7, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 16, teacherForcing: 0.5 }));
  const losses: number[] = [];
  const training = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.005 }),
    step: ({ x, y }) => mseLoss(model.forward(x, { targets: y }), y),
    batches: (epoch) => windows.batches(64, { seed: 7, epoch }),
    epochs,
    clipNorm: 1,
    seed: 7,
  });
  for await (const { epoch, trainLoss } of training) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  loss ${trainLoss.toFixed(4)}`);
  }

  const truth = scaled.column("Close");
  /** The test days, window after window; a free network reads what it has written in place of the truth. */
  const predict = (free: boolean): Float64Array => {
    const known = truth.slice();
    for (let day = first; day < series.length; day += horizon) {
      const x = tensor((free ? known : truth).slice(day - lookback, day), [1, lookback, 1]);
      const targets = tensor(truth.slice(day, day + horizon), [1, horizon, 1]);
      const options = free ? { horizon } : { targets, teacherForcing: 1 };
      known.set(
        noGrad(() => model.forward(x, options).toArray()),
        day,
      );
    }
    return scaler.inverse("Close", known.slice(first));
  };
  const prices = series.column("Close");
  const test = prices.slice(first);
  const errors = {
    forced: rmse(test, predict(false)),
    yesterday: rmse(test, prices.slice(first - 1, -1)),
    free: rmse(test, predict(true)),
    held: rmse(test, lastValue(prices.slice(0, first), testDays)),
  };
  print(`one day ahead: ${errors.forced.toFixed(2)}; yesterday's price: ${errors.yesterday.toFixed(2)}`);
  print(`100 days ahead: ${errors.free.toFixed(2)}; the last known price: ${errors.held.toFixed(2)}`);
  model.dispose();
  return { losses, errors };
}

if (process.argv[1]?.endsWith("06-stock.js")) await run(50, console.log);
