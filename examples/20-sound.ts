// Noise off a sound: 64 noisy samples a step go in, 64 clean ones come out. The filters begin as cosines and sines; a GRU says what of each passes.
import { Adam, concat, GRU, Linear, Module, mseLoss, noGrad, type Tensor, tensor, train, withSeed } from "recurra";
import { Generator, portableMath } from "recurra/core";

const RATE = 8000; // samples in a second
const HOP = 64; // new samples of a step, which reads twice as many
const STEPS = 40;
const NOISE = 0.3; // power of the noise, of sounds of power 1

class Cleaner extends Module {
  override readonly repeatable = true;
  readonly analysis = new Linear({ inFeatures: 2 * HOP, outFeatures: 2 * HOP, bias: false });
  readonly gru = new GRU({ inputSize: HOP, hiddenSize: 48 });
  readonly gate = new Linear({ inFeatures: 48, outFeatures: HOP });
  readonly synthesis = new Linear({ inFeatures: 2 * HOP, outFeatures: 2 * HOP, bias: false });

  constructor() {
    super();
    const size = 2 * HOP;
    const waves = new Float32Array(size * size);
    for (let k = 0; k < HOP; k++) {
      for (let i = 0; i < size; i++) {
        const angle = (2 * Math.PI * (k + 0.5) * (i + 0.5)) / size;
        const weight = portableMath.sin((Math.PI * (i + 0.5)) / size) * Math.sqrt(2 / size);
        waves[k * size + i] = weight * portableMath.cos(angle);
        waves[(HOP + k) * size + i] = weight * portableMath.sin(angle);
      }
    }
    this.analysis.weight.value = waves;
    this.synthesis.weight.value = waves.map((_, at) => waves[(at % size) * size + Math.floor(at / size)]);
  }

  /** x [B, T + 1, 2 HOP] -> [B, T, HOP] */
  forward(x: Tensor): Tensor {
    const filtered = this.analysis.forward(x);
    const [c, s] = [filtered.slice(2, 0, HOP), filtered.slice(2, HOP, 2 * HOP)];
    const power = c.mul(c).add(s.mul(s)).add(0.01).log();
    const gates = this.gate
      .forward(this.gru.forward(power.mul(0.3)).output)
      .add(power)
      .sigmoid();
    const frames = this.synthesis.forward(concat([c.mul(gates), s.mul(gates)], 2));
    const [late, early] = [frames.slice(1, 0, STEPS), frames.slice(1, 1, STEPS + 1)];
    return late.slice(2, HOP, 2 * HOP).add(early.slice(2, 0, HOP)); // where steps overlap, both are added
  }
}

/** Chords of two notes with noise: x as frames [count, STEPS + 1, 2 HOP], y clean [count, STEPS, HOP]. */
function chords(count: number, seed: number): { x: Tensor; y: Tensor; noisy: Tensor } {
  const random = new Generator(seed).stream("chords");
  const length = STEPS * HOP;
  const clean = new Float32Array(count * length);
  const noisy = new Float32Array(count * length);
  const x = new Float32Array(count * (STEPS + 1) * 2 * HOP);
  for (let c = 0; c < count; c++) {
    const notes = [0, 1].map((note) => 150 + 600 * random.uniform(2 * c + note)); // Hz
    for (let i = 0; i < length; i++) {
      const at = c * length + i;
      for (const note of notes) clean[at] += portableMath.sin((2 * Math.PI * note * i) / RATE);
      noisy[at] = clean[at] + Math.sqrt(NOISE) * random.normal(at);
    }
    for (let step = 0; step <= STEPS; step++) {
      for (let i = 0; i < 2 * HOP; i++) {
        const at = (step - 1) * HOP + i;
        if (at >= 0 && at < length) x[(c * (STEPS + 1) + step) * 2 * HOP + i] = noisy[c * length + at];
      }
    }
  }
  const shape = [count, STEPS, HOP];
  return { x: tensor(x, [count, STEPS + 1, 2 * HOP]), y: tensor(clean, shape), noisy: tensor(noisy, shape) };
}

/** Trains on 320 chords; returns the loss of each epoch, and on other chords the model's error and that of the noise. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ losses: number[]; test: number; noise: number }> {
  const model = withSeed(7, () => new Cleaner());
  const batches = Array.from({ length: 20 }, (_, i) => chords(16, i));
  const losses: number[] = [];
  const optimizer = new Adam(model.parameters(), { learningRate: 0.003 });
  for await (const { epoch, trainLoss } of train({ model, optimizer, loss: mseLoss, batches: () => batches, epochs })) {
    losses.push(trainLoss);
    print(`epoch ${epoch}  mean squared error ${trainLoss.toFixed(4)}`);
  }
  const { x, y, noisy } = chords(50, 20);
  const test = noGrad(() => mseLoss(model.forward(x), y).item());
  const noise = mseLoss(noisy, y).item();
  print(`on other chords: ${test.toFixed(4)}; the noise itself: ${noise.toFixed(4)}`);
  print(`gain: ${(10 * Math.log10(noise / test)).toFixed(1)} dB`);
  model.dispose();
  return { losses, test, noise };
}

if (process.argv[1]?.endsWith("20-sound.js")) await run(20, console.log);
