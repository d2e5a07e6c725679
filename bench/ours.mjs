// The benchmark workloads in Recurra, one JSON line each, as in peers/torch_peer.py.
// Usage: node bench/ours.mjs [--works denoise,denoise-loop,signal] [--repeats R | --asked] [--mode strict|fast]
// With --asked, one repeat is timed for every line on standard input, after the warm-up and a first line that tells its end.
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import {
  Adam,
  concat,
  Generator,
  GRU,
  Linear,
  LSTM,
  l1Loss,
  Module,
  manualSeed,
  mseLoss,
  tensor,
  train,
  withMode,
} from "recurra";

const { values } = parseArgs({
  options: {
    works: { type: "string", default: "denoise,denoise-loop,signal" },
    repeats: { type: "string", default: "3" },
    asked: { type: "boolean", default: false },
    mode: { type: "string", default: "strict" },
  },
});
if (values.mode === "fast" && process.versions.node.startsWith("20.")) {
  setFlagsFromString("--experimental-wasm-relaxed-simd");
}

/** Times `epoch` after one warm-up: the median of some repeats, or one repeat for every line that asks. In seconds. */
async function timed(work, per, epoch) {
  const once = async () => {
    const start = performance.now();
    await epoch();
    return (performance.now() - start) / 1000;
  };
  const tell = (seconds) =>
    process.stdout.write(`${JSON.stringify({ peer: `recurra-${values.mode}`, threads: 1, work, seconds, per })}\n`);
  if (values.asked) {
    tell(await once());
    for await (const _ of createInterface({ input: process.stdin })) tell(await once());
    return;
  }
  await once();
  const seconds = [];
  for (let i = 0; i < Number(values.repeats); i++) seconds.push(await once());
  tell(seconds.sort((a, b) => a - b)[seconds.length >> 1]);
}

class Denoiser extends Module {
  gru = new GRU({ inputSize: 1, hiddenSize: 30 });
  decoder = new Linear({ inFeatures: 30, outFeatures: 1 });

  forward(x) {
    return this.decoder.forward(this.gru.forward(x).output).tanh();
  }
}

/** Sinusoids of period 60 with uniform noise of 0.35, as [noisy, clean] batches of 300. */
function sinusoids(count, length = 100) {
  const stream = new Generator(0).stream("sinusoids");
  const batches = [];
  for (let first = 0; first < count; first += 300) {
    const size = Math.min(300, count - first);
    const clean = new Float32Array(size * length);
    const noisy = new Float32Array(size * length);
    for (let i = 0; i < clean.length; i++) {
      const sequence = first + Math.floor(i / length);
      const offset = stream.uint32(sequence * 2) % (length + 1);
      clean[i] = Math.sin((2 * Math.PI * ((i % length) + offset)) / 60);
      noisy[i] = clean[i] + (stream.uniform(first * length + i) - 0.5) * 0.7;
    }
    batches.push([tensor(noisy, [size, length, 1]), tensor(clean, [size, length, 1])]);
  }
  return batches;
}

const denoisePer = "epoch of 27 batches, 8,000 x 100, GRU 30, L1, Adam";

/** The library's training loop, which cuts each batch of 300 into pieces that stay in cache. */
async function denoise() {
  manualSeed(0);
  const model = new Denoiser();
  const batches = sinusoids(8000).map(([x, y]) => ({ x, y }));
  const epochs = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 3e-4 }),
    loss: l1Loss,
    batches: () => batches,
    epochs: 1_000_000, // each is asked for
    microBatchSize: 20,
    mode: values.mode,
  });
  await timed("denoise", denoisePer, () => epochs.next());
}

/** The same by a loop written by hand, as in peers/torch_peer.py: whole batches. */
async function denoiseLoop() {
  manualSeed(0);
  const model = new Denoiser();
  const adam = new Adam(model.parameters(), { learningRate: 3e-4 });
  const batches = sinusoids(8000);
  const epoch = () => {
    for (const [x, y] of batches) {
      adam.zeroGrad();
      const loss = l1Loss(model.forward(x), y);
      loss.item();
      loss.backward();
      adam.step();
    }
  };
  await timed("denoise-loop", `${denoisePer}, a loop by hand`, () => withMode(values.mode, epoch));
}

class EncoderDecoder extends Module {
  encoder = new LSTM({ inputSize: 1, hiddenSize: 15 });
  decoder = new LSTM({ inputSize: 1, hiddenSize: 15 });
  head = new Linear({ inFeatures: 15, outFeatures: 1 });

  forward(x, y) {
    let { state } = this.encoder.forward(x);
    let step = x.slice(1, -1);
    const outputs = [];
    for (let k = 0; k < 2; k++) {
      const decoded = this.decoder.forward(step, { state });
      state = decoded.state;
      outputs.push(this.head.forward(decoded.output));
      step = y.slice(1, k, k + 1);
    }
    return concat(outputs, 1);
  }
}

/** By a loop written by hand, on the tape. */
async function signal() {
  const stream = new Generator(0).stream("signal");
  const y = Array.from({ length: 1950 }, (_, i) => {
    const t = (80 * Math.PI * i) / 1999;
    return Math.sin(2 * t) + 0.5 * Math.cos(t) + 0.2 * stream.normal(i);
  });
  const batches = [];
  for (let first = 0; first + 5 <= y.length - 6; first += 5) {
    const rows = [0, 1, 2, 3, 4].map((k) => y.slice(first + k, first + k + 7));
    const x = rows.flatMap((row) => row.slice(0, 5));
    const target = rows.flatMap((row) => row.slice(5));
    batches.push([tensor(x, [5, 5, 1]), tensor(target, [5, 2, 1])]);
  }
  manualSeed(0);
  const model = new EncoderDecoder();
  const adam = new Adam(model.parameters(), { learningRate: 0.01 });
  const per = `epoch of ${batches.length} batches of 5, LSTM 15 encoder-decoder, 5 in, 2 out, MSE, Adam`;
  const epoch = () => {
    for (const [a, b] of batches) {
      adam.zeroGrad();
      const loss = mseLoss(model.forward(a, b), b);
      loss.item();
      loss.backward();
      adam.step();
    }
  };
  await timed("signal", per, () => withMode(values.mode, epoch));
}

const works = { denoise, "denoise-loop": denoiseLoop, signal };
for (const name of values.works.split(",")) await works[name]();
