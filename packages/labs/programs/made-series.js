// Made series: a GRU that reads a year and writes the next one learns on series that never existed; then it forecasts others.
import { Adam, GRU, Linear, l1Loss, Module, noGrad, tensor, train, withSeed } from "recurra";
import { madeSeries } from "recurra/made";
import { bars, lines, panels } from "recurra/plot";

const seed = 7;
const season = 12; // rows of a year
const years = 3; // that are read
const hidden = 48; // units
const [epochs, batches, batch, learningRate] = [30, 20, 32, 0.003];
const unseen = 200; // series that it is tested on
const read = years * season;

/** Series in their own scale, 0 where they end: x [count, read, 1], y [count, season], last [count], scale [count]. */
function pairs(count, from) {
  const x = new Float32Array(count * read);
  const y = new Float32Array(count * season);
  for (let made = 0, index = from; made < count; index++) {
    const { values } = madeSeries({ seed, index, season, rows: read + season });
    const last = values[read - 1];
    const changes = Array.from({ length: read - season }, (_, i) => Math.abs(values[i + season] - values[i]));
    const scale = changes.reduce((sum, change) => sum + change, 0) / changes.length;
    if (!(scale > 0)) continue; // each year as the one before: nothing to learn
    for (let t = 0; t < read; t++) x[made * read + t] = (values[t] - last) / scale;
    for (let t = 0; t < season; t++) y[made * season + t] = (values[read + t] - last) / scale;
    made++;
  }
  return { x: tensor(x, [count, read, 1]), y: tensor(y, [count, season]) };
}

/** What it writes is the year before, and what it adds to that. */
class Forecaster extends Module {
  repeatable = true; // forward() does the same for every batch, so it runs as a plan
  gru = new GRU({ inputSize: 1, hiddenSize: hidden });
  head = new Linear({ inFeatures: hidden, outFeatures: season });

  forward(x) {
    const year = x.slice(1, read - season, read).reshape([-1, season]);
    return this.head.forward(this.gru.forward(x).output.step(-1)).add(year);
  }
}

const model = withSeed(seed, () => new Forecaster());
const losses = [];
const training = train({
  model,
  optimizer: new Adam(model.parameters(), { learningRate }),
  loss: l1Loss,
  batches: (epoch) => Array.from({ length: batches }, (_, i) => pairs(batch, 10_000 + 100 * (epoch * batches + i))),
  epochs,
  clipNorm: 1,
});
for await (const { epoch, trainLoss } of training) {
  losses.push(trainLoss);
  if (epoch % 5 === 0) console.log(`epoch ${epoch}: mean absolute error ${trainLoss.toFixed(3)}`);
}

const { x, y } = pairs(unseen, 0);
const [truth, past] = [y.toArray(), x.toArray()];
const forecasts = {
  model: noGrad(() => model.forward(x).toArray()),
  "the year before": truth.map((_, i) => past[Math.floor(i / season) * read + read - season + (i % season)]),
  "the last value": truth.map(() => 0),
};
const error = (guess) => guess.reduce((sum, value, i) => sum + Math.abs(value - truth[i]), 0) / truth.length;
const scores = Object.fromEntries(Object.entries(forecasts).map(([name, guess]) => [name, error(guess)]));
console.log(`mean absolute error on ${unseen} unseen series (1: a year's usual change):`, scores);

const roles = { "the year before": "naive", "the last value": "naive" };
const one = (index) => {
  const at = Array.from({ length: season }, (_, t) => read + t);
  const part = (values) => ({ x: at, y: values.slice(index * season, (index + 1) * season) });
  const known = { input: past.slice(index * read, (index + 1) * read), truth: part(truth) };
  const written = { model: part(forecasts.model), "the year before": part(forecasts["the year before"]) };
  return lines({ ...known, ...written }, { title: `Unseen series ${index + 1}`, x: "row", roles });
};
const pictures = [
  ...[0, 1, 2, 3].map(one),
  lines({ loss: losses }, { title: "Training", x: "epoch", from: 1, y: "mean absolute error" }),
  bars(scores, { title: "On unseen series", value: "mean absolute error", roles }),
];
await panels(pictures, { title: "Learned from series that never existed", across: 2 }).save("made-series.html");
await pictures[0].save("made-series.svg");
console.log("pictures: made-series.html, made-series.svg");
