// Cells: an LSTM learns to keep the number that was marked last. A trace of its gates shows how.
import { Adam, Linear, LSTM, Module, mseLoss, noGrad, tensor, train, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { RecurrentTrace } from "recurra/nn";
import { heatMap, lines, panels } from "recurra/plot";

const seed = 7;
const length = 60; // steps
const hidden = 6; // units
const marks = 0.1; // share of the steps that are marked
const [epochs, updates, batch, learningRate, clipNorm] = [15, 20, 32, 0.03, 1];
const tested = 100; // other sequences

/** Numbers and marks, and the number that was marked last: x [count, length, 2], y [count, length, 1]. */
function sequences(count, name) {
  const random = new Generator(seed).stream(name);
  const x = new Float32Array(count * length * 2);
  const y = new Float32Array(count * length);
  for (let i = 0; i < y.length; i++) {
    x[2 * i] = 2 * random.uniform(2 * i) - 1;
    x[2 * i + 1] = random.uniform(2 * i + 1) < marks ? 1 : 0;
    const before = i % length === 0 ? 0 : y[i - 1];
    y[i] = x[2 * i + 1] === 1 ? x[2 * i] : before;
  }
  return { x: tensor(x, [count, length, 2]), y: tensor(y, [count, length, 1]) };
}

class Keeper extends Module {
  repeatable = true; // forward() does the same for every batch, so it runs as a plan
  lstm = new LSTM({ inputSize: 2, hiddenSize: hidden });
  head = new Linear({ inFeatures: hidden, outFeatures: 1 });

  forward(x, trace) {
    return this.head.forward(this.lstm.forward(x, { trace }).output);
  }
}

const model = withSeed(seed, () => new Keeper());
const losses = [];
const training = train({
  model,
  optimizer: new Adam(model.parameters(), { learningRate }),
  loss: mseLoss,
  batches: (epoch) => Array.from({ length: updates }, (_, i) => sequences(batch, `epoch ${epoch}, ${i}`)),
  epochs,
  clipNorm,
});
for await (const { epoch, trainLoss } of training) {
  losses.push(trainLoss);
  if (epoch % 5 === 0) console.log(`epoch ${epoch}: mean squared error ${trainLoss.toFixed(4)}`);
}

const { x, y } = sequences(tested, "test");
const trace = new RecurrentTrace();
const said = noGrad(() => model.forward(x, trace).toArray());
const truth = y.toArray();
const error = (guess) => truth.reduce((sum, value, i) => sum + (value - guess(i)) ** 2, 0) / truth.length;
const inputs = x.toArray();
const scores = { LSTM: error((i) => said[i]), "always 0": error(() => 0), "the number": error((i) => inputs[2 * i]) };
console.log(`mean squared error on ${tested} other sequences:`, scores);

const [[{ gates }]] = trace.layers; // [B, T, H] each
const meanWhere = (gate, mark) => {
  const chosen = gates[gate].filter((_, i) => inputs[2 * Math.floor(i / hidden) + 1] === mark);
  return (chosen.reduce((sum, value) => sum + value, 0) / chosen.length).toFixed(2);
};
const gateNames = ["input", "forget", "output"];
for (const gate of gateNames)
  console.log(`${gate} gate: ${meanWhere(gate, 1)} at a mark, ${meanWhere(gate, 0)} elsewhere, mean of all units`);

/** The first test sequence: a row for each unit. */
const unitsOf = [...Array(hidden).keys()];
const rows = (gate) =>
  unitsOf.map((unit) => gates[gate].slice(0, length * hidden).filter((_, i) => i % hidden === unit));
const rules = [...Array(length).keys()].filter((t) => inputs[2 * t + 1] === 1).map((t) => ({ label: "", x: t }));
const kept = { truth: truth.slice(0, length), model: said.slice(0, length) };
const named = { x: "step", y: "unit", domain: [0, 1], legend: "open" };
const pictures = [
  lines(kept, { title: "The number that was marked last; marks are dotted lines", x: "step", rules }),
  ...gateNames.map((gate) => heatMap(rows(gate), { title: `The ${gate} gate`, ...named })),
  lines({ loss: losses }, { title: "Training", x: "epoch", from: 1, y: { label: "mean squared error", scale: "log" } }),
];
await panels(pictures, { title: "What gates do while a network remembers", across: 1 }).save("cells.html");
await pictures[1].save("cells.svg");
console.log("pictures: cells.html, cells.svg");
