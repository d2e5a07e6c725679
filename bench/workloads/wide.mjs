// Wide layers, where matrix products are all that counts. The peers, and our loop by hand, run forward and backward of the
// outputs' sum. train() runs those of their mean, in pieces as it cuts batches by itself for its own losses, and does a little more:
// the gradients' norm, and a step of SGD.
import { GRU, LSTM, manualSeed, Sequential, SGD, withMode, zeros } from "recurra";
import { trained } from "./training.mjs";
import { uniform } from "./uniform.mjs";

const cells = { lstm: LSTM, gru: GRU };

function sizes(name) {
  const [, cell, hidden] = /^(lstm|gru)(\d+)$/.exec(name);
  return { Cell: cells[cell], label: cell.toUpperCase(), hiddenSize: Number(hidden) };
}

export function per(name) {
  const { label, hiddenSize } = sizes(name);
  return `forward+backward of 64 x 100 x 8, ${label} ${hiddenSize}`;
}

/** A training of one batch without targets: as near to forward + backward as train() comes. */
export function stepOf(network, x, { mode, threads }) {
  const model = new Sequential(network);
  const batch = { x, y: zeros([x.shape[0]]) };
  return trained({
    model,
    optimizer: new SGD(model.parameters(), { learningRate: 1e-9 }),
    loss: (output) => output.mean(),
    plan: true,
    microBatchSize: mode === "native" ? 32 : 16,
    batches: () => [batch],
    mode,
    threads,
  });
}

function parts(name) {
  manualSeed(0);
  const { Cell, hiddenSize } = sizes(name);
  return { network: new Cell({ inputSize: 8, hiddenSize }), x: uniform("x", [64, 100, 8]) };
}

export function library(name, options) {
  const { network, x } = parts(name);
  return stepOf(network, x, options);
}

export function loop(name, { mode }) {
  const { network, x } = parts(name);
  const parameters = network.parameters();
  const step = () => {
    for (const parameter of parameters) parameter.zeroGrad();
    network.forward(x).output.sum().backward();
  };
  return { threads: 1, run: () => withMode(mode, step) };
}
