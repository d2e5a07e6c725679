// Sentiment: sentences of different lengths, padded and masked. "Not" turns what follows it round, so words alone do not tell praise from blame.
import { Adam, bceWithLogitsLoss, GRU, Linear, Module, tensor, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { Embedding } from "recurra/nn";
import { bars, lines, panels } from "recurra/plot";

const [seed, trained, tested] = [7, 400, 300]; // the last two: sentences
const [numbers, hidden] = [12, 24]; // of a word's row, units of the GRU
const [epochs, batch, learningRate] = [20, 25, 0.01];
const useLengths = true; // false: padding is read as if it were words

const things = "film story music plot cast ending".split(" ");
const [good, bad] = ["good great lovely funny".split(" "), "bad dull awful slow".split(" ")];
const words = [..."_ the was not very at all , but i do think that".split(" "), ...things, ...good, ...bad];

/** Sentences of four kinds, each praise or blame. */
function sentence(number) {
  const random = new Generator(seed).stream("sentence", number);
  const one = (list, i) => list[Math.floor(random.uniform(i) * list.length)];
  const praise = random.uniform(0) < 0.5;
  const [word, other] = [one(praise ? good : bad, 1), one(praise ? bad : good, 2)];
  const [it, that] = [`the ${one(things, 3)} was`, `the ${one(things, 4)} was`];
  const degree = one(["", "very", "very very"], 5);
  const kinds = {
    plain: `${it} ${degree} ${word}`,
    not: one([`${it} not ${degree} ${other}`, `${it} not ${other} at all`], 6),
    doubt: `i do not think that ${it} ${degree} ${other}`,
    but: `${it} ${degree} ${other} , but ${that} ${word}`,
  };
  const kind = one(["plain", ...Object.keys(kinds)], 7);
  return { kind, praise, words: kinds[kind].split(" ").filter((part) => part !== "") };
}

const all = Array.from({ length: trained + tested }, (_, i) => sentence(i));
const training = all.slice(0, trained);
const known = training.map((one) => one.words.join(" "));
const testing = all.slice(trained).filter((one) => !known.includes(one.words.join(" ")));

/** Sentences side by side: the numbers of words [B, T], 0 behind the end of each, and the true lengths. */
function pad(list, steps = 0) {
  const lengths = list.map((one) => one.words.length);
  const longest = Math.max(steps, ...lengths);
  const x = list.map((one) => Array.from({ length: longest }, (_, t) => words.indexOf(one.words[t] ?? "_")));
  return { x: tensor(x), y: tensor(list.map((one) => [Number(one.praise)])), lengths };
}

class Reader extends Module {
  embedding = new Embedding({ numEmbeddings: words.length, embeddingDim: numbers, paddingIdx: 0 });
  gru = new GRU({ inputSize: numbers, hiddenSize: hidden });
  head = new Linear({ inFeatures: hidden, outFeatures: 1 });
  // With lengths, the state after each sentence's own last word; without, the one behind the padding.
  forward(x, lengths) {
    return this.head.forward(this.gru.forward(this.embedding.forward(x), { lengths }).state.h.select(0, 0));
  }
}

/** Which words a sentence has, whatever their order: a logistic regression. */
const bag = (list) => tensor(list.map((one) => words.map((word) => Number(one.words.includes(word)))));
const model = withSeed(seed, () => new Reader());
const regression = withSeed(seed, () => new Linear({ inFeatures: words.length, outFeatures: 1 }));
const masked = (list) => model.forward(pad(list).x, useLengths ? pad(list).lengths : undefined);
const adam = new Adam([...model.parameters(), ...regression.parameters()], { learningRate });
const losses = [];
for (let epoch = 1; epoch <= epochs; epoch++) {
  let total = 0;
  for (let from = 0; from < trained; from += batch) {
    const list = training.slice(from, from + batch);
    adam.zeroGrad();
    const loss = bceWithLogitsLoss(masked(list), pad(list).y);
    total += loss.item() * (list.length / trained);
    loss.add(bceWithLogitsLoss(regression.forward(bag(list)), pad(list).y)).backward();
    adam.step();
  }
  losses.push(total);
  if (epoch % 5 === 0) console.log(`epoch ${epoch}: loss ${total.toFixed(4)}`);
}

/** The shares of right answers. */
function score(list) {
  const answers = [masked(list), model.forward(pad(list).x), regression.forward(bag(list))].map((y) => y.toArray());
  const right = answers.map((y) => list.filter((one, i) => y[i] > 0 === one.praise).length / list.length);
  return { GRU: right[0], "GRU, no lengths": right[1], "bag of words": right[2] };
}
console.log(`right answers on ${testing.length} other sentences:`, score(testing));
for (const name of ["plain", "not", "doubt", "but"])
  console.log(name, score(testing.filter(({ kind }) => kind === name)));

const [first] = testing;
const behind = Array.from({ length: 30 }, (_, more) => pad([first], first.words.length + more));
const lengths = behind.map((one) => model.forward(one.x, one.lengths).sigmoid().item());
const without = behind.map((one) => model.forward(one.x).sigmoid().item());
const padded = { title: `"${first.words.join(" ")}", padded`, x: "places of padding", y: "probability of praise" };
const pictures = [
  bars(score(testing), { title: "Right answers on other sentences", value: "share", roles: { GRU: "model" } }),
  lines({ "with lengths": lengths, without }, padded),
  lines({ training: losses }, { title: "Training", x: "epoch", from: 1, y: "loss" }),
];
await panels(pictures, { title: "Praise or blame", across: 1 }).save("sentiment.html");
await pictures[0].save("sentiment.svg");
console.log("pictures: sentiment.html, sentiment.svg");
