// Text: a GRU reads a book character by character, says what comes next, and writes. How much more does it know than who counts?
import { readFileSync } from "node:fs";
import { Adam, crossEntropyLoss, GRU, Linear, Sequential, Stepper, tensor, withSeed } from "recurra";
import { Generator, portableMath } from "recurra/core";
import { Embedding } from "recurra/nn";
import { bars, heatMap, lines, panels } from "recurra/plot";

const file = "alice.txt"; // any text of your own
const [seed, characters] = [7, 70_000]; // characters of the text, from its beginning; the last tenth is the test
const [numbers, hidden] = [24, 128]; // of a character's row; units of the GRU
const [epochs, rows, length, learningRate] = [10, 16, 64, 0.006]; // places read side by side, characters a step
const [order, temperatures, written] = [5, [0.4, 0.7, 1], 200]; // of the rival's n-grams; to write at; characters

const text = [...readFileSync(new URL(file, import.meta.url), "utf8").trim()].slice(0, characters);
const signs = [...new Set(text)].sort();
const codes = Float32Array.from(text, (sign) => signs.indexOf(sign));
const [test, end] = [Math.ceil(0.1 * codes.length), Math.floor(0.9 * codes.length)]; // its length, its start

const [embedding, gru, head] = withSeed(seed, () => [
  new Embedding({ numEmbeddings: signs.length, embeddingDim: numbers }),
  new GRU({ inputSize: numbers, hiddenSize: hidden }),
  new Linear({ inFeatures: hidden, outFeatures: signs.length }),
]);
const adam = new Adam([...embedding.parameters(), ...gru.parameters(), ...head.parameters()], { learningRate });

const strip = Math.floor((end - 1) / rows); // of the text, whose characters are read side by side: [rows, length]
if (codes.length < 2500 || strip <= length)
  throw new Error(`${file} is too short for ${rows} rows of ${length} characters`);
const starts = Array.from({ length: rows }, (_, row) => row * strip);
const cut = (from) => tensor(starts.map((start) => Array.from(codes.subarray(start + from, start + from + length))));

/** Text drawn character by character: the model says what comes next, one is drawn from that, and the model reads it. */
function write(temperature) {
  const [table, random] = [embedding.weight.toArray(), new Generator(seed).stream("writing")];
  const stepper = new Stepper(new Sequential(gru, head));
  let [piece, code] = ["", signs.indexOf(" ")];
  for (let i = 0; i < written; i++) {
    const scores = stepper.step(table.subarray(code * numbers, (code + 1) * numbers));
    const chances = Array.from(scores, (score) => portableMath.exp(score / temperature));
    let left = random.uniform(i) * chances.reduce((sum, chance) => sum + chance);
    for (code = 0; left >= chances[code]; code++) left -= chances[code];
    piece += signs[code];
  }
  return piece;
}

const losses = [];
for (let epoch = 1; epoch <= epochs; epoch++) {
  let [state, total, steps] = [undefined, 0, 0];
  for (let from = 0; from + length < strip; from += length, steps++) {
    adam.zeroGrad();
    const read = gru.forward(embedding.forward(cut(from)), { state });
    state = { h: read.state.h.detach() }; // goes on to the next piece, but no gradient goes back
    const loss = crossEntropyLoss(head.forward(read.output), cut(from + 1));
    total += loss.item() / Math.LN2;
    loss.backward();
    adam.step();
  }
  losses.push(total / steps);
  console.log(`epoch ${epoch}: ${losses.at(-1).toFixed(3)} bits a character`, write(0.7).slice(0, 40).split("\n"));
}
for (const temperature of temperatures) console.log(`\ntemperature ${temperature}: ${write(temperature)}`);

/** Bits of each character of the test: -log2 of the probability that it was given. */
const { output } = gru.forward(embedding.forward(tensor(codes.slice(end - 1, -1), [1, test])));
const logs = head.forward(output).logSoftmax().toArray();
const network = Array.from({ length: test }, (_, t) => -logs[t * signs.length + codes[end + t]] / Math.LN2);

/** N-grams, each order mixed with the one below by how many different characters followed (Witten and Bell 1991). */
const before = (at, n) => text.slice(at - n, at).join("");
const seen = new Map(); // by context: how often each character followed, and "" for all of them
for (let i = order; i < end; i++)
  for (let n = 0; n < order; n++) {
    const counts = seen.get(before(i, n)) ?? new Map();
    for (const key of ["", text[i]]) counts.set(key, (counts.get(key) ?? 0) + 1);
    seen.set(before(i, n), counts);
  }
function countedBits(at) {
  let chance = 1 / signs.length;
  for (let n = 0; n < order && seen.has(before(at, n)); n++) {
    const counts = seen.get(before(at, n));
    chance = ((counts.get(text[at]) ?? 0) + (counts.size - 1) * chance) / (counts.get("") + counts.size - 1);
  }
  return -Math.log2(chance);
}
const counted = network.map((_, t) => countedBits(end + t));

const mean = (bits) => bits.reduce((sum, value) => sum + value) / test;
const scores = { GRU: mean(network), "n-grams": mean(counted), "all alike": Math.log2(signs.length) };
console.log(`bits a character on the last ${test}:`, scores);
const grid = [network, counted].map((bits) => bits.slice(200, 230));
const named = { rowNames: ["GRU", "n-grams"], columnNames: [...text.slice(end + 200, end + 230)], legend: "bits" };
const pictures = [
  bars(scores, { title: "Bits a character", value: "bits", roles: { GRU: "model", "n-grams": "naive" } }),
  lines({ training: losses }, { title: "Training", x: "epoch", from: 1, y: "bits a character" }),
  heatMap(grid, { title: "How much each character surprises", ...named }),
];
await panels(pictures, { title: "Write like a book", across: 1 }).save("text.html");
await pictures[0].save("text.svg");
console.log("pictures: text.html, text.svg");
