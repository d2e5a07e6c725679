// Signal: an encoder-decoder reads 5 points of a noisy signal and writes the next 2; then it goes on alone, on its own outputs.
import { Adam, EncoderDecoder, mseLoss, noGrad, Series, tensor, train, withSeed } from "recurra";
import { Generator, portableMath } from "recurra/core";
import { lastValue, rmse, seasonalNaive } from "recurra/evaluation";
import { bars, lines, panels } from "recurra/plot";

const seed = 7;
const period = 50; // points after which the signal repeats itself
const noise = 0.2; // standard deviation
const [known, ahead] = [1000, 100]; // points to learn from, and points after them to write
const [inputSteps, outputSteps] = [5, 2];
const hidden = 15; // units of the encoder and of the decoder
const [epochs, batch, learningRate] = [30, 5, 0.01];

const random = new Generator(seed).stream("noise");
const clean = Float64Array.from({ length: known + ahead }, (_, i) => {
  const t = (2 * Math.PI * i) / period;
  return portableMath.sin(2 * t) + 0.5 * portableMath.cos(t);
});
const y = clean.map((value, i) => value + noise * random.normal(i));

const past = Series.fromColumns({ y: y.slice(0, known) });
const windows = past.windows({ lookback: inputSteps, horizon: outputSteps, inputs: ["y"], targets: ["y"] });
const model = withSeed(seed, () => new EncoderDecoder({ inputSize: 1, hiddenSize: hidden, teacherForcing: 1 }));
const epochsOf = train({
  model,
  optimizer: new Adam(model.parameters(), { learningRate }),
  step: ({ x, y: targets }) => mseLoss(model.forward(x, { targets }), targets), // the true value before each step
  plan: true, // the same operations for every batch
  batches: (epoch) => windows.batches(batch, { seed, epoch, dropLast: true }),
  epochs,
});
const losses = [];
for await (const { epoch, trainLoss } of epochsOf) {
  losses.push(trainLoss);
  if (epoch % 5 === 0) console.log(`epoch ${epoch}: mean squared error ${trainLoss.toFixed(4)}`);
}

/** The points after the known ones, a window at a time, each read from what `source` has by then. */
function write(source, free) {
  const out = source.slice();
  for (let at = known; at < out.length; at += outputSteps) {
    const x = tensor((free ? out : source).slice(at - inputSteps, at), [1, inputSteps, 1]);
    const targets = tensor(source.slice(at, at + outputSteps), [1, outputSteps, 1]);
    const options = free ? { horizon: outputSteps } : { targets, teacherForcing: 1 };
    const written = noGrad(() => model.forward(x, options).toArray());
    out.set(written, at);
  }
  return out.slice(known);
}

const truth = y.slice(known);
const step = write(y, false); // one step ahead: the true value before each step is at hand
const alone = write(y, true); // its own outputs alone
const scores = {
  "one step ahead": rmse(truth, step),
  "the value before": rmse(truth, y.slice(known - 1, -1)),
  "on its own": rmse(truth, alone),
  "one period before": rmse(truth, seasonalNaive(period)(y.slice(0, known), ahead)),
  "the last known value": rmse(truth, lastValue(y.slice(0, known), ahead)),
};
console.log(
  `root mean squared error on the ${ahead} points after the known ones (the noise alone has ${noise}):`,
  scores,
);

const at = truth.map((_, i) => known + i);
const roles = { "on its own": "model", "one step ahead": "1", "one period before": "naive" };
const forecasts = { truth, "one step ahead": step, "on its own": alone };
const pictures = [
  lines(forecasts, { title: "The points after the known ones", x: "point", at, roles }),
  lines({ loss: losses }, { title: "Training", x: "epoch", from: 1, y: "mean squared error" }),
  bars(scores, {
    title: "Beside naive forecasts",
    value: "root mean squared error",
    roles: { ...roles, "the value before": "naive", "the last known value": "naive" },
  }),
];
await panels(pictures, { title: "An encoder-decoder on its own outputs", across: 1 }).save("signal.html");
await pictures[0].save("signal.svg");
console.log("pictures: signal.html, signal.svg");
