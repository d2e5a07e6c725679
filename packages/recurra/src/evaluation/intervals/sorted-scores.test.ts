import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { conformalQuantile } from "./quantile.ts";
import { SortedScores } from "./sorted-scores.ts";

test.each([
  ["in any order", (i: number, draw: number) => draw - i * 0],
  ["rising", (i: number) => i],
  ["falling", (i: number) => -i],
  ["of few kinds", (_: number, draw: number) => Math.floor(draw * 3)],
])("quantiles of 3,000 numbers %s are those of the sorted list, after each one that is added", (_, scoreOf) => {
  const stream = new Generator(4).stream("scores");
  const sorted = new SortedScores();
  const list: number[] = [];
  expect(sorted.quantile(0.5)).toBeNull();
  for (let i = 0; i < 3000; i++) {
    const score = scoreOf(i, stream.normal(i));
    sorted.add(score);
    list.push(score);
    expect(sorted.length).toBe(list.length);
    if (i > 20 && i % 97 > 0) continue;
    const ascending = Float64Array.from(list).sort();
    expect(sorted.last).toBe(ascending[i]);
    for (const level of [0.01, 0.1, 0.5, 0.9, 0.995]) {
      expect(sorted.quantile(level)).toBe(conformalQuantile(ascending, level));
    }
  }
});
