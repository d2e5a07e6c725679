import { expect, test } from "vitest";
import { type Learned, learnDistance } from "./distance.ts";
import { makeSubjects } from "./subjects.ts";

const settings = { hidden: 12, epochs: 4, batch: 16, learningRate: 0.02, clip: 1, gain: 1, seed: 0 };
const [, relu, , , gru] = makeSubjects({ forgetBias: 1, updateBias: 3 });

async function learned(run: ReturnType<typeof learnDistance>): Promise<{ found: Learned; phases: Set<string> }> {
  const phases = new Set<string>();
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { found: value, phases };
    phases.add(`${value.phase} of ${value.epochs}`);
  }
}

test("a GRU learns the symbol of two steps before, and more of the gradient arrives there than at first", async () => {
  const { found, phases } = await learned(learnDistance(gru, 2, settings, {}));
  expect(phases).toEqual(new Set(["GRU, 2 steps back, seed 0 of 4"]));
  expect(found.accuracy).toBeGreaterThan(0.95);
  expect(found.diverged).toBe(false);
  expect(found.normsBefore).toHaveLength(3);
  const share = (norms: Float64Array) => norms[0] / norms[2];
  expect(share(found.normsAfter)).toBeGreaterThan(1.5 * share(found.normsBefore));
});

test("nothing but guessing is left where the gradient does not arrive", async () => {
  const { found } = await learned(learnDistance(relu, 60, { ...settings, epochs: 1, gain: 0.1 }, {}));
  expect(found.accuracy).toBeGreaterThan(0.15);
  expect(found.accuracy).toBeLessThan(0.35);
});

test("a training whose numbers overflow counts as one that guesses", async () => {
  const { found } = await learned(learnDistance(relu, 20, { ...settings, gain: 1000 }, {}));
  expect(found.diverged).toBe(true);
  expect(found.accuracy).toBeLessThan(0.35);
});
