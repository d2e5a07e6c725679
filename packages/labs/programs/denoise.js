// Denoise: at each step of a noisy sine wave a GRU says where the clean wave is. So does a sine that is fitted to what was seen so far.
import { Adam, GRU, Linear, l1Loss, Module, noGrad, tensor, train, withSeed } from "recurra";
import { Generator, portableMath } from "recurra/core";
import { bars, lines, panels } from "recurra/plot";

const seed = 7;
const length = 100; // steps of a sequence
const period = 60; // steps of a wave
const noise = 0.35; // drawn evenly from -noise to noise
const [trained, tested] = [2000, 500]; // sequences
const hidden = 30; // units of the GRU
const [epochs, batch, learningRate] = [30, 50, 0.003];

/** Waves from random starts: x noisy, y clean, both [count, length, 1]. */
function waves(count, stream) {
  const random = new Generator(seed).stream(stream);
  const clean = new Float32Array(count * length);
  for (let i = 0; i < clean.length; i++) {
    const start = random.uint32(Math.floor(i / length)) % period;
    clean[i] = portableMath.sin((2 * Math.PI * ((i % length) + start)) / period);
  }
  const noisy = clean.map((value, i) => value + (2 * random.uniform(i) - 1) * noise);
  return { x: tensor(noisy, [count, length, 1]), y: tensor(clean, [count, length, 1]) };
}

class Denoiser extends Module {
  gru = new GRU({ inputSize: 1, hiddenSize: hidden });
  decoder = new Linear({ inFeatures: hidden, outFeatures: 1 });
  repeatable = true; // forward() does the same for every batch, so it runs as a plan

  forward(x) {
    return this.decoder.forward(this.gru.forward(x).output).tanh();
  }
}

const batches = Array.from({ length: trained / batch }, (_, i) => waves(batch, `training ${i}`));
const model = withSeed(seed, () => new Denoiser());
const optimizer = new Adam(model.parameters(), { learningRate });
const losses = [];
for await (const { epoch, trainLoss } of train({ model, optimizer, loss: l1Loss, batches: () => batches, epochs })) {
  losses.push(trainLoss);
  if (epoch % 5 === 0) console.log(`epoch ${epoch}: mean absolute error ${trainLoss.toFixed(4)}`);
}

const { x, y } = waves(tested, "test");
const [noisy, clean] = [x.toArray(), y.toArray()];
const cleaned = noGrad(() => model.forward(x).toArray());
/** The wave of the known period that is closest to the points so far: least squares for a sin + b cos. */
const fitted = Float32Array.from(noisy);
let [ss, sc, cc, sx, cx] = [0, 0, 0, 0, 0];
for (let i = 0; i < noisy.length; i++) {
  if (i % length === 0) [ss, sc, cc, sx, cx] = [0, 0, 0, 0, 0];
  const angle = (2 * Math.PI * i) / period;
  const [s, c] = [portableMath.sin(angle), portableMath.cos(angle)];
  [ss, sc, cc, sx, cx] = [ss + s * s, sc + s * c, cc + c * c, sx + s * noisy[i], cx + c * noisy[i]];
  if (i % length > 1) fitted[i] = ((sx * cc - cx * sc) * s + (cx * ss - sx * sc) * c) / (ss * cc - sc * sc);
}
const error = (guess) => guess.reduce((sum, value, i) => sum + Math.abs(value - clean[i]), 0) / clean.length;
const scores = { GRU: error(cleaned), "fitted sine": error(fitted), "the noise itself": error(noisy) };
console.log(`mean absolute error on ${tested} other waves:`, scores);

const first = (values) => values.subarray(0, length);
const wave = { truth: first(clean), input: first(noisy), model: first(cleaned), "fitted sine": first(fitted) };
const pictures = [
  lines(wave, { title: "A test wave, cleaned", x: "step", roles: { "fitted sine": "naive" } }),
  lines({ loss: losses }, { title: "Training", x: "epoch", from: 1, y: "mean absolute error" }),
  bars(scores, { title: "On other waves", value: "mean absolute error", roles: { GRU: "model" } }),
];
await panels(pictures, { title: "Take the noise off a wave", across: 1 }).save("denoise.html");
await pictures[0].save("denoise.svg");
console.log("pictures: denoise.html, denoise.svg");
