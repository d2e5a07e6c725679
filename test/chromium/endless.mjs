// A Worker that trains on threads without an end, and says when they work.
import { Adam, GRU, mseLoss, Sequential, tensor, train } from "./recurra/index.js";

const numbers = Float32Array.from({ length: 64 * 40 }, (_, i) => ((i * 7) % 31) / 16 - 1);
const batch = { x: tensor(numbers, [64, 40, 1]), y: tensor(numbers, [64, 40, 1]) };
const model = new Sequential(new GRU({ inputSize: 1, hiddenSize: 1 }));
const optimizer = new Adam(model.parameters());
const options = { model, optimizer, loss: mseLoss, batches: () => [batch, batch, batch], microBatchSize: 4 };
// Threads that were asked for are waited for, once batches have become plans.
for await (const { epoch } of train({ ...options, epochs: Number.MAX_SAFE_INTEGER, threads: 4 })) {
  if (epoch === 20) self.postMessage("threads work");
}
