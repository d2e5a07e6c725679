import { expect, test } from "vitest";
import type { Learned } from "./distance.ts";
import { findFarthest, groupByDistance } from "./reach.ts";

function run(distance: number, seed: number, accuracy: number): Learned {
  const norms = new Float64Array(2);
  return { distance, seed, accuracy, normsBefore: norms, normsAfter: norms, diverged: false };
}

test("a distance is learned when the median of its seeds is at least 90%", () => {
  const runs = [run(5, 0, 1), run(5, 1, 0.25), run(5, 2, 0.9), run(50, 0, 1), run(50, 1, 0.25), run(50, 2, 0.89)];
  const distances = groupByDistance(runs);
  expect(distances.map(({ distance, median, accuracies }) => [distance, median, accuracies])).toEqual([
    [5, 0.9, [1, 0.25, 0.9]],
    [50, 0.89, [1, 0.25, 0.89]],
  ]);
  expect(distances[1].first).toBe(runs[3]);
  expect(findFarthest(distances)).toBe(5);
  expect(findFarthest(distances.slice(1))).toBe(0);
});
