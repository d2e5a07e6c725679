// Sound: a GRU takes the noise off melodies, and so does a Wiener filter. Listen to noisy.wav, gru.wav, wiener.wav and clean.wav.
import { writeFileSync } from "node:fs";
import { Adam, concat, GRU, Linear, Module, mseLoss, noGrad, tensor, train, withSeed } from "recurra";
import { Generator, portableMath as portable } from "recurra/core";
import { bars, lines, panels } from "recurra/plot";

const seed = 7;
const [rate, hop, steps] = [8000, 128, 40]; // samples of a second, of a step; steps of a sound
const partials = [1, 0.5, 0.35, 0.2, 0.12, 0.08]; // of a note
const [noise, smoothing] = [0.3, 0.9]; // power of the noise, of sounds of power 1; the Wiener filter's share of the step before
const [trained, tested, hidden, epochs, batch, learningRate] = [160, 20, 64, 25, 16, 0.003];

/** Melodies of four notes: samples [count * steps * hop], and what is read of them, x [count, steps + 1, 2 hop]. */
function melodies(count, stream, length = steps * hop) {
  const random = new Generator(seed).stream(stream);
  const clean = new Float32Array(count * length);
  for (const i of clean.keys()) {
    const note = random.uint32(Math.floor((4 * i) / length)) % 25; // semitones above C3
    const angle = (2 * Math.PI * 130.8 * portable.exp((note * Math.LN2) / 12) * (i % length)) / rate;
    for (const [k, partial] of partials.entries()) clean[i] += 1.2 * partial * portable.sin((k + 1) * angle);
  }
  const noisy = clean.map((value, i) => value + Math.sqrt(noise) * random.normal(i));
  const x = Float32Array.from({ length: count * (steps + 1) * 2 * hop }, (_, at) => {
    const step = Math.floor(at / (2 * hop));
    const from = ((step % (steps + 1)) - 1) * hop + (at % (2 * hop));
    return from < 0 || from >= length ? 0 : noisy[Math.floor(step / (steps + 1)) * length + from];
  });
  return { clean, noisy, x: tensor(x, [count, steps + 1, 2 * hop]), y: tensor(clean, [count, steps, hop]) };
}

/** Pairs of filters, a gate for each pair, and samples again. The filters begin as cosines and sines under a window. */
class Cleaner extends Module {
  analysis = new Linear({ inFeatures: 2 * hop, outFeatures: 2 * hop, bias: false });
  gru = new GRU({ inputSize: hop, hiddenSize: hidden });
  gate = new Linear({ inFeatures: hidden, outFeatures: hop });
  synthesis = new Linear({ inFeatures: 2 * hop, outFeatures: 2 * hop, bias: false });
  repeatable = true; // forward() does the same for every batch, so it runs as a plan
  constructor() {
    super();
    const at = [...Array(2 * hop).keys()];
    const window = at.map((i) => portable.sin((Math.PI * (i + 0.5)) / (2 * hop)) / Math.sqrt(hop));
    const wave = (k, i) => (Math.PI * ((k % hop) + 0.5) * (i + 0.5)) / hop;
    const filter = (k, i) => window[i] * (k < hop ? portable.cos(wave(k, i)) : portable.sin(wave(k, i)));
    this.analysis.weight.value = at.flatMap((k) => at.map((i) => filter(k, i)));
    this.synthesis.weight.value = at.flatMap((i) => at.map((k) => filter(k, i)));
  }
  forward(x, gates = (log) => this.gate.forward(this.gru.forward(log).output).add(log)) {
    const filtered = this.analysis.forward(x);
    const [c, s] = [filtered.slice(2, 0, hop), filtered.slice(2, hop, 2 * hop)];
    const open = gates(c.mul(c).add(s.mul(s)).add(0.01).log()).sigmoid(); // what passes of each power
    const frames = this.synthesis.forward(concat([c.mul(open), s.mul(open)], 2));
    const [late, early] = [frames.slice(1, 0, -1), frames.slice(1, 1)];
    return late.slice(2, hop).add(early.slice(2, 0, hop)); // overlaps are added
  }
}

/** The Wiener filter, on filters that have not learned: sigmoid(log xi), xi the power of the signal over that of the noise. */
function wienerGates(log) {
  const kept = new Float32Array(hop);
  const xi = log.exp().toArray();
  for (const [at, power] of xi.entries()) {
    if (at % (hop * (steps + 1)) === 0) kept.fill(0); // the next sound begins
    xi[at] = Math.max(smoothing * kept[at % hop] + (1 - smoothing) * Math.max(power / noise - 1, 0), 0.01);
    kept[at % hop] = ((xi[at] / (1 + xi[at])) ** 2 * power) / noise;
  }
  return tensor(xi, log.shape).log();
}
const model = withSeed(seed, () => new Cleaner());
const { clean, noisy, x } = melodies(tested, "test");
const wiener = noGrad(() => model.forward(x, wienerGates).toArray());
const batches = Array.from({ length: Math.ceil(trained / batch) }, (_, i) => melodies(batch, `training ${i}`));
const optimizer = new Adam(model.parameters(), { learningRate });
const losses = [];
for await (const { epoch, trainLoss } of train({ model, optimizer, loss: mseLoss, batches: () => batches, epochs })) {
  losses.push(trainLoss);
  if (epoch % 5 === 0) console.log(`epoch ${epoch}: mean squared error ${trainLoss.toFixed(4)}`);
}
const gru = noGrad(() => model.forward(x).toArray());
const error = (guess) => guess.reduce((sum, value, i) => sum + (value - clean[i]) ** 2, 0);
const gain = (guess) => 10 * Math.log10(error(noisy) / error(guess)); // dB
const scores = { GRU: gain(gru), "Wiener filter": gain(wiener), "the noisy sound": 0 };
console.log(`dB taken off the error of ${tested} other melodies:`, scores);

for (const [name, samples] of Object.entries({ clean, noisy, gru, wiener })) {
  const [bytes, file] = [8 * steps * hop, new Int16Array(22 + 4 * steps * hop)]; // a WAV of four melodies
  const head = [0x46464952, 36 + bytes, 0x45564157, 0x20746d66, 16, 65537, rate, 2 * rate, 1048578, 0x61746164, bytes];
  new Uint32Array(file.buffer, 0, 11).set(head);
  for (let i = 0; i < bytes / 2; i++) file[22 + i] = 6000 * Math.max(-5, Math.min(5, samples[i]));
  writeFileSync(`${name}.wav`, file);
}
const piece = (values) => values.slice(2000, 2150);
const wave = { truth: piece(clean), input: piece(noisy), model: piece(gru), "Wiener filter": piece(wiener) };
const pictures = [
  lines(wave, { title: "150 samples of a test melody", x: "sample", roles: { "Wiener filter": "naive" } }),
  bars(scores, { title: "Taken off the error of other melodies", value: "dB", roles: { GRU: "model" } }),
  lines({ loss: losses }, { title: "Training", x: "epoch", from: 1, y: { label: "mean squared error", scale: "log" } }),
];
await panels(pictures, { title: "Take the noise off a sound", across: 1 }).save("sound.html");
await pictures[0].save("sound.svg");
console.log("pictures: sound.html, sound.svg; sounds: clean.wav, noisy.wav, gru.wav, wiener.wav");
