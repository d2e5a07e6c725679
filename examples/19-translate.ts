// Translate: "7 mar 2005" becomes "2005-03-07", character by character. A decoder with attention looks at what an encoder made of each character.
import { Adam, crossEntropyLoss, GRU, Linear, Module, noGrad, type Tensor, tensor, train, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { Embedding, LuongAttention } from "recurra/nn";

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const READ = " 0123456789abcdefghijlmnoprstuvy";
const WRITTEN = "0123456789-"; // and a sign to begin with
const [LENGTH, H] = [10, 32]; // characters of an ISO date, units

class Translator extends Module {
  override readonly repeatable = true;
  readonly read = new Embedding({ numEmbeddings: READ.length, embeddingDim: 12 });
  readonly encoder = new GRU({ inputSize: 12, hiddenSize: H, bidirectional: true });
  readonly write = new Embedding({ numEmbeddings: WRITTEN.length + 1, embeddingDim: 12 });
  readonly decoder = new GRU({ inputSize: 12, hiddenSize: H });
  readonly attention = new LuongAttention({ queryDim: H, memoryDim: 2 * H });
  readonly head = new Linear({ inFeatures: H, outFeatures: WRITTEN.length });

  /** Training reads the text and the true characters before each written one: [B, T + 10] -> scores [B, 10, 11]. */
  forward(x: Tensor): Tensor {
    const length = x.shape[1] - LENGTH;
    const memory = this.encoder.forward(this.read.forward(x.slice(1, 0, length))).output;
    const before = this.write.forward(x.slice(1, length, length + LENGTH));
    return this.head.forward(this.attention.forward(this.decoder.forward(before).output, memory));
  }

  /** In use each step reads the character that the one before wrote. */
  translate(text: string): string {
    const x = Array.from(text, (character) => READ.indexOf(character));
    const written: number[] = [];
    for (let k = 0; k < LENGTH; k++) {
      const before = [WRITTEN.length, ...written, ...new Array<number>(LENGTH).fill(0)].slice(0, LENGTH); // what follows is not looked at
      const scores = noGrad(() => this.forward(tensor([...x, ...before], [1, x.length + LENGTH])).toArray());
      const row = scores.subarray(k * WRITTEN.length, (k + 1) * WRITTEN.length);
      written.push(row.indexOf(Math.max(...row)));
    }
    return written.map((at) => WRITTEN[at]).join("");
  }
}

/** Dates as texts and in ISO 8601, each length by itself: a batch has no padding. */
function dates(count: number, seed: number): { text: string; iso: string }[] {
  const random = new Generator(seed).stream("dates");
  const two = (value: number): string => `${value}`.padStart(2, "0");
  return Array.from({ length: count }, (_, i) => {
    const [day, month, year] = [28, 12, 50].map((most, k) => Math.floor(most * random.uniform(3 * i + k)));
    const iso = `${2000 + year}-${two(month + 1)}-${two(day + 1)}`;
    const monthFirst = i % 2 === 1;
    const name = MONTHS[month];
    return {
      text: monthFirst ? `${name} ${two(day + 1)} ${2000 + year}` : `${two(day + 1)} ${name} ${2000 + year}`,
      iso,
    };
  });
}

function batch(rows: readonly { text: string; iso: string }[]): { x: Tensor; y: Tensor } {
  const targets = rows.map(({ iso }) => Array.from(iso, (character) => WRITTEN.indexOf(character)));
  const texts = rows.map(({ text }) => Array.from(text, (character) => READ.indexOf(character)));
  const x = texts.flatMap((text, i) => [...text, WRITTEN.length, ...targets[i].slice(0, -1)]);
  return { x: tensor(x, [rows.length, texts[0].length + LENGTH]), y: tensor(targets.flat(), [rows.length, LENGTH]) };
}

/** Trains on 1,280 dates; returns the loss of each epoch and the share of other dates that are read right. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ losses: number[]; right: number }> {
  const model = withSeed(7, () => new Translator());
  const rows = dates(1280, 1);
  const batches = Array.from({ length: 40 }, (_, i) => batch(rows.slice(32 * i, 32 * (i + 1))));
  const losses: number[] = [];
  const optimizer = new Adam(model.parameters(), { learningRate: 0.01 });
  const training = train({ model, optimizer, loss: crossEntropyLoss, batches: () => batches, epochs, clipNorm: 1 });
  for await (const { epoch, trainLoss } of training) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  cross-entropy ${trainLoss.toFixed(4)}`);
  }
  const known = new Set(rows.map(({ iso }) => iso));
  const others = dates(100, 2).filter(({ iso }) => !known.has(iso));
  const right = others.filter(({ text, iso }) => model.translate(text) === iso).length / others.length;
  print(`${others.length} other dates: ${(100 * right).toFixed(1)}% right`);
  print(`"${others[0].text}" -> "${model.translate(others[0].text)}"`);
  model.dispose();
  return { losses, right };
}

if (process.argv[1]?.endsWith("19-translate.js")) await run(10, console.log);
