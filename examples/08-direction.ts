// Direction: three days of volume and prices, and the question whether the next close is higher. A score stands beside the
// one that takes no network: naming the more frequent answer every day. Reads a file of this repository, so run it from its root.
import { readFileSync } from "node:fs";
import { Adam, bceWithLogitsLoss, Linear, LSTM, Module, noGrad, Series, type Tensor, train, withSeed } from "recurra";
import { StandardScaler, split, timeseriesWindows } from "recurra/data";
import { auc, binomialInterval, majorityClass, mcnemarTest } from "recurra/evaluation";
import { percent } from "recurra/words";

const columns = ["Volume", "Open", "Close"];
const length = 3;

class Direction extends Module {
  override readonly repeatable = true;
  lstm = new LSTM({ inputSize: columns.length, hiddenSize: 16 });
  head = new Linear({ inFeatures: 16, outFeatures: 1 });

  /** x [B, 3, 3] -> [B, 1]: the logit of "up". */
  forward(x: Tensor): Tensor {
    return this.head.forward(this.lstm.forward(x).output.step(-1));
  }
}

/** Trains on all days but the last 252 and calls those; returns how many were right, and what that is worth. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ losses: number[]; right: number; days: number; base: number; p: number; area: number }> {
  const series = Series.fromCsv(readFileSync("examples/data/aapl.csv", "utf8"), { time: "Date", columns });
  const close = series.column("Close");
  const up = close.map((price, day) => (day > 0 && price > close[day - 1] ? 1 : 0));

  // The scale is that of the training days: later ones are not known then.
  const { train: past } = split(series, { test: 252 });
  const scaled = new StandardScaler().fit(past, columns).transformSeries(series);
  const rows = Array.from({ length: series.length }, (_, day) => columns.map((name) => scaled.column(name)[day]));
  // A window of rows i - 3 to i - 1 has the label up[i]. The first test window looks back into the training days.
  const training = timeseriesWindows(rows, up, { length, endIndex: past.length - 1 });
  const testing = timeseriesWindows(rows, up, { length, startIndex: past.length - length });

  const model = withSeed(7, () => new Direction());
  const losses: number[] = [];
  const steps = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.001 }),
    loss: (logits, labels) => bceWithLogitsLoss(logits, labels.reshape([-1, 1])),
    batches: (epoch) => training.batches(32, { seed: 7, epoch }),
    epochs,
  });
  for await (const { epoch, trainLoss } of steps) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  cross-entropy ${trainLoss.toFixed(4)}`);
  }

  const [{ x, y }] = testing.batches(testing.length);
  const actual = y.toArray();
  const probabilities = noGrad(() => model.forward(x).sigmoid().toArray());
  model.dispose();
  const calls = probabilities.map((probability) => (probability >= 0.5 ? 1 : 0));
  const days = actual.length;
  const right = calls.filter((call, day) => call === actual[day]).length;
  const { low, high } = binomialInterval(right, days)!;
  const { label, share: base } = majorityClass(actual);
  const { p } = mcnemarTest(
    actual,
    calls,
    actual.map(() => label),
  );
  const area = auc(actual, probabilities)!;
  const [accuracy, from, to, most] = [right / days, low, high, base].map((share) => percent(share, 1));
  print(`right on ${right} of ${days} days: ${accuracy}, 95% interval ${from} to ${to}`);
  print(`always "${label === 1 ? "up" : "not up"}": ${most}; p = ${p.toFixed(3)}; ROC area ${area.toFixed(3)}`);
  return { losses, right, days, base, p, area };
}

if (process.argv[1]?.endsWith("08-direction.js")) await run(20, console.log);
