import { expect, test } from "vitest";
import { smallNetwork } from "../../zero-shot/pretrained.fixture.ts";
import { PretrainedSource } from "../../zero-shot/pretrained-source.ts";
import { forecastSeen, hasRoomToSee, rowsSeen, weighSeen } from "./seen-series.ts";

const week = { rows: 7, name: "week" };
const values = Float64Array.from({ length: 90 }, (_, i) => 20 + 3 * (i % 7) + ((i * i) % 5));

test("there is room for ten thousand series with a week, and not for a hundred thousand", () => {
  const asked = { windows: 40_000, horizon: 7 };
  expect(hasRoomToSee([week], { ...asked, series: 10_000 })).toBe(true);
  expect(hasRoomToSee([week], { ...asked, series: 100_000 })).toBe(false);
  // Each two seasons ahead are a pass more.
  expect(hasRoomToSee([week], { ...asked, series: 10_000, horizon: 70 })).toBe(false);
  expect(hasRoomToSee([week], { ...asked, series: 1000, horizon: 70 })).toBe(true);
});

test("a series looks back on the longest season that it is seen in, or on four rows", () => {
  const look = (season: number | undefined) => ({ look: { season, form: "values" as const }, share: 0.5 });
  expect(rowsSeen([look(7), look(24)])).toBe(24);
  expect(rowsSeen([look(undefined)])).toBe(4);
});

test("windows read the rows from where there is no gap to their origin, and those that never change go on", () => {
  const source = PretrainedSource.of(smallNetwork());
  const [looks] = weighSeen(source, [values], { horizon: 7, seasons: [week] });
  const of = (some: Float64Array, begin: number, origin: number) => ({ values: some, begin, origin, unit: 1, looks });
  const changed = values.map((value, row) => (row < 30 || row >= 80 ? 1000 : value));
  const still = new Float64Array(50).fill(4);
  const found = forecastSeen(source, [of(values, 30, 80), of(changed, 30, 80), of(still, 0, 50)], 7);
  expect(found.subarray(0, 7)).toEqual(found.subarray(7, 14));
  expect([...found.subarray(14)]).toEqual([4, 4, 4, 4, 4, 4, 4]);
  source.dispose();
});
