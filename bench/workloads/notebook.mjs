// What a notebook has: two layers of 32 units that read three steps, batches of 10. One run is 100 of them.
import { Adam, GRU, LastStep, Linear, LSTM, manualSeed, mseLoss, RNN, Sequential } from "recurra";
import { looped, trained } from "./training.mjs";
import { uniform } from "./uniform.mjs";

export const per = "100 batches of 10 x 3, two layers of 32, MSE, Adam";

const options = { inputSize: 1, hiddenSize: 32, numLayers: 2 };
const cells = {
  "notebook-rnn": () => new RNN({ ...options, nonlinearity: "relu" }),
  "notebook-lstm": () => new LSTM(options),
  "notebook-gru": () => new GRU(options),
};

function parts(name) {
  manualSeed(0);
  const model = new Sequential(cells[name](), new LastStep(), new Linear({ inFeatures: 32, outFeatures: 1 }));
  const batches = Array.from({ length: 100 }, (_, i) => ({
    x: uniform(`x${i}`, [10, 3, 1]),
    y: uniform(`y${i}`, [10, 1]),
  }));
  return { model, optimizer: new Adam(model.parameters(), { learningRate: 1e-3 }), batches };
}

export function library(name, { mode, threads }) {
  const { model, optimizer, batches } = parts(name);
  return trained({ model, optimizer, loss: mseLoss, batches: () => batches, mode, threads });
}

export function loop(name, { mode }) {
  const { model, optimizer, batches } = parts(name);
  return looped({ optimizer, loss: ({ x, y }) => mseLoss(model.forward(x), y), batches, mode });
}
