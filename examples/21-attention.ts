// An encoder-decoder with attention, by hand: it learns to write symbols backwards. In training the decoder is shown the truth less and less
// often (scheduled sampling); in use it reads what it wrote itself.
import { Adam, concat, crossEntropyLoss, manualSeed, noGrad, type Tensor, tensor, train } from "recurra";
import { Generator } from "recurra/core";
import { Embedding, GRU, Linear, LuongAttention, Module, scheduledSampling } from "recurra/nn";
import { argmax, eq, flip, mean, rand } from "recurra/tensor";
import { type Print, type Trained, travel } from "./travel.ts";

const [symbols, length] = [6, 6];

export class Reverser extends Module {
  static readonly kind = "examples/reverser";
  readonly options = {};
  readonly embedding = new Embedding({ numEmbeddings: symbols + 1, embeddingDim: 8 }); // and a sign to begin with
  readonly encoder = new GRU({ inputSize: 8, hiddenSize: 32 });
  readonly decoder = new GRU({ inputSize: 8, hiddenSize: 32 });
  readonly attention = new LuongAttention({ queryDim: 32 });
  readonly head = new Linear({ inFeatures: 32, outFeatures: symbols });

  /** x [B, 6] of symbols -> logits [B, 6, symbols]. `share`: of the steps, those that read the truth, drawn by chance. */
  forward(x: Tensor, truth?: Tensor, share = 0): Tensor {
    const encoded = this.encoder.forward(this.embedding.forward(x));
    let state = encoded.state;
    let read = x.slice(1, 0, 1).mul(0).add(symbols);
    const written: Tensor[] = [];
    for (let step = 0; step < length; step++) {
      const decoded = this.decoder.forward(this.embedding.forward(read), { state });
      written.push(this.head.forward(this.attention.forward(decoded.output, encoded.output)));
      state = decoded.state;
      read = truth && rand([1]).item() < share ? truth.slice(1, step, step + 1) : argmax(written[step], 2);
    }
    return concat(written, 1);
  }
}

/** 64 sequences and what is to be written of each, [64, 6] both. */
function draw(seed: number): { x: Tensor; y: Tensor } {
  const draws = new Generator(seed).stream("symbols");
  const numbers = Float32Array.from({ length: 64 * length }, (_, i) => draws.uint32(i) % symbols);
  const x = tensor(numbers, [64, length]);
  return { x, y: flip(x, 1) };
}

/** Trains for so many epochs; returns the share of symbols that it writes right, of sequences that it has not seen. */
export async function run(epochs: number, print: Print = () => {}): Promise<Trained<Reverser, "right">> {
  manualSeed(7);
  const [model, other] = [new Reverser(), draw(0)];
  const shown = scheduledSampling({ curve: "linear", steps: Math.ceil(epochs / 2) });
  const training = train({
    ...{ model, epochs, optimizer: new Adam(model.parameters(), { learningRate: 0.01 }) },
    batches: (epoch) => Array.from({ length: 30 }, (_, i) => ({ ...draw(30 * epoch + i), share: shown(epoch - 1) })),
    step: ({ x, y, share }) => crossEntropyLoss(model.forward(x, y, share), y),
  });
  for await (const { epoch, trainLoss } of training) print(`epoch ${epoch}  loss ${trainLoss.toFixed(3)}`);
  const right = noGrad(() => mean(eq(argmax(model.forward(other.x), 2), other.y)).item());
  print(`of other sequences, written right: ${(100 * right).toFixed(1)}%; guessing: ${(100 / symbols).toFixed(1)}%`);
  return { model, x: other.x, right };
}

if (process.argv[1]?.endsWith("21-attention.js")) await travel(run(10, console.log), import.meta.url, [Reverser]);
