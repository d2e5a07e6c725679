// The benchmark's works in TensorFlow.js on its WebAssembly backend, as far as its layers have them; answers as answer.mjs says.
// It is slow at these, so a run is a few batches, scaled to the whole work.
// Usage: npm run bench:peers (once); node bench/peers/tfjs/tfjs_peer.mjs --work denoise
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { answer, decline } from "../../answer.mjs";

const { values } = parseArgs({ options: { work: { type: "string" } } });
const uniform = (...shape) => tf.randomUniform(shape, -1, 1);

function denoiser() {
  const model = tf.sequential();
  // Reset-before: the form that its GRU layer computes.
  model.add(tf.layers.gru({ units: 30, returnSequences: true, inputShape: [100, 1], resetAfter: false }));
  model.add(tf.layers.dense({ units: 1, activation: "tanh" }));
  return model;
}

function denoise() {
  const model = denoiser();
  model.compile({ optimizer: tf.train.adam(3e-4), loss: "meanAbsoluteError" });
  const [x, y] = [uniform(300, 100, 1), uniform(300, 100, 1)];
  return { run: () => model.trainOnBatch(x, y), scale: 8000 / 300, share: "one batch, times 26.7" };
}

const cells = {
  "notebook-rnn": (options) => tf.layers.simpleRNN({ ...options, activation: "relu" }),
  "notebook-lstm": (options) => tf.layers.lstm(options),
  "notebook-gru": (options) => tf.layers.gru(options),
};

function notebook(name) {
  const model = tf.sequential();
  model.add(cells[name]({ units: 32, returnSequences: true, inputShape: [3, 1] }));
  model.add(cells[name]({ units: 32 }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.adam(1e-3), loss: "meanSquaredError" });
  const [x, y] = [uniform(10, 3, 1), uniform(10, 1)];
  const batches = 10;
  const run = async () => {
    for (let i = 0; i < batches; i++) await model.trainOnBatch(x, y);
  };
  return { run, scale: 100 / batches, share: "10 batches, times 10" };
}

function infer() {
  const model = denoiser();
  const x = uniform(500, 100, 1);
  const run = () => {
    const y = model.predict(x, { batchSize: 500 }); // its own choice of 32 takes three times as long
    y.dataSync(); // waits for it
    y.dispose();
  };
  return { run, scale: 4000 / 500, share: "500 sequences, times 8" };
}

const works = { denoise, infer, "notebook-rnn": notebook, "notebook-lstm": notebook, "notebook-gru": notebook };

const own = createRequire(import.meta.url);
setWasmPaths(`${dirname(own.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
await tf.setBackend("wasm");
await tf.ready();
if (tf.getBackend() !== "wasm") decline("TensorFlow.js did not start its WebAssembly backend");
else {
  const { run, scale, share } = works[values.work](values.work);
  await answer({ peer: `TensorFlow.js ${tf.version.tfjs}, WASM`, work: values.work, threads: 1, share }, run, {
    scale,
  });
}
