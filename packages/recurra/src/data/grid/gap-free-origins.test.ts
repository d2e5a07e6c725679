import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { gapFreeOrigins, gapFreeRuns } from "./gap-free-origins.ts";

const DAY = 86_400_000;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Days without those at `left`. */
function days(count: number, left: readonly number[] = []): Series {
  const kept = range(0, count).filter((day) => !left.includes(day));
  return Series.fromColumns({ x: kept, y: kept }, { times: kept.map((day) => day * DAY) });
}

test("without gaps every row with room for a window is an origin", () => {
  expect([...gapFreeOrigins(days(30), { lookback: 10, horizon: 5 })]).toEqual(range(10, 26));
  expect([...gapFreeOrigins(days(30), { lookback: 10, horizon: 5, from: 20 })]).toEqual(range(20, 26));
  expect([...gapFreeOrigins(days(30), { lookback: 10, horizon: 5, from: 12, stride: 4 })]).toEqual([12, 16, 20, 24]);
  expect([...gapFreeOrigins(days(14), { lookback: 10, horizon: 5 })]).toEqual([]);
  expect(gapFreeRuns(days(30))).toEqual([{ from: 0, to: 30 }]);
});

test("no window crosses a gap", () => {
  // Rows 0 to 19 are days 0 to 19; rows 20 to 36 are days 23 to 39.
  const series = days(40, [20, 21, 22]);
  expect(gapFreeRuns(series)).toEqual([
    { from: 0, to: 20 },
    { from: 20, to: 37 },
  ]);
  expect([...gapFreeOrigins(series, { lookback: 10, horizon: 5 })]).toEqual([...range(10, 16), ...range(30, 33)]);
  expect([...gapFreeOrigins(series, { lookback: 18, horizon: 5 })]).toEqual([]);
});

test("rows without times have no gaps", () => {
  expect([...gapFreeOrigins(Series.fromColumns({ x: range(0, 20) }), { lookback: 5, horizon: 2 })]).toEqual(
    range(5, 19),
  );
});

test("an origin among cells that a later row helped to make is left out, where the columns are read", () => {
  const series = days(40, [20, 21, 22]).fillGaps("linear", { columns: ["y"] });
  const all = range(5, 39);
  expect([...gapFreeOrigins(series, { lookback: 5, horizon: 2, columns: ["x"] })]).toEqual(all);
  // Row 23 helped: before it is known, at origins 21, 22 and 23, the cells 20 to 22 tell of it.
  const reads = all.filter((origin) => origin <= 20 || origin > 23);
  expect([...gapFreeOrigins(series, { lookback: 5, horizon: 2, columns: ["x", "y"] })]).toEqual(reads);
  expect([...gapFreeOrigins(series, { lookback: 5, horizon: 2 })]).toEqual(reads);
  const past = days(40, [20, 21, 22]).fillGaps("seasonal");
  expect([...gapFreeOrigins(past, { lookback: 5, horizon: 2 })]).toEqual(all);
});
