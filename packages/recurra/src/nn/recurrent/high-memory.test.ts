// Addresses from 2^31 on are negative as 32-bit integers. The memory below is reserved but never touched, so that the system
// gives none for it; this file has a process of its own.
import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import * as arena from "../../kernels/wasm/arena.ts";
import * as heap from "../../kernels/wasm/heap.ts";
import { Adam } from "../../optim/adam.ts";
import { dropout, scope, type Tensor, tensor } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { crossEntropyLoss } from "../losses/cross-entropy.ts";
import { Module } from "../module/module.ts";
import { GRU } from "./gru.ts";
import { LSTM } from "./lstm.ts";

class Model extends Module {
  lstm: LSTM = new LSTM({ inputSize: 3, hiddenSize: 5, numLayers: 2, bidirectional: true, dropout: 0.2 });
  gru: GRU = new GRU({ inputSize: 10, hiddenSize: 4, resetAfter: false });
  head: Linear = new Linear({ inFeatures: 4, outFeatures: 3 });
}

/** Two steps with everything that keeps integers in memory: lengths, classes, indices; and a retained pass. */
function results(): { lowest: number; values: Float32Array[] } {
  return withSeed(5, () => {
    const model = new Model();
    const adam = new Adam(model.parameters());
    const input = Float32Array.from({ length: 36 }, (_, i) => Math.fround(((i * 7) % 13) / 13 - 0.4));
    const x = tensor(input, [3, 4, 3], { requiresGrad: true });
    const index = tensor([2, 0, 1], [3, 1]);
    const values: Float32Array[] = [];
    let lowest = Number.POSITIVE_INFINITY;
    for (let step = 0; step < 2; step++) {
      scope(() => {
        adam.zeroGrad();
        const lengths = [4, 2, 3];
        const inner = model.lstm.forward(x, { lengths });
        const { output } = model.gru.forward(dropout(inner.output.transpose(1, 2).transpose(1, 2), 0.1), { lengths });
        const logits: Tensor = model.head.forward(output.step(-1));
        const loss = crossEntropyLoss(logits, [0, 2, 1]).add(logits.softmax().gather(1, index).mean());
        lowest = Math.min(lowest, loss.pointer(), model.head.weight.pointer());
        loss.backward({ retain: true });
        loss.backward();
        values.push(loss.toArray(), x.grad!, ...model.parameters().map((parameter) => parameter.grad!));
        adam.step();
      });
    }
    values.push(...model.parameters().map((parameter) => parameter.value));
    values.push(...adam.stateDict().parameters.flatMap((slot) => Object.values(slot!.buffers)));
    model.dispose();
    return { lowest, values };
  });
}

test("models above the first 2 GiB of memory give the same bits as below", () => {
  const below = results();
  const half = 2 ** 31;
  heap.allocate(half);
  while (heap.allocate(64) < half); // what is left below
  // Larger than what is left of the first segment, so that the step goes on in a new one.
  scope(() => {
    arena.allocate(arena.stats().capacity + 1);
    const above = results();
    expect(below.lowest).toBeLessThan(half);
    expect(above.lowest).toBeGreaterThan(half);
    expect(above.values).toEqual(below.values);
  });
});
