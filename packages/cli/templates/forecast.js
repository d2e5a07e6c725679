// A GRU reads four weeks of a series and writes the next one. Is that better than the week before?
import { readFileSync } from "node:fs";
import { Adam, GRU, Linear, Module, mseLoss, noGrad, Series, train, withSeed } from "recurra";
import { StandardScaler, split } from "recurra/data";
import { mae } from "recurra/evaluation";
import { bars, lines, panels } from "recurra/plot";

const file = "visits.csv";
const target = "Visits";
const seed = 7;
const testDays = 60; // at the end, which training never sees
const [lookback, horizon] = [28, 7]; // days that are read, and written
const hidden = 32; // units of the GRU
const [epochs, patience, batch, learningRate] = [60, 10, 32, 0.003];

// The series: its scale is that of the training days, and so are the windows that are learned from.
const series = Series.fromCsv(readFileSync(new URL(file, import.meta.url), "utf8"), { name: file });
const first = series.length - testDays;
const chosen = first - 60; // the days before the test choose the epoch
const scaler = new StandardScaler().fit(split(series, { train: chosen }).train, [target]);
const scaled = scaler.transformSeries(series);
const cut = (from, to) => scaled.windows({ lookback, horizon, inputs: [target], targets: [target], from, to });
const [training, validation, test] = [
  cut(0, chosen),
  cut(chosen - lookback, first),
  cut(first - lookback, series.length),
];

// The network: what it writes is the week before, and what it adds to that.
class Forecaster extends Module {
  gru = new GRU({ inputSize: 1, hiddenSize: hidden });
  head = new Linear({ inFeatures: hidden, outFeatures: horizon });
  repeatable = true; // forward() does the same for every batch, so it runs as a plan

  /** x [B, lookback, 1] -> [B, horizon, 1] */
  forward(x) {
    const change = this.head.forward(this.gru.forward(x).output.step(-1)).reshape([-1, horizon, 1]);
    return change.add(x.slice(1, lookback - horizon, lookback));
  }
}

// The loop.
const model = withSeed(seed, () => new Forecaster());
const losses = { training: [], validation: [] };
const loop = train({
  model,
  optimizer: new Adam(model.parameters(), { learningRate }),
  loss: mseLoss,
  batches: (epoch) => training.batches(batch, { seed, epoch }),
  validation: () => validation.batches(batch),
  epochs,
  patience,
  clipNorm: 1,
});
for await (const { epoch, trainLoss, validationLoss, best } of loop) {
  losses.training.push(trainLoss);
  losses.validation.push(validationLoss);
  console.log(
    `epoch ${epoch}: loss ${trainLoss.toFixed(4)}, on validation days ${validationLoss.toFixed(4)}${best ? ", best" : ""}`,
  );
}

// The score, beside a forecast that takes no network: every window of the test days.
const [{ x, y }] = test.batches(test.length);
const inUnits = (numbers) => scaler.inverse(target, numbers);
const truth = inUnits(y.toArray());
const said = noGrad(() => model.forward(x).toArray());
const weekBefore = x.slice(1, lookback - horizon, lookback).toArray();
const scores = { GRU: mae(truth, inUnits(said)), "the week before": mae(truth, inUnits(weekBefore)) };
console.log(`mean absolute error, ${test.length} forecasts of ${horizon} days:`, scores);

// The picture: each week of the test days, written at its beginning.
const weeks = Array.from({ length: Math.floor(test.length / horizon) + 1 }, (_, i) => i * horizon);
const joined = (numbers) => weeks.flatMap((at) => [...inUnits(numbers.slice(at * horizon, (at + 1) * horizon))]);
const at = Array.from(series.times.values().slice(first), (time) => new Date(time));
const roles = { GRU: "model", "the week before": "naive" };
const drawn = { truth: series.column(target).slice(first), GRU: joined(said), "the week before": joined(weekBefore) };
const dated = Object.fromEntries(
  Object.entries(drawn).map(([name, numbers]) => [name, { x: at.slice(0, numbers.length), y: numbers }]),
);
const pictures = [
  lines(dated, { title: `The last ${testDays} days, forecast week by week`, y: target, roles }),
  lines(losses, { title: "Training", x: "epoch", from: 1, y: "mean squared error (scaled)" }),
  bars(scores, { title: "Beside the week before", value: "mean absolute error", roles }),
];
await panels(pictures, { title: `${target}: the next week`, across: 1 }).save("forecast.html");
console.log("picture: forecast.html");
