// Compare: RNN, LSTM and GRU read three days of a price and say the next one. Which is best, and is it better than yesterday's price?
import { readFileSync } from "node:fs";
import { Adam, GRU, Linear, LSTM, Module, mseLoss, noGrad, RNN, Series, train, withSeed } from "recurra";
import { MinMaxScaler, split } from "recurra/data";
import { dieboldMariano, rmse } from "recurra/evaluation";
import { bars, lines, panels } from "recurra/plot";

const file = "aapl.csv";
const target = "High";
const testFrom = "2018-01-01"; // days before it are learned from; their last fifth chooses the epoch
const seed = 7;
const lookback = 3; // days
const size = { inputSize: 1, hiddenSize: 32, numLayers: 2 };
const cells = {
  RNN: () => new RNN({ ...size, nonlinearity: "relu" }),
  LSTM: () => new LSTM(size),
  GRU: () => new GRU(size),
};
const [epochs, patience, batch, learningRate] = [100, 20, 10, 0.001];

class NextPrice extends Module {
  repeatable = true; // forward() does the same for every batch, so it runs as a plan
  head = new Linear({ inFeatures: size.hiddenSize, outFeatures: 1 });

  constructor(recurrent) {
    super();
    this.recurrent = recurrent;
  }

  /** x [B, lookback, 1] -> [B, 1, 1] */
  forward(x) {
    return this.head.forward(this.recurrent.forward(x).output.slice(1, -1));
  }
}

const series = Series.fromCsv(readFileSync(new URL(file, import.meta.url), "utf8"), { name: file });
const test = series.rowAt(testFrom);
const validation = Math.round(test * 0.8);
const scaler = new MinMaxScaler().fit(split(series, { train: validation }).train, [target]);
const scaled = scaler.transformSeries(series);
/** Windows that write the days of a part; the first of them read the days before it. */
function windows(part, to) {
  const from = Math.max(0, part - lookback);
  return scaled.windows({ lookback, horizon: 1, inputs: [target], targets: [target], from, to });
}
const [learnt, chosen, tested] = [windows(0, validation), windows(validation, test), windows(test, series.length)];

const prices = series.column(target);
const [truth, yesterday] = [prices.slice(test), prices.slice(test - 1, -1)];
const scores = { "yesterday's price": rmse(truth, yesterday) };
const forecasts = { truth, "yesterday's price": yesterday };
const losses = {};
for (const [name, cell] of Object.entries(cells)) {
  const model = withSeed(seed, () => new NextPrice(cell()));
  const optimizer = new Adam(model.parameters(), { learningRate });
  const parts = { batches: () => learnt.batches(batch), validation: () => chosen.batches(chosen.length) };
  losses[name] = [];
  for await (const epoch of train({ model, optimizer, loss: mseLoss, ...parts, epochs, patience }))
    losses[name].push(epoch.validationLoss);
  const [{ x }] = tested.batches(tested.length);
  const said = noGrad(() => model.forward(x).toArray());
  forecasts[name] = scaler.inverse(target, said);
  scores[name] = rmse(truth, forecasts[name]);
  // How probable a difference as large is where neither is better.
  const { p } = dieboldMariano(truth, forecasts[name], yesterday, {
    horizon: 1,
    stride: 1,
    against: "yesterday's price",
    errors: "squared",
  });
  console.log(`${name}: ${losses[name].length} epochs, p ${p.toFixed(3)} beside yesterday's price`);
}
console.log(`root mean squared error from ${testFrom} on:`, scores);

const x = Array.from(series.times.values().slice(test), (time) => new Date(time));
const drawn = Object.fromEntries(Object.entries(forecasts).map(([name, y]) => [name, { x, y }]));
const roles = { "yesterday's price": "naive" };
const validationLoss = { x: "epoch", from: 1, y: { label: "mean squared error", scale: "log" } };
const pictures = [
  lines(drawn, { title: `The days from ${testFrom} on`, y: target, roles }),
  lines(losses, { title: "Loss on the validation days", ...validationLoss }),
  bars(scores, { title: "Beside yesterday's price", value: "root mean squared error", roles }),
];
await panels(pictures, { title: "Three cells on a share price", across: 1 }).save("compare.html");
await pictures[0].save("compare.svg");
console.log("pictures: compare.html, compare.svg");
