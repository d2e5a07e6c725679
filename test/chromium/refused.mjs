// A Worker that asks for threads under a content security policy that refuses their scripts.
import { Adam, GRU, Linear, manualSeed, mseLoss, Sequential, tensor, train } from "./recurra/index.js";

let asked = 0;
const { Worker } = self;
self.Worker = class extends Worker {
  constructor(url) {
    super(url);
    asked++;
  }
};
// "auto" asks for threads where the machine has several processors.
Object.defineProperty(navigator, "hardwareConcurrency", { value: 4 });

const numbers = Float32Array.from({ length: 64 * 40 }, (_, i) => ((i * 7) % 31) / 16 - 1);
const batch = { x: tensor(numbers, [64, 40, 1]), y: tensor(numbers.toReversed(), [64, 40, 1]) };

/** The losses of at least six epochs, and of as many as it takes until threads were asked for when `until` says so. */
async function losses(threads, until = () => true) {
  manualSeed(1);
  const model = new Sequential(
    new GRU({ inputSize: 1, hiddenSize: 20 }),
    new Linear({ inFeatures: 20, outFeatures: 1 }),
  );
  const optimizer = new Adam(model.parameters());
  const batches = () => [batch, batch, batch, batch];
  const found = [];
  const options = { model, optimizer, loss: mseLoss, batches, epochs: 10_000, microBatchSize: 8, threads };
  for await (const { epoch, trainLoss } of train(options)) {
    if (epoch <= 6) found.push(trainLoss);
    // A few more, for the refusal to arrive.
    else if (epoch > 12 && until()) break;
  }
  return found.join();
}

async function answer() {
  const alone = await losses(1);
  const before = asked;
  const auto = await losses("auto", () => asked > before);
  const error = await losses(2).catch((thrown) => thrown);
  return { same: alone === auto, asked: asked > before, code: error.code, message: String(error.message) };
}

answer().then(
  (result) => self.postMessage(result),
  (error) => self.postMessage({ error: error.stack }),
);
