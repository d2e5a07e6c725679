// Stock: an encoder-decoder reads 20 days of a share price and writes the next 5. Is it better than yesterday's price?
import { readFileSync } from "node:fs";
import { Adam, EncoderDecoder, mseLoss, noGrad, Series, tensor, train, withSeed } from "recurra";
import { StandardScaler, split } from "recurra/data";
import { lastValue, rmse } from "recurra/evaluation";
import { bars, lines, panels } from "recurra/plot";

const file = "aapl.csv"; // a file of your own has a column of dates
const target = "Close";
const seed = 7;
const testDays = 100; // at the end, which training never sees
const [lookback, horizon] = [20, 5]; // days
const hidden = 16; // units of the encoder and of the decoder
const teacherForcing = 0.5; // how often the decoder is given the true price before in place of its own
const [epochs, batch, learningRate] = [50, 64, 0.005];

const series = Series.fromCsv(readFileSync(new URL(file, import.meta.url), "utf8"), { name: file });
const first = series.length - testDays;
const scaler = new StandardScaler().fit(split(series, { test: testDays }).train, [target]); // on the training days alone
const scaled = scaler.transformSeries(series);
const windows = scaled.windows({ lookback, horizon, inputs: [target], targets: [target], to: first });

const model = withSeed(seed, () => new EncoderDecoder({ inputSize: 1, hiddenSize: hidden, teacherForcing }));
const losses = [];
const training = train({
  model,
  optimizer: new Adam(model.parameters(), { learningRate }),
  step: ({ x, y }) => mseLoss(model.forward(x, { targets: y }), y),
  batches: (epoch) => windows.batches(batch, { seed, epoch }),
  epochs,
  clipNorm: 1,
  seed,
});
for await (const { epoch, trainLoss } of training) {
  losses.push(trainLoss);
  if (epoch % 10 === 0) console.log(`epoch ${epoch}: loss ${trainLoss.toFixed(4)}`);
}

const truth = scaled.column(target);
/** The test days, window after window; a free network reads what it has written in place of the truth. */
function predict(free) {
  const known = truth.slice();
  for (let day = first; day < series.length; day += horizon) {
    const x = tensor((free ? known : truth).slice(day - lookback, day), [1, lookback, 1]);
    const targets = tensor(truth.slice(day, day + horizon), [1, Math.min(horizon, series.length - day), 1]);
    const options = free ? { horizon: targets.shape[1] } : { targets, teacherForcing: 1 };
    const written = noGrad(() => model.forward(x, options).toArray());
    known.set(written, day);
  }
  return scaler.inverse(target, known.slice(first));
}

const prices = series.column(target);
const test = prices.slice(first);
const forecasts = {
  "one day ahead": predict(false),
  "yesterday's price": prices.slice(first - 1, -1),
  [`${testDays} days ahead`]: predict(true),
  "the last known price": Float64Array.from(lastValue(prices.slice(0, first), testDays)),
};
const scores = Object.fromEntries(Object.entries(forecasts).map(([name, guess]) => [name, rmse(test, guess)]));
console.log(`root mean squared error on the last ${testDays} days:`, scores);

const x = series.times.values().slice(first).map(Number);
const dated = (y) => ({ x: Array.from(x, (time) => new Date(time)), y });
const roles = { "one day ahead": "model", "yesterday's price": "naive", "the last known price": "naive" };
const drawn = Object.fromEntries(Object.entries({ truth: test, ...forecasts }).map(([name, y]) => [name, dated(y)]));
const pictures = [
  lines(drawn, { title: `The last ${testDays} days`, y: target, roles }),
  lines({ loss: losses }, { title: "Training", x: "epoch", from: 1, y: "mean squared error (scaled)" }),
  bars(scores, { title: "Beside naive forecasts", value: "root mean squared error", roles }),
];
await panels(pictures, { title: "A share price, and yesterday's", across: 1 }).save("stock.html");
await pictures[0].save("stock.svg");
console.log("pictures: stock.html, stock.svg");
