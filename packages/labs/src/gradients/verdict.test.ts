import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import type { GradientsFound } from "./found.ts";
import { gradients } from "./gradients.ts";
import type { Reached } from "./reach.ts";
import { makeSubjects } from "./subjects.ts";
import { judge } from "./verdict.ts";

/** What a run would have found if each network had learned up to its distance, in the order of the networks. */
function found(farthest: readonly number[], [within, beyond] = [1, 0.25]): GradientsFound {
  const settings = settingsOf(gradients.options, { distances: [5, 10, 20] });
  const norms = Float64Array.of(0.25, 0.5, 1);
  const learned = farthest.map((far) =>
    settings.distances.map((distance): Reached => {
      const accuracy = distance <= far ? within : beyond;
      const first = { distance, seed: 0, accuracy, normsBefore: norms, normsAfter: norms, diverged: false };
      return { distance, accuracies: [accuracy], median: accuracy, first };
    }),
  );
  const networks = makeSubjects(settings);
  const measured = networks.map(() => [{ loss: 1, norms }]);
  const run = { losses: [12, 0.16], norms: [2000, 3] };
  return {
    settings,
    networks,
    radius: 0.6,
    initial: measured,
    scaled: measured,
    depth: [],
    unclipped: { losses: [12], norms: [2000], failedAt: 2 },
    clipped: run,
    learned,
  };
}

test("gates that reach farther are good news, and it is said that half-open ones alone do not", () => {
  const { tone, outcome, sentences } = judge(found([10, 5, 5, 10, 10, 20]));
  expect(tone).toBe("good");
  expect(outcome).toBe("GRU (update bias 3): 20 steps back; all others: 10 steps at most");
  expect(sentences).toEqual([
    "Part of the gradient that one step back leaves in new networks: RNN tanh: 0.50; RNN ReLU: 0.50; " +
      "LSTM (forget bias 0): 0.50; LSTM (forget bias 1): 0.50; GRU: 0.50; GRU (update bias 3): 0.50.",
    "Farthest distance learned, in steps (90% right where guessing gives 25%; the median of 3 seeds): RNN tanh: 10; " +
      "RNN ReLU: 5; LSTM (forget bias 0): 5; LSTM (forget bias 1): 10; GRU: 10; GRU (update bias 3): 20.",
    "Gates alone do not do it: LSTM (forget bias 0) and GRU begin with gates half open and came no farther than the RNN with " +
      "tanh. A bias that keeps the memory from the start does: GRU (update bias 3).",
    "Exploding gradients: without clipping, the loss or its gradient is no finite number at step 2, which ends the training. " +
      "Clipped to 1, the gradient's norm before clipping goes up to 2.0e+3 and the loss to 12; after 100 steps the loss is 0.16. " +
      "Always answering 1 has a loss of 0.17.",
  ]);
});

test("nothing is said of gates alone when they came farther than the plain networks", () => {
  const { tone, sentences } = judge(found([5, 5, 10, 20, 10, 20]));
  expect(tone).toBe("good");
  expect(sentences).toHaveLength(3);
});

test("what 500 test sequences do not tell from chance is not called farther", () => {
  const { tone, outcome, sentences } = judge(found([10, 5, 5, 10, 10, 20], [0.91, 0.89]));
  expect(tone).toBe("even");
  expect(outcome).toBe("Not shown that either kind reaches farther: plain ones 10 steps, gated ones 20 steps");
  expect(sentences).toHaveLength(3);
  expect(judge(found([20, 5, 5, 5, 5, 5], [0.91, 0.89])).tone).toBe("even");
  expect(judge(found([10, 5, 5, 10, 10, 20], [0.95, 0.85])).tone).toBe("good");
});

test("an equal reach is even, a shorter one bad", () => {
  expect(judge(found([10, 5, 5, 10, 10, 10]))).toMatchObject({
    tone: "even",
    outcome: "Gated and plain networks reach equally far: 10 steps",
  });
  expect(judge(found([20, 5, 5, 5, 5, 0]))).toMatchObject({
    tone: "bad",
    outcome: "Plain networks reach 20 steps back, gated ones 5 steps",
  });
  expect(judge(found([0, 0, 0, 0, 0, 0]))).toMatchObject({
    tone: "even",
    outcome: "Gated and plain networks reach equally far: none of the distances",
  });
});
