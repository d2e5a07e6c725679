// An encoder-decoder that reads 5 values and writes 2, on batches of 5: much smaller than what it costs a framework to call
// its kernels. One run is one epoch.
import { Adam, EncoderDecoder, manualSeed, mseLoss, tensor } from "recurra";
import { Generator } from "recurra/core";
import { looped, trained } from "./training.mjs";

const lookback = 5;
const horizon = 2;
const batchSize = 5;

/** Two sinusoids and noise, 1,950 values. */
function series() {
  const stream = new Generator(0).stream("signal");
  return Array.from({ length: 1950 }, (_, i) => {
    const t = (80 * Math.PI * i) / 1999;
    return Math.sin(2 * t) + 0.5 * Math.cos(t) + 0.2 * stream.normal(i);
  });
}

/** Whole batches of windows at every place; the last, smaller one is left out, as it is for the peers. */
function windowBatches() {
  const values = series();
  const batches = [];
  for (let first = 0; first + batchSize - 1 + lookback + horizon <= values.length; first += batchSize) {
    const starts = Array.from({ length: batchSize }, (_, k) => first + k);
    const rows = (from, size) => starts.flatMap((start) => values.slice(start + from, start + from + size));
    batches.push({
      x: tensor(rows(0, lookback), [batchSize, lookback, 1]),
      y: tensor(rows(lookback, horizon), [batchSize, horizon, 1]),
    });
  }
  return batches;
}

export const per = "epoch of 388 batches of 5, LSTM 15 encoder-decoder, 5 in, 2 out, MSE, Adam";

function parts() {
  manualSeed(0);
  const model = new EncoderDecoder({ inputSize: 1, hiddenSize: 15, teacherForcing: 1 });
  const loss = ({ x, y }) => mseLoss(model.forward(x, { targets: y }), y);
  const batches = windowBatches();
  return { model, optimizer: new Adam(model.parameters(), { learningRate: 0.01 }), loss, batches };
}

export function library(_name, { mode, threads }) {
  const { model, optimizer, loss, batches } = parts();
  return trained({ model, optimizer, step: loss, plan: true, batches: () => batches, mode, threads });
}

export function loop(_name, { mode }) {
  return looped({ ...parts(), mode });
}
