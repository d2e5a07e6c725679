// A GRU cell with layer norm in its gates, by hand: it sees forms and not sizes. It learns to tell three waves apart whose height is anything
// from a tenth to a hundred.
import { Adam, crossEntropyLoss, Linear, Module, manualSeed, noGrad, type Tensor, tensor, train } from "recurra";
import { Generator } from "recurra/core";
import { LayerNorm } from "recurra/nn";
import { argmax, eq, mean } from "recurra/tensor";
import { type Print, type Trained, travel } from "./travel.ts";

const [time, units] = [24, 16];

export class NormedGRU extends Module {
  static readonly kind = "examples/normed-gru";
  readonly options = {};
  readonly input = new Linear({ inFeatures: 2, outFeatures: 3 * units });
  readonly hidden = new Linear({ inFeatures: units, outFeatures: 3 * units });
  readonly norms = [0, 1].map(() => new LayerNorm({ normalizedShape: 3 * units }));
  readonly head = new Linear({ inFeatures: units, outFeatures: 3 });

  /** x [B, T, 2], the value now and the one before -> logits [B, 3]. */
  forward(x: Tensor): Tensor {
    const inputs = this.norms[0].forward(this.input.forward(x)); // of all steps at once
    const gate = (of: Tensor, i: number): Tensor => of.slice(1, i * units, (i + 1) * units);
    let h = gate(inputs.step(0), 2).mul(0);
    for (let t = 0; t < time; t++) {
      const [a, b] = [inputs.step(t), this.norms[1].forward(this.hidden.forward(h))];
      const [r, z] = [0, 1].map((i) => gate(a, i).add(gate(b, i)).sigmoid());
      const n = r.mul(gate(b, 2)).add(gate(a, 2)).tanh();
      h = n.add(z.mul(h.sub(n))); // (1 - z) n + z h
    }
    return this.head.forward(h);
  }
}

/** Waves of random height, length and phase, and which of three forms each has: round, with steps, or with teeth. */
function draw(samples: number, seed: number): { x: Tensor; y: Tensor } {
  const draws = new Generator(seed).stream("waves");
  const forms = [(p: number) => Math.sin(2 * Math.PI * p), (p: number) => (p < 0.5 ? 1 : -1), (p: number) => 2 * p - 1];
  const waves = Array.from({ length: samples }, (_, i) => {
    const [height, length, phase] = [0, 1, 2].map((k) => draws.uniform(3 * i + k));
    const at = (t: number): number => 1000 ** height * 0.1 * forms[i % 3]((t / (5 + 7 * length) + phase) % 1);
    return Array.from({ length: time }, (_, t) => [at(t + 1), at(t)]);
  });
  return { x: tensor(waves), y: tensor(waves.map((_, i) => i % 3)) };
}

/** Trains for so many epochs; returns the share of waves that it tells right, of those that it has not seen. */
export async function run(epochs: number, print: Print = () => {}): Promise<Trained<NormedGRU, "right">> {
  manualSeed(7);
  const [model, other] = [new NormedGRU(), draw(300, 0)];
  const training = train({
    ...{ model, epochs, loss: crossEntropyLoss, optimizer: new Adam(model.parameters(), { learningRate: 0.01 }) },
    batches: (epoch) => Array.from({ length: 10 }, (_, i) => draw(48, 10 * epoch + i)),
  });
  for await (const { epoch, trainLoss } of training) print(`epoch ${epoch}  loss ${trainLoss.toFixed(3)}`);
  const right = noGrad(() => mean(eq(argmax(model.forward(other.x), 1), other.y)).item());
  print(`of other waves, told right: ${(100 * right).toFixed(1)}%; guessing: 33.3%`);
  return { model, x: other.x, right };
}

if (process.argv[1]?.endsWith("23-layer-norm.js")) await travel(run(20, console.log), import.meta.url, [NormedGRU]);
