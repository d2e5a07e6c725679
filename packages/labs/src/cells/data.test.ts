import { expect, test } from "vitest";
import { makeMarked, scoreMemoryless } from "./data.ts";

test("the answer is the value that was marked last, and 0 before the first mark", () => {
  const { x, y, values, marks, stored } = makeMarked(40, 9, 0.3, 1);
  expect(x.shape).toEqual([40, 9, 2]);
  expect(y.shape).toEqual([40, 9, 1]);
  const inputs = x.toArray();
  let total = 0;
  for (let b = 0; b < 40; b++) {
    let kept = 0;
    for (let t = 0; t < 9; t++) {
      const i = b * 9 + t;
      expect([inputs[2 * i], inputs[2 * i + 1]]).toEqual([values[i], marks[i]]);
      expect(values[i]).toBeGreaterThanOrEqual(-1);
      expect(values[i]).toBeLessThan(1);
      if (marks[i] === 1) kept = values[i];
      total += marks[i];
      expect(stored[i]).toBe(kept);
    }
  }
  expect(y.toArray()).toEqual(stored);
  expect(total / 360).toBeGreaterThan(0.2);
  expect(total / 360).toBeLessThan(0.4);
});

test("the same seed and step give the same sequences, others give others", () => {
  expect(makeMarked(3, 5, 0.3, 1, 2).values).toEqual(makeMarked(3, 5, 0.3, 1, 2).values);
  expect(makeMarked(3, 5, 0.3, 1, 3).values).not.toEqual(makeMarked(3, 5, 0.3, 1, 2).values);
  expect(makeMarked(3, 5, 0.3, 2, 2).values).not.toEqual(makeMarked(3, 5, 0.3, 1, 2).values);
});

test("answers without a memory are scored on the same steps", () => {
  const sequences = {
    ...makeMarked(1, 3, 0.3, 0),
    values: Float32Array.of(0.5, 1, -1),
    marks: Uint8Array.of(0, 1, 0),
    stored: Float32Array.of(0, 1, 1),
  };
  expect(scoreMemoryless(sequences).map(({ name, loss }) => [name, loss])).toEqual([
    ["always 0", 2 / 3],
    ["the value that is read", (0.25 + 0 + 4) / 3],
    ["the value at a mark, else 0", 1 / 3],
  ]);
});
