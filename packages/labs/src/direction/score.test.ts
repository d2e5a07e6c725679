import { expect, test } from "vitest";
import { scoreBaselines, scoreCalls } from "./score.ts";

const always = (label: number, count: number): number[] => new Array(count).fill(label);

test("it says up from a probability of one half on", () => {
  const { confusion, right } = scoreCalls(
    [1, 1, 0, 0],
    Float32Array.of(0.5, 0.49, 0.51, 0.1),
    { label: 1, count: 2, share: 0.5 },
    1,
  );
  expect(confusion).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(right.share).toBe(0.5);
});

test("the baselines are the test's majority, the training's majority, the day before and the training share", () => {
  const { base, training, dayBefore, logLoss } = scoreBaselines([1, 1, 0, 1], [0, 1, 1, 0], [0, 0, 0, 1]);
  expect(base).toEqual({ label: 1, count: 3, share: 0.75 });
  expect([training.label, training.right.share]).toEqual([0, 0.25]);
  expect(dayBefore.right.share).toBe(0.25);
  expect(logLoss).toBeCloseTo(-(3 * Math.log(0.25) + Math.log(0.75)) / 4, 14);
});

test("a difference that a fair coin often makes is chance, and a greater one is better or worse", () => {
  // Base rate: always 1. The network differs on `right + wrong` days.
  const judged = (right: number, wrong: number, networks = 1) => {
    const actual = [...always(0, right), ...always(1, wrong), ...always(1, 200)];
    const given = Float32Array.from([...always(0, right + wrong), ...always(1, 200)], (call) =>
      call === 1 ? 0.9 : 0.1,
    );
    return scoreCalls(actual, given, { label: 1, count: 200 + wrong, share: (200 + wrong) / actual.length }, networks)
      .verdict;
  };
  expect(judged(12, 8)).toBe("chance");
  expect(judged(40, 10)).toBe("better");
  expect(judged(10, 40)).toBe("worse");
});

test("networks that are tried side by side share the 5%", () => {
  const actual = [...always(0, 15), ...always(1, 5), ...always(1, 100)];
  const given = Float32Array.from([...always(0, 20), ...always(1, 100)], (call) => (call === 1 ? 0.9 : 0.1));
  const base = { label: 1, count: 105, share: 105 / 120 };
  // 15 right and 5 wrong: p = 0.041.
  expect(scoreCalls(actual, given, base, 1).againstBase.p).toBeCloseTo(0.0414, 4);
  expect([1, 2].map((networks) => scoreCalls(actual, given, base, networks).verdict)).toEqual(["better", "chance"]);
});
