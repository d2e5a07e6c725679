import { expect, test } from "vitest";
import { anchorSeasonOf, segmentLookback, segmentRowsOf } from "./segment-rows.ts";

const seasons = (...rows: number[]) => rows.map((count) => ({ rows: count, name: `${count} rows` }));

test.each([
  [[24, 168], 24],
  [[12], 12],
  [[7], 14],
  [[5], 15],
  [[52.18], 26],
  [[96], 48],
  [[365.25], 46],
  [[], 12],
])("of seasons of %j rows a segment has %i", (rows, wanted) => {
  expect(segmentRowsOf(seasons(...rows), 1000)).toBe(wanted);
  expect(segmentRowsOf(seasons(...rows), 10)).toBe(10);
});

test("a default lookback is 14 segments, or four without a season, or as many as there is room for", () => {
  expect(segmentLookback(seasons(24, 168), 1000)).toBe(336);
  expect(segmentLookback(seasons(24), 217)).toBe(216);
  expect(segmentLookback(seasons(), 1000)).toBe(48);
  expect(segmentLookback(seasons(24), 9)).toBe(9);
});

test("the season to add to is the one whose repetition is nearest, or none", () => {
  const origins = Uint32Array.from({ length: 150 }, (_, i) => 30 + i);
  const options = { horizon: 9, lookback: 24, seasons: seasons(4, 12) };
  const waves = Float64Array.from({ length: 200 }, (_, i) => i % 12);
  expect(anchorSeasonOf(waves, origins, options)).toBe(12);
  expect(anchorSeasonOf(waves, origins, { ...options, lookback: 11 })).toBe(0);
  const steps = Float64Array.from({ length: 200 }, (_, i) => Math.floor(i / 40));
  expect(anchorSeasonOf(steps, origins, options)).toBe(0);
});
