// Sequences of different lengths, filled up with zeros: a mask keeps the zeros out of what is decided. It learns whether the sign 1 stands right
// before the sign 2 anywhere in a sequence.
import { Adam, bceWithLogitsLoss, GRU, Linear, Module, manualSeed, type Tensor, tensor, train } from "recurra";
import { Generator } from "recurra/core";
import { Embedding } from "recurra/nn";
import { eq, gt, maskedFill, max, unsqueeze } from "recurra/tensor";
import { type Print, type Trained, travel } from "./travel.ts";

const longest = 20;

export class Finder extends Module {
  static readonly kind = "examples/finder";
  readonly options = {};
  override readonly repeatable = true;
  readonly embedding = new Embedding({ numEmbeddings: 5, embeddingDim: 8, paddingIdx: 0 });
  readonly gru = new GRU({ inputSize: 8, hiddenSize: 16 });
  readonly head = new Linear({ inFeatures: 16, outFeatures: 1 });

  /** x [B, 20] of signs 1 to 4, then zeros -> logits [B, 1]: the largest output of the true steps decides. */
  forward(x: Tensor): Tensor {
    const { output } = this.gru.forward(this.embedding.forward(x)); // [B, 20, 16]
    const padding = unsqueeze(eq(x, 0), 2);
    return this.head.forward(max(maskedFill(output, padding, -2), 1));
  }
}

/** So many sequences of 4 to 20 signs, and whether 1 stands before 2 in them. */
function draw(samples: number, seed: number): { x: Tensor; y: Tensor } {
  const draws = new Generator(seed).stream("signs");
  const rows = Array.from({ length: samples }, (_, i) => {
    const length = 4 + Math.floor((longest - 3) * draws.uniform(i * 32));
    return Array.from({ length: longest }, (_, t) => (t < length ? 1 + (draws.uint32(i * 32 + t) % 4) : 0));
  });
  const found = rows.map((row) => [row.some((sign, t) => sign === 1 && row[t + 1] === 2) ? 1 : 0]);
  return { x: tensor(rows), y: tensor(found) };
}

/** Trains for so many epochs; returns the share of other sequences that it decides right, and that of those that have it. */
export async function run(epochs: number, print: Print = () => {}): Promise<Trained<Finder, "right" | "found">> {
  manualSeed(7);
  const model = new Finder();
  const other = draw(512, 0);
  const training = train({
    ...{ model, loss: bceWithLogitsLoss, epochs, optimizer: new Adam(model.parameters(), { learningRate: 0.01 }) },
    batches: (epoch) => Array.from({ length: 10 }, (_, i) => draw(64, 10 * epoch + i)),
    metrics: { right: { over: "model", value: () => eq(gt(model.forward(other.x), 0), other.y).mean() } },
  });
  let right = 0;
  const found = other.y.mean().item();
  for await (const { epoch, metrics } of training) {
    right = metrics!.right;
    print(
      `epoch ${epoch}  of other sequences, right: ${(100 * right).toFixed(1)}%; found in ${(100 * found).toFixed(1)}%`,
    );
  }
  return { model, x: other.x, right, found };
}

if (process.argv[1]?.endsWith("26-masked.js")) await travel(run(10, console.log), import.meta.url, [Finder]);
