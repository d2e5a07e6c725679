import { expect, test } from "vitest";
import { manualSeed } from "../core/random.ts";
import { GRU, Linear, mseLoss, Sequential } from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { numbers } from "../tensor/gradients.conformance.ts";
import { tensor } from "../tensor/index.ts";
import { train } from "./train.ts";

async function trained(frozen: "first" | "last" | "none", threads: number, plan = true) {
  manualSeed(3);
  const first = new GRU({ inputSize: 1, hiddenSize: 12 });
  const last = new Linear({ inFeatures: 12, outFeatures: 1 });
  const model = new Sequential(first, last);
  const layers = { first: [first], last: [last], none: [] }[frozen];
  for (const layer of layers) for (const parameter of layer.parameters()) parameter.requiresGrad = false;
  const before = model.stateDict();
  const [x, y] = [1, 2].map((seed) => tensor(numbers(64 * 20, seed), [64, 20, 1]));
  const epochs = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.01 }),
    loss: mseLoss,
    batches: () => [
      { x, y },
      { x, y },
    ],
    epochs: 6,
    microBatchSize: 16,
    threads,
    ...(plan ? {} : { plan: false }),
  });
  for (;;) {
    const { done, value } = await epochs.next();
    if (!done) continue;
    const changed = model
      .namedParameters()
      .filter(([name, p]) => p.value.some((v, i) => v !== before[name].toArray()[i]));
    return {
      names: changed.map(([name]) => name),
      threads: value.threads,
      weights: model.parameters().map((p) => [...p.value]),
    };
  }
}

test("frozen layers stay as they are while the others learn, by tape, plans and threads to the same bits", async () => {
  for (const [frozen, learning] of [
    ["first", "1."],
    ["last", "0."],
  ] as const) {
    const tape = await trained(frozen, 1, false);
    expect(tape.names.length).toBeGreaterThan(1);
    expect(tape.names.every((name) => name.startsWith(learning))).toBe(true);
    expect((await trained(frozen, 1)).weights).toEqual(tape.weights);
    const shared = await trained(frozen, 2);
    expect(shared.weights).toEqual(tape.weights);
    expect(shared.threads).toBe(2);
  }
  expect((await trained("none", 1)).names).toHaveLength(6);
});
