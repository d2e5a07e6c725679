import { expect, test } from "vitest";
import { madeSeries } from "../made/made-series.ts";
import { ANCHORS, NEAR_ROWS, SEASONS_AHEAD, SEASONS_BACK } from "../nn/networks/season-layout.ts";
import { SeasonView } from "./season-view.ts";

function viewOf(values: Float64Array, season: number | undefined) {
  const view = new SeasonView(season);
  const out = new Float32Array(view.layout.end + 2).fill(Number.NaN);
  const base = view.write(values, values.length, out, 1);
  expect(out[0]).toBeNaN();
  expect(out[out.length - 1]).toBeNaN();
  return { view, base, row: out.slice(1, -1) };
}

test.each([
  [24, 24],
  [7, 7],
  [168, 168],
  [undefined, 24],
] as const)("season %s: every number is finite for histories of any length, also of one value", (season, rows) => {
  for (const length of [1, 2, rows - 1, rows, rows + 1, 3 * rows + 2, 20 * rows]) {
    const values = madeSeries({ index: length, rows: Math.max(2, length) }).values.slice(0, length);
    expect(viewOf(values, season).row.every((value) => Number.isFinite(value))).toBe(true);
    expect(
      viewOf(
        values.map(() => 5),
        season,
      ).row.every((value) => Number.isFinite(value)),
    ).toBe(true);
  }
});

test("another level and another unit give the same numbers, but for where the level itself stands; rows before the window none", () => {
  const { values } = madeSeries({ index: 3, season: 24, rows: 500 });
  const { row, base } = viewOf(values, 24);
  const moved = viewOf(
    values.map((value) => 8 * value + 1024),
    24,
  );
  const level = moved.view.layout.context + 2 * NEAR_ROWS + 2; // the mean and the least value, in units
  moved.row.forEach((value, i) => {
    if (i !== level && i !== level + 1) expect(value).toBeCloseTo(row[i], 3);
  });
  expect(moved.base.unit / base.unit).toBeCloseTo(8, 9);
  const later = viewOf(values.slice(500 - SEASONS_BACK * 24), 24);
  expect(later.row).toEqual(row);
});

test("past seasons and levels are told from the last season, in units", () => {
  const values = Float64Array.from({ length: 20 }, (_, t) => 10 * Math.floor(t / 4) + (t % 4));
  const { view, row, base } = viewOf(values, 4);
  expect([...base.season]).toEqual([40, 41, 42, 43]);
  expect(base.unit).toBe(10);
  const { past, anchors } = view.layout;
  expect([...row.subarray(past, past + 8)]).toEqual([0, 0, 0, 0, -1, -1, -1, -1]);
  const ahead = SEASONS_AHEAD * 4;
  const anchor = (a: number) => Array.from(row.subarray(anchors + a * ahead, anchors + (a + 1) * ahead));
  expect(ANCHORS).toBe(4);
  expect(anchor(0)[0]).toBeCloseTo(0.3, 6); // the last value, 43, above the 40 of the same row
  expect(anchor(1)[0]).toBeCloseTo(0.15, 6); // the mean of the last season, 41.5
  expect(anchor(2)[0]).toBeCloseTo(-1.85, 6); // the mean of all, 21.5
  expect(anchor(3)[3]).toBeCloseTo(1, 6); // the drift of a season
});

test("without a season the forecast is measured from the last value", () => {
  const values = Float64Array.from({ length: 60 }, (_, t) => t * t);
  const { base } = viewOf(values, undefined);
  expect(base.season.every((value) => value === 59 * 59)).toBe(true);
});
