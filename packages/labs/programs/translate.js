// Translate: dates as people write them become ISO dates, character by character. Attention shows where the network looks.
import { Adam, crossEntropyLoss, GRU, Linear, Module, noGrad, tensor, train, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { Embedding, LuongAttention } from "recurra/nn";
import { bars, heatMap, lines, panels } from "recurra/plot";

const seed = 7;
const months = "January February March April May June July August September October November December".split(" ");
/** Ways to write a date: day, month, its first letters, its number, year. The last way is not in training. */
const formats = ["D M Y", "M D, Y", "S D Y", "D.N.Y", "Y/N/D", "Y M D"];
const read = " ,./0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const written = "0123456789-";
const [begin, length, width] = [written.length, 10, 18]; // what the decoder reads first; characters of an ISO date, of a text
const [trained, tested, embeddingDim, hidden, epochs, batch, learningRate] = [3000, 300, 16, 48, 12, 32, 0.005];

/** Different dates of 1950 to 2049, each in one of these formats. */
const order = new Generator(seed).stream("dates").permutation(100 * 12 * 28);
function dates(from, count, ways) {
  return Array.from(order.subarray(from, from + count), (number, i) => {
    const [D, month, Y] = [(number % 28) + 1, Math.floor(number / 28) % 12, 1950 + Math.floor(number / 336)];
    const parts = { D, M: months[month], S: months[month].slice(0, 3).toLowerCase(), N: month + 1, Y };
    const [mm, dd] = [month + 1, D].map((part) => `${part}`.padStart(2, "0"));
    const text = ways[i % ways.length].replace(/[A-Z]/g, (part) => parts[part]).padEnd(width);
    return { text, iso: `${Y}-${mm}-${dd}` };
  });
}
const encode = (text, alphabet) => Array.from(text, (character) => alphabet.indexOf(character));

class Translator extends Module {
  read = new Embedding({ numEmbeddings: read.length, embeddingDim });
  encoder = new GRU({ inputSize: embeddingDim, hiddenSize: hidden, bidirectional: true });
  write = new Embedding({ numEmbeddings: written.length + 1, embeddingDim });
  decoder = new GRU({ inputSize: embeddingDim, hiddenSize: hidden });
  attention = new LuongAttention({ queryDim: hidden, memoryDim: 2 * hidden });
  head = new Linear({ inFeatures: hidden, outFeatures: written.length });
  repeatable = true; // forward() does the same for every batch, so it runs as a plan
  /** x [B, T + 10]: a text, and the true character before each that is to be written. */
  forward(x, seen = () => {}) {
    const end = x.shape[1] - length;
    const memory = this.encoder.forward(this.read.forward(x.slice(1, 0, end))).output; // [B, T, 2 H]
    const steps = this.decoder.forward(this.write.forward(x.slice(1, end, end + length))).output; // [B, 10, H]
    seen(steps.matmul(this.attention.score.forward(memory).transpose(1, 2)).softmax(-1)); // where it looks, [B, 10, T]
    return this.head.forward(this.attention.forward(steps, memory));
  }
  /** Each step reads the character that the one before wrote. */
  translate(text, seen) {
    const found = [];
    while (found.length < length) {
      const before = [begin, ...found, ...Array(length).fill(0)].slice(0, length);
      const x = tensor([...encode(text, read), ...before], [1, text.length + length]);
      const scores = noGrad(() => this.forward(x, seen).select(1, found.length).toArray());
      found.push(scores.indexOf(Math.max(...scores)));
    }
    return found.map((at) => written[at]).join("");
  }
}

const training = dates(0, trained, formats.slice(0, -1));
const batches = Array.from({ length: Math.ceil(trained / batch) }, (_, i) => {
  const rows = training.slice(i * batch, (i + 1) * batch);
  const x = rows.flatMap(({ text, iso }) => [...encode(text, read), begin, ...encode(iso.slice(0, -1), written)]);
  const y = rows.flatMap(({ iso }) => encode(iso, written));
  return { x: tensor(x, [rows.length, width + length]), y: tensor(y, [rows.length, length]) };
});
const model = withSeed(seed, () => new Translator());
const optimizer = new Adam(model.parameters(), { learningRate });
const losses = [];
const learning = train({ model, optimizer, loss: crossEntropyLoss, batches: () => batches, epochs, clipNorm: 1 });
for await (const { epoch, trainLoss } of learning) {
  losses.push(trainLoss);
  if (epoch % 3 === 0) console.log(`epoch ${epoch}: cross-entropy ${trainLoss.toFixed(4)}`);
}

/** A rule for formats with a month's name. */
function rule(text) {
  const month = months.findIndex((name) => text.toLowerCase().includes(name.slice(0, 3).toLowerCase())) + 1;
  const [day, year] = text.match(/\d+/g).toSorted((a, b) => a.length - b.length);
  return [year, `${month}`.padStart(2, "0"), day.padStart(2, "0")].join("-");
}
const [known, unknown] = [formats.slice(0, -1), formats.slice(-1)].map((ways) => dates(trained, tested, ways));
const share = (rows, reader) => (100 * rows.filter(({ text, iso }) => reader(text) === iso).length) / rows.length;
const network = (text) => model.translate(text);
const scores = { "network, known formats": share(known, network), "network, unknown format": share(unknown, network) };
scores["rule, unknown format"] = share(unknown, rule);
console.log(`% of ${tested} other dates read right:`, scores);

const maps = [known[0], known[3], unknown[0]].map(({ text, iso }) => {
  let weights;
  const answer = model.translate(text, (seen) => (weights = seen.toArray()));
  const rows = [...answer].map((_, k) => weights.slice(k * width, (k + 1) * width));
  const title = `${text.trim()} -> ${answer}, ${answer === iso ? "right" : `wrong: it is ${iso}`}`;
  const names = { x: "read", y: "written", rowNames: [...answer], columnNames: [...text] };
  return heatMap(rows, { title, domain: [0, 1], ...names });
});
const loss = { title: "Training", x: "epoch", from: 1, y: { label: "cross-entropy", scale: "log" } };
const pictures = [...maps, bars(scores, { title: "Dates read right", value: "%" }), lines({ loss: losses }, loss)];
await panels(pictures, { title: "Read dates as people write them", across: 1 }).save("translate.html");
await pictures[0].save("translate.svg");
console.log("pictures: translate.html, translate.svg");
