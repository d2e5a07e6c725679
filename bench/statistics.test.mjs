import { expect, test } from "vitest";
import { spread, timesAsFast } from "./statistics.mjs";

test("a spread lies linearly between the sorted values, and the list stays as it is", () => {
  const list = [4, 1, 3, 2];
  expect(spread(list)).toEqual({ median: 2.5, quartiles: [1.75, 3.25] });
  expect(list).toEqual([4, 1, 3, 2]);
  expect(spread([5, 1, 3, 4, 2])).toEqual({ median: 3, quartiles: [2, 4] });
});

test("times as fast is the median of the rounds' own ratios, not the ratio of medians", () => {
  // A slow second round hits both: the ratio stays 2, while the medians alone would say 1.5 / 1.
  expect(timesAsFast([1, 4, 1], [2, 8, 2])).toEqual({ median: 2, quartiles: [2, 2] });
  expect(timesAsFast([1, 2, 4], [8, 4, 4]).median).toBe(2);
});

test("one that took part in fewer rounds is compared in these", () => {
  expect(timesAsFast([1, 1, 100], [3, 3]).median).toBe(3);
});
