// Direction: three days of volume and prices; will the next close be higher? Always saying the more frequent answer takes no network.
import { readFileSync } from "node:fs";
import { Adam, bceWithLogitsLoss, Linear, LSTM, Module, noGrad, Series, train, withSeed } from "recurra";
import { StandardScaler, split, timeseriesWindows } from "recurra/data";
import { auc, binomialInterval, majorityClass, mcnemarTest } from "recurra/evaluation";
import { bars, heatMap, lines, panels } from "recurra/plot";

const file = "aapl.csv";
const columns = ["Volume", "Open", "Close"];
const seed = 7;
const testDays = 252; // at the end, which training never sees
const length = 3; // days that are read
const hidden = 16; // units of the LSTM
const [epochs, batch, learningRate] = [20, 32, 0.001];

class Direction extends Module {
  repeatable = true; // forward() does the same for every batch, so it runs as a plan
  lstm = new LSTM({ inputSize: columns.length, hiddenSize: hidden });
  head = new Linear({ inFeatures: hidden, outFeatures: 1 });

  /** x [B, length, 3] -> [B, 1]: the logit of "up". */
  forward(x) {
    return this.head.forward(this.lstm.forward(x).output.step(-1));
  }
}

const series = Series.fromCsv(readFileSync(new URL(file, import.meta.url), "utf8"), { time: "Date", columns });
const close = series.column("Close");
const up = close.map((price, day) => (day > 0 && price > close[day - 1] ? 1 : 0));
const { train: past } = split(series, { test: testDays });
const scaled = new StandardScaler().fit(past, columns).transformSeries(series); // the scale of the training days
const rows = Array.from({ length: series.length }, (_, day) => columns.map((name) => scaled.column(name)[day]));
// A window of the rows before day i has the label up[i]. The first test window looks back into the training days.
const training = timeseriesWindows(rows, up, { length, endIndex: past.length - 1 });
const testing = timeseriesWindows(rows, up, { length, startIndex: past.length - length });

const model = withSeed(seed, () => new Direction());
const losses = [];
const steps = train({
  model,
  optimizer: new Adam(model.parameters(), { learningRate }),
  loss: (logits, labels) => bceWithLogitsLoss(logits, labels.reshape([-1, 1])),
  batches: (epoch) => training.batches(batch, { seed, epoch }),
  epochs,
});
for await (const { epoch, trainLoss } of steps) {
  losses.push(trainLoss);
  if (epoch % 5 === 0) console.log(`epoch ${epoch}: cross-entropy ${trainLoss.toFixed(4)}`);
}

const [{ x, y }] = testing.batches(testing.length);
const actual = y.toArray();
const probabilities = noGrad(() => model.forward(x).sigmoid().toArray());
const calls = probabilities.map((probability) => (probability >= 0.5 ? 1 : 0));
const right = calls.filter((call, day) => call === actual[day]).length;
const accuracy = right / actual.length;
const { low, high } = binomialInterval(right, actual.length);
const { label, share } = majorityClass(actual);
const most = actual.map(() => label);
const { p } = mcnemarTest(actual, calls, most);
const always = `always "${label === 1 ? "up" : "not up"}"`;
const shares = [accuracy, low, high, share].map((one) => one.toFixed(3));
console.log(`right on ${right} of ${actual.length} days: ${shares[0]}, 95% interval ${shares[1]} to ${shares[2]}`);
console.log(`${always}: ${shares[3]}; p = ${p.toFixed(3)}; ROC area ${auc(actual, probabilities).toFixed(3)}`);

const count = (is, said) => calls.filter((call, day) => call === said && actual[day] === is).length;
const confusion = [1, 0].map((is) => [count(is, 1), count(is, 0)]);
const words = ["up", "not up"];
const named = { x: "said", y: "was", rowNames: words, columnNames: words, legend: "days" };
const roles = { LSTM: "model", [always]: "naive" };
const rules = [{ label: "guessing", y: Math.LN2 }];
const right95 = { LSTM: { value: accuracy, low, high }, [always]: share };
const pictures = [
  bars(right95, { title: "Right on the test days, 95% interval", value: "share", roles }),
  heatMap(confusion, { title: "What was said of them", ...named }),
  lines({ loss: losses }, { title: "Training", x: "epoch", from: 1, y: "cross-entropy", rules }),
];
await panels(pictures, { title: "Will the price rise tomorrow?", across: 1 }).save("direction.html");
await pictures[1].save("direction.svg");
console.log("pictures: direction.html, direction.svg");
