// A character model: a GRU reads a text character by character, says what comes next, and writes. Its loss in bits a character stands beside
// that of characters by how often they occur. Reads a file of this repository, so run it from its root.
import { readFileSync } from "node:fs";
import { Adam, crossEntropyLoss, GRU, Linear, noGrad, Sequential, Stepper, tensor, withSeed } from "recurra";
import { Generator, portableMath } from "recurra/core";
import { Embedding, type HiddenState } from "recurra/nn";

const [rows, length, hidden, numbers] = [16, 64, 96, 24];

/** Trains on the book but for its last 10,000 characters, and writes `written` characters. */
export function run(epochs: number, print: (line: string) => void = () => {}, characters = 60_000, written = 200) {
  const book = readFileSync("examples/data/alice.txt", "utf8").slice(0, characters);
  const alphabet = [...new Set(book)].sort();
  const codes = Float32Array.from(book, (sign) => alphabet.indexOf(sign));
  const end = codes.length - Math.floor(characters / 6);

  const [embedding, gru, head] = withSeed(3, () => [
    new Embedding({ numEmbeddings: alphabet.length, embeddingDim: numbers }),
    new GRU({ inputSize: numbers, hiddenSize: hidden }),
    new Linear({ inFeatures: hidden, outFeatures: alphabet.length }),
  ]);
  const adam = new Adam([...embedding.parameters(), ...gru.parameters(), ...head.parameters()], {
    learningRate: 0.005,
  });

  // Sixteen strips of the text side by side; the state goes on from piece to piece, gradients do not.
  const strip = Math.floor((end - 1) / rows);
  const piece = (from: number, ahead: number) => {
    const parts = Array.from({ length: rows }, (_, r) => codes.subarray(r * strip + from + ahead).subarray(0, length));
    return tensor(Float32Array.from(parts.flatMap((part) => [...part])), [rows, length]);
  };
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let state: HiddenState | undefined;
    let [total, steps] = [0, 0];
    for (let from = 0; from + length <= strip; from += length) {
      adam.zeroGrad();
      const read = gru.forward(embedding.forward(piece(from, 0)), { state });
      state = { h: read.state.h.detach() };
      const loss = crossEntropyLoss(head.forward(read.output), piece(from, 1));
      total += loss.item();
      steps++;
      loss.backward();
      adam.step();
    }
    losses.push(total / steps / Math.LN2);
    print(`epoch ${epoch}  ${losses[epoch - 1].toFixed(3)} bits a character`);
  }

  // The end of the book, which it has not read, in one go.
  const test = codes.length - end;
  const bits = noGrad(() => {
    const scores = head.forward(gru.forward(embedding.forward(tensor(codes.slice(end - 1, -1), [1, test]))).output);
    return crossEntropyLoss(scores, tensor(codes.slice(end), [1, test])).item() / Math.LN2;
  });
  const share = (sign: string) => (book.slice(0, end).split(sign).length - 1 + 1) / (end + alphabet.length);
  const counted = [...book.slice(end)].reduce((sum, sign) => sum - Math.log2(share(sign)) / test, 0);
  print(`the end of the book: ${bits.toFixed(3)} bits a character; by how often each occurs: ${counted.toFixed(3)}`);

  // One character after another, drawn at temperature 0.7.
  const table = embedding.weight.toArray();
  const stepper = new Stepper(new Sequential(gru, head));
  const random = new Generator(3).stream("writing");
  let text = "";
  let code = alphabet.indexOf("A");
  for (let i = 0; i < written; i++) {
    const scores = stepper.step(table.subarray(code * numbers, (code + 1) * numbers));
    const chances = Array.from(scores, (score) => portableMath.exp(score / 0.7));
    let left = random.uniform(i) * chances.reduce((sum, chance) => sum + chance, 0);
    for (code = 0; left >= chances[code]; code++) left -= chances[code];
    text += alphabet[code];
  }
  print(`A${text}`);
  stepper.dispose();
  for (const module of [embedding, gru, head]) module.dispose();
  return { losses, bits, counted, text };
}

if (process.argv[1]?.endsWith("16-text.js")) run(8, console.log);
