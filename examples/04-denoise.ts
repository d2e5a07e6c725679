// Denoising: at each step of a noisy sine wave, a GRU says where the clean wave is. It reads forwards only, so it knows
// the points up to that step.
import { Adam, GRU, Linear, l1Loss, Module, noGrad, type Tensor, tensor, train, withSeed } from "recurra";
import { Generator, portableMath } from "recurra/core";

const length = 100;

class Denoiser extends Module {
  override readonly repeatable = true; // so a batch may be cut into pieces that stay in cache, and run as a plan
  gru = new GRU({ inputSize: 1, hiddenSize: 30 });
  decoder = new Linear({ inFeatures: 30, outFeatures: 1 });

  /** x [B, 100, 1] -> [B, 100, 1] */
  forward(x: Tensor): Tensor {
    return this.decoder.forward(this.gru.forward(x).output).tanh();
  }
}

/** Waves of period 60 from random starts, with even noise up to 0.35: x noisy, y clean. */
function waves(count: number, seed: number): { x: Tensor; y: Tensor } {
  const random = new Generator(seed).stream("waves");
  const clean = new Float32Array(count * length);
  const noisy = new Float32Array(count * length);
  for (let i = 0; i < clean.length; i++) {
    const sequence = Math.floor(i / length);
    const offset = random.uint32(sequence) % 101;
    clean[i] = portableMath.sin((2 * Math.PI * ((i % length) + offset)) / 60);
    noisy[i] = clean[i] + (2 * random.uniform(i) - 1) * 0.35;
  }
  return { x: tensor(noisy, [count, length, 1]), y: tensor(clean, [count, length, 1]) };
}

/** Trains on 1,000 waves; returns the loss of each epoch, and on other waves the model's and that of the noise itself. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ losses: number[]; test: number; noise: number }> {
  const model = withSeed(7, () => new Denoiser());
  const batches = Array.from({ length: 20 }, (_, i) => waves(50, i));
  const losses: number[] = [];
  const training = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.003 }),
    loss: l1Loss,
    batches: () => batches,
    epochs,
  });
  for await (const { epoch, trainLoss } of training) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  mean absolute error ${trainLoss.toFixed(4)}`);
  }
  const { x, y } = waves(200, 20);
  const test = noGrad(() => l1Loss(model.forward(x), y).item());
  const noise = l1Loss(x, y).item();
  print(`on other waves: ${test.toFixed(4)}; the noise itself: ${noise.toFixed(4)}`);
  model.dispose();
  return { losses, test, noise };
}

if (process.argv[1]?.endsWith("04-denoise.js")) await run(20, console.log);
