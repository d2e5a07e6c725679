// How many multiplications of one in all meet subnormal numbers, for each cell and each way of vanishing: prints { cell: { way: { forward, backward, step } } }.
import { Adam, GRU, LSTM, MinGRU, manualSeed, Parameter, RNN, SGD, SLSTM, tensor } from "recurra";
import { countingKernels } from "./counting.mjs";

const counts = await countingKernels();
const [batch, time, inputs, hidden] = [8, 150, 4, 32];
const sizes = { inputSize: inputs, hiddenSize: hidden };
const cells = {
  "RNN tanh": () => new RNN(sizes),
  "RNN ReLU": () => new RNN({ ...sizes, nonlinearity: "relu" }),
  LSTM: () => new LSTM(sizes),
  GRU: () => new GRU(sizes),
  "GRU, reset before": () => new GRU({ ...sizes, resetAfter: false }),
  minGRU: () => new MinGRU(sizes),
  sLSTM: () => new SLSTM(sizes),
};

/** `gain` of the recurrent weights; `input`: whether there is one, and biases; `last`: the loss reads the last step alone; `own`: units that decay each by itself. */
const ways = {
  ordinary: { gain: 1, input: true },
  "vanished gradient": { gain: 0.3, input: true, last: true },
  "slowly vanished gradient": { gain: 0.8, input: true, last: true },
  "decayed state": { gain: 0.3, input: false },
  "state and gradient": { gain: 0.3, input: false, last: true },
  "state and gradient, slowly": { gain: 0.8, input: false, last: true },
  "units at their own pace": { own: true, input: false, last: true },
  "units at their own pace, all steps": { own: true, input: false },
};

const noise = (count, seed) =>
  Float32Array.from({ length: count }, (_, i) => ((Math.imul(i + seed, 2654435761) >>> 0) / 2 ** 31 - 1) * 0.9);

function prepare(make, { gain, input, own }) {
  manualSeed(1);
  const layer = make();
  for (const [name, parameter] of layer.namedParameters()) {
    if (name.startsWith("bias") && !input) parameter.value = parameter.value.map(() => 0);
    if (!name.startsWith("weight_hh")) continue;
    parameter.value = parameter.value.map((weight, i) => {
      if (!own) return weight * gain;
      const row = Math.floor(i / hidden) % hidden;
      return row === i % hidden ? 0.3 + (0.7 * row) / hidden : 0;
    });
  }
  return layer;
}

const found = {};
for (const [cell, make] of Object.entries(cells)) {
  found[cell] = {};
  for (const [way, options] of Object.entries(ways)) {
    const layer = prepare(make, options);
    const x = tensor(
      noise(batch * time * inputs, 7).map((value) => (options.input ? value : 0)),
      [batch, time, inputs],
    );
    const first = (seed) => new Parameter(noise(batch * hidden, seed), [1, batch, hidden]);
    const state = { h: first(1000) };
    if (layer instanceof LSTM || layer instanceof SLSTM) state.c = first(2000);
    if (layer instanceof SLSTM) {
      const one = () => new Parameter(new Float32Array(batch * hidden).fill(1), [1, batch, hidden]);
      Object.assign(state, { n: one(), m: one() });
    }
    const optimizers = [
      new Adam(layer.parameters()),
      new SGD(layer.parameters(), { learningRate: 0.01, momentum: 0.9 }),
    ];
    const marks = [counts()];
    const { output } = layer.forward(x, { state });
    marks.push(counts());
    (options.last ? output.step(-1).sum() : output.sum()).backward();
    marks.push(counts());
    for (const optimizer of optimizers) for (let step = 0; step < 2; step++) optimizer.step();
    marks.push(counts());
    const [forward, backward, step] = [1, 2, 3].map(
      (i) => (marks[i].slow - marks[i - 1].slow) / (marks[i].all - marks[i - 1].all),
    );
    found[cell][way] = { forward, backward, step };
    layer.dispose();
  }
}

// A parameter that gets no gradient any more: what an optimizer keeps of it decays.
for (const [name, make] of Object.entries({
  Adam: (parameters) => new Adam(parameters, { learningRate: 1e-6 }),
  "SGD with momentum": (parameters) => new SGD(parameters, { learningRate: 1e-6, momentum: 0.9 }),
})) {
  const parameter = new Parameter(noise(64, 3), [64]);
  const optimizer = make([parameter]);
  parameter.mul(1).sum().backward();
  optimizer.step();
  optimizer.zeroGrad();
  parameter.mul(0).sum().backward();
  const before = counts();
  for (let step = 0; step < 2000; step++) optimizer.step();
  const after = counts();
  found[name] = { "no gradient": { step: (after.slow - before.slow) / (after.all - before.all) } };
}
process.stdout.write(JSON.stringify(found));
