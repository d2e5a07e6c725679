// What a vanished gradient and a decayed state cost beside ordinary ones: `npm run bench:vanishing`. Each layer runs forward and backward over the same
// shapes with its initial weights, and with weights that let the gradient, the state, or both become smaller than float32 can hold. Times are
// the least of many rounds in turns. How much slower subnormal numbers are differs between processors: test/subnormal.test.ts counts them instead.
import * as recurra from "recurra";

const { tensor, Parameter } = recurra;
const [batch, time, inputs, hidden] = [16, 300, 4, 64];
const layers = {
  RNN: () => new recurra.RNN({ inputSize: inputs, hiddenSize: hidden }),
  "RNN relu": () => new recurra.RNN({ inputSize: inputs, hiddenSize: hidden, nonlinearity: "relu" }),
  LSTM: () => new recurra.LSTM({ inputSize: inputs, hiddenSize: hidden }),
  GRU: () => new recurra.GRU({ inputSize: inputs, hiddenSize: hidden }),
  "GRU before": () => new recurra.GRU({ inputSize: inputs, hiddenSize: hidden, resetAfter: false }),
};
const noise = (n, seed) => Float32Array.from({ length: n }, (_, i) => Math.sin(i * 12.9898 + seed * 78.233) * 0.9);

/** Cases: the gain of the recurrent weights, whether x and the biases are zero, the gain of the gates' biases, where the loss reads. */
const cases = {
  ordinary: { gain: 1, input: 1, every: true },
  "vanished gradient": { gain: 0.3, input: 1, every: false },
  "slowly vanished gradient": { gain: 0.8, input: 1, every: false },
  "decayed state": { gain: 0.3, input: 0, every: true },
  both: { gain: 0.3, input: 0, every: false },
  "slowly both": { gain: 0.8, input: 0, every: false },
  "units of their own": { gain: 0, input: 0, every: false, diagonal: true },
};

function prepare(make, { gain, input, every, diagonal }) {
  recurra.manualSeed(1);
  const layer = make();
  for (const [name, parameter] of layer.namedParameters()) {
    if (name.startsWith("weight_hh")) {
      parameter.value = parameter.value.map((w, i) => {
        const [row, column] = [Math.floor(i / hidden) % hidden, i % hidden];
        if (diagonal) return row === column ? 0.3 + (0.7 * row) / hidden : 0;
        return w * gain;
      });
    }
    if (name.startsWith("bias") && !input) parameter.value = parameter.value.map(() => 0);
  }
  const x = tensor(
    noise(batch * time * inputs, 1).map((v) => v * input),
    [batch, time, inputs],
  );
  const h = new Parameter(noise(batch * hidden, 2), [1, batch, hidden]);
  const c = new Parameter(noise(batch * hidden, 3), [1, batch, hidden]);
  const state = layer instanceof recurra.LSTM ? { h, c } : { h };
  return {
    forward() {
      return recurra.noGrad(() => layer.forward(x, { state }).output);
    },
    both() {
      layer.zeroGrad();
      const { output } = layer.forward(x, { state });
      (every ? output.sum() : output.step(-1).sum()).backward();
    },
  };
}

for (const [name, make] of Object.entries(layers)) {
  const prepared = Object.entries(cases).map(([title, one]) => [title, prepare(make, one)]);
  for (const way of ["forward", "both"]) {
    const least = prepared.map(() => Number.POSITIVE_INFINITY);
    for (let round = 0; round < 25; round++) {
      prepared.forEach(([, one], i) => {
        const began = performance.now();
        one[way]();
        least[i] = Math.min(least[i], performance.now() - began);
      });
    }
    console.log(
      `${name.padEnd(12)}${way.padEnd(9)}${least[0].toFixed(2)} ms;  ` +
        prepared
          .slice(1)
          .map(([title], i) => `${title} ${(least[i + 1] / least[0]).toFixed(2)}`)
          .join("  "),
    );
  }
}
