// Labels without times: each sequence of 24 noisy frames says four symbols, and nobody knows when. CTC adds up over all the times at which they
// might stand; the best class of each frame, without repeats and blanks, is what was said.
import { Adam, GRU, Linear, Module, manualSeed, noGrad, type Tensor, tensor, train } from "recurra";
import { Generator } from "recurra/core";
import { ctcLoss } from "recurra/nn";
import { argmax } from "recurra/tensor";
import { type Print, type Trained, travel } from "./travel.ts";

const [frames, said, symbols] = [24, 4, 4];

export class Listener extends Module {
  static readonly kind = "examples/listener";
  readonly options = {};
  readonly gru = new GRU({ inputSize: symbols, hiddenSize: 24, bidirectional: true });
  readonly head = new Linear({ inFeatures: 48, outFeatures: symbols + 1 });

  /** x [B, T, 4] -> logarithms of probabilities [B, T, 5], the blank first. */
  forward(x: Tensor): Tensor {
    return this.head.forward(this.gru.forward(x).output).logSoftmax(2);
  }
}

/** So many sequences: each symbol sounds for 2 to 4 frames, with 1 or 2 of noise alone before it. */
function draw(samples: number, seed: number): { x: Tensor; y: Tensor; rows: number[][] } {
  const draws = new Generator(seed).stream("frames");
  const x = Float32Array.from({ length: samples * frames * symbols }, (_, i) => 0.3 * draws.normal(i));
  const rows = Array.from({ length: samples }, (_, b) => {
    let at = 0;
    return Array.from({ length: said }, (_, s) => {
      const [gap, long, symbol] = [2, 3, symbols].map((n, k) => draws.uint32(3 * (b * said + s) + k) % n);
      at += 1 + gap;
      for (let end = at + 2 + long; at < end; at++) x[(b * frames + at) * symbols + symbol] += 1;
      return symbol + 1;
    });
  });
  return { x: tensor(x, [samples, frames, symbols]), y: tensor(rows), rows };
}

/** What each sequence says. */
export function heard(model: Listener, x: Tensor): number[][] {
  const best = noGrad(() => argmax(model.forward(x), 2).toArray());
  const rows = Array.from({ length: x.shape[0] }, (_, b) => [...best.subarray(b * frames, (b + 1) * frames)]);
  return rows.map((row) => row.filter((one, t) => one !== 0 && one !== row[t - 1]));
}

/** Trains for so many epochs; returns the share of other sequences that it hears right from the first symbol to the last. */
export async function run(epochs: number, print: Print = () => {}): Promise<Trained<Listener, "right">> {
  manualSeed(7);
  const [model, other] = [new Listener(), draw(200, 0)];
  const training = train({
    ...{ model, epochs, optimizer: new Adam(model.parameters(), { learningRate: 0.01 }), loss: ctcLoss },
    batches: (epoch) => Array.from({ length: 10 }, (_, i) => draw(32, 10 * epoch + i)),
  });
  for await (const { epoch, trainLoss } of training) print(`epoch ${epoch}  loss ${trainLoss.toFixed(3)}`);
  const right = heard(model, other.x).filter((one, b) => one.join() === other.rows[b].join()).length / 200;
  print(`of other sequences, heard right: ${(100 * right).toFixed(1)}%; guessing: ${(100 / 256).toFixed(1)}%`);
  return { model, x: other.x, right };
}

if (process.argv[1]?.endsWith("27-ctc.js")) await travel(run(60, console.log), import.meta.url, [Listener]);
