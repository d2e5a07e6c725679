import { expect, test } from "vitest";
import { laneRanges, MOST_LANES } from "./lanes.ts";

test("every chunk is in one lane, lanes are in order and as even as can be, and there are sixteen at most", () => {
  for (let chunks = 1; chunks <= 100; chunks++) {
    const ranges = laneRanges(chunks);
    expect(ranges.length - 1).toBe(Math.min(chunks, MOST_LANES));
    expect([ranges[0], ranges.at(-1)]).toEqual([0, chunks]);
    const sizes = ranges.slice(1).map((end, lane) => end - ranges[lane]);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(2);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
  }
});
