import { expect, test } from "vitest";
import { driftRival } from "./drift.ts";

test("drift goes on by the slots between the first and the last known value, so that a gap counts by its time", () => {
  const values = Float64Array.of(Number.NaN, 1, Number.NaN, 5, Number.NaN);
  const fitted = driftRival.fit({ values, fitted: 4, seasons: [], horizon: 2 });
  // From 1 at slot 1 to 5 at slot 3: 2 a slot.
  expect(Array.from(fitted?.forecast(values, Uint32Array.of(4, 5)) ?? [])).toEqual([7, 9, 9, 11]);
});

test("drift from one known value is that value", () => {
  const values = Float64Array.of(4);
  const fitted = driftRival.fit({ values, fitted: 1, seasons: [], horizon: 2 });
  expect(Array.from(fitted?.forecast(values, Uint32Array.of(1)) ?? [])).toEqual([4, 4]);
});
