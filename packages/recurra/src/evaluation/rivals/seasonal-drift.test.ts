import { expect, test } from "vitest";
import { seasonalDriftRival } from "./seasonal-drift.ts";

const rival = seasonalDriftRival({ rows: 3, name: "3 rows", found: false });

test("the last season goes on with its mean change, twice for the season after next", () => {
  const values = Float64Array.of(1, 5, 3, 2, 7, 6);
  const fitted = rival.fit({ values, fitted: 6, seasons: [], horizon: 4 });
  // Changes 1, 2, 3: 2 a season.
  expect(Array.from(fitted?.forecast(values, Uint32Array.of(6)) ?? [])).toEqual([4, 9, 8, 6]);
});

test("changes to and from missing values do not count, and a missing place has the change of two seasons", () => {
  const values = Float64Array.of(1, 5, 3, 2, Number.NaN, 6);
  const fitted = rival.fit({ values, fitted: 6, seasons: [], horizon: 2 });
  expect(Array.from(fitted?.forecast(values, Uint32Array.of(6)) ?? [])).toEqual([4, 9]);
});

test("it is named by its season", () => {
  expect([rival.name, rival.words]).toEqual(["seasonal drift (3 rows)", "repeating the last 3 rows with its drift"]);
});
