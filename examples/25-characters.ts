// A model of characters: it reads a rhyme letter by letter and says which comes next. The rhyme grows by a line a verse; the last verse is kept
// back, and so is its new line.
import { Adam, crossEntropyLoss, GRU, Linear, manualSeed, Sequential, type Tensor, tensor, train } from "recurra";
import { Embedding } from "recurra/nn";
import { argmax } from "recurra/tensor";
import { type Print, type Trained, travel } from "./travel.ts";

const lines = `the house that Jack built|the malt that lay in|the rat that ate|the cat that killed|the dog that worried
the cow with the crumpled horn that tossed|the maiden all forlorn that milked|the man all tattered and torn that kissed
the priest all shaven and shorn that married|the cock that crowed in the morn that woke|the farmer sowing his corn that kept`;
const parts = lines.split(/[|\n]/);
const verse = (n: number): string => `This is ${parts.slice(0, n).reverse().join(" ")}. `;
const rhyme = Array.from({ length: 10 }, (_, i) => verse(i + 1)).join("");
const letters = [...new Set(rhyme + verse(11))].sort();
const numbers = (text: string): number[] => [...text].map((letter) => letters.indexOf(letter));

/** Pieces of 48 letters that begin `from` letters into a text, and the letter after each: [B, 48] both. */
function pieces(text: string, from: number): { x: Tensor; y: Tensor } {
  const all = numbers(text);
  const starts = Array.from({ length: Math.floor((all.length - from - 1) / 48) }, (_, i) => from + 48 * i);
  const of = (shift: number): Tensor => tensor(starts.map((at) => all.slice(at + shift, at + shift + 48)));
  return { x: of(0), y: of(1) };
}

/** Trains for so many epochs; returns bits a letter on the verse kept back; shows how the model goes on from "This is the ". */
export async function run(epochs: number, print: Print = () => {}): Promise<Trained<Sequential, "bits">> {
  manualSeed(7);
  const embedding = new Embedding({ numEmbeddings: letters.length, embeddingDim: 16 });
  const head = new Linear({ inFeatures: 64, outFeatures: letters.length });
  const model = new Sequential(embedding, new GRU({ inputSize: 16, hiddenSize: 64 }), head);
  const last = pieces(verse(11), 0);
  const training = train({
    ...{ model, loss: crossEntropyLoss, epochs, optimizer: new Adam(model.parameters(), { learningRate: 0.01 }) },
    batches: (epoch) => [pieces(rhyme, (17 * epoch) % 48)],
    metrics: { bits: { over: "model", value: () => crossEntropyLoss(model.forward(last.x), last.y).div(Math.LN2) } },
  });
  let bits = Number.NaN;
  for await (const { epoch, metrics } of training) {
    bits = metrics!.bits;
    if (epoch % 10 === 0) print(`epoch ${epoch}  bits a letter, of the verse kept back: ${bits.toFixed(2)}`);
  }
  let written = "This is the ";
  for (let i = 0; i < 60; i++) {
    const next = argmax(model.forward(tensor([numbers(written)])), 2).toArray();
    written += letters[next[next.length - 1]];
  }
  print(written);
  return { model, x: last.x, bits };
}

if (process.argv[1]?.endsWith("25-characters.js")) await travel(run(100, console.log), import.meta.url);
