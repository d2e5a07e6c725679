import { expect, test } from "vitest";
import { makeAdding, makeRecall, SYMBOLS } from "./tasks.ts";

test("the adding problem marks one number in each half and asks for their sum", () => {
  const length = 7;
  const { x, y } = makeAdding(50, length, 3);
  expect(x.shape).toEqual([50, length, 2]);
  expect(y.shape).toEqual([50, 1]);
  const [numbers, targets] = [x.toArray(), y.toArray()];
  const seen = new Set<number>();
  targets.forEach((target, b) => {
    const steps = Array.from({ length }, (_, t) => [numbers[(b * length + t) * 2], numbers[(b * length + t) * 2 + 1]]);
    const marked = steps.flatMap(([, mark], t) => (mark === 1 ? [t] : []));
    expect(steps.every(([value, mark]) => value >= 0 && value < 1 && (mark === 0 || mark === 1))).toBe(true);
    expect(marked).toHaveLength(2);
    expect(marked[0]).toBeLessThan(3);
    expect(marked[1]).toBeGreaterThanOrEqual(3);
    expect(target).toBeCloseTo(steps[marked[0]][0] + steps[marked[1]][0], 6);
    for (const t of marked) seen.add(t);
  });
  expect(seen.size).toBe(length);
});

test("recall marks the first symbol alone and asks for it; all symbols occur everywhere", () => {
  const { x, y } = makeRecall(100, 3, 5);
  expect(x.shape).toEqual([100, 4, SYMBOLS + 1]);
  const [numbers, classes] = [x.toArray(), y.toArray()];
  const counts = Array.from({ length: 4 }, () => new Array<number>(SYMBOLS).fill(0));
  classes.forEach((wanted, b) => {
    for (let t = 0; t < 4; t++) {
      const step = [...numbers.subarray((b * 4 + t) * 5, (b * 4 + t + 1) * 5)];
      const symbol = step.indexOf(1);
      expect(step).toEqual([0, 1, 2, 3].map((k) => (k === symbol ? 1 : 0)).concat(t === 0 ? 1 : 0));
      if (t === 0) expect(symbol).toBe(wanted);
      counts[t][symbol]++;
    }
  });
  for (const times of counts.flat()) expect(times).toBeGreaterThan(10);
});

test("the same seed and step give the same sequences, others give others", () => {
  expect(makeAdding(2, 9, 1, 4).x.toArray()).toEqual(makeAdding(2, 9, 1, 4).x.toArray());
  expect(makeAdding(2, 9, 1, 5).x.toArray()).not.toEqual(makeAdding(2, 9, 1, 4).x.toArray());
  expect(makeRecall(9, 5, 1).x.toArray()).toEqual(makeRecall(9, 5, 1).x.toArray());
  expect(makeRecall(9, 5, 2).x.toArray()).not.toEqual(makeRecall(9, 5, 1).x.toArray());
});
