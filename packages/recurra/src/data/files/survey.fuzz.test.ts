// A first look never says less than a reading, and never something else: properties on tables made up of all kinds of cells.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { DataError } from "../../core/errors.ts";
import { describe } from "../series/describe.ts";
import { rowLines } from "../series/row-lines.ts";
import { Series } from "../series/series.ts";
import { surveySeries } from "./survey.ts";

const cell = fc.constantFrom(
  ...[
    "",
    "1",
    "2.5",
    "1.234",
    "1,5",
    '"1,234"',
    "-9999",
    "M",
    "NA",
    "x",
    "5 kW",
    "3 MB",
    "yes",
    "1e999",
    "2020",
    '"a"b',
  ],
);
const times = fc.constantFrom(
  (i: number) => `2020-01-${String(1 + (i % 28)).padStart(2, "0")}`,
  (i: number) => `0${1 + (i % 9)}/02/2020`,
  (i: number) => (i === 3 ? "oops" : `2020-01-0${1 + (i % 9)}`),
  (i: number) => String(1000 + i),
  () => "z",
);
const header = fc.uniqueArray(fc.constantFrom("Date", "a", "b", "id", "2020-01-01", "5", "Value"), {
  minLength: 1,
  maxLength: 5,
});
const table = fc
  .tuple(header, times, fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 14 }))
  .map(([names, time, rows]) =>
    [names, ...rows.map((row, i) => [time(i), ...row].slice(0, names.length))].map((row) => row.join(",")).join("\n"),
  );

async function outcome<T>(work: () => T | Promise<T>): Promise<T | DataError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}

test("what fromCsv reads has no faults and is the same; what it refuses has its error as the first, or is refused alike", async () => {
  const seen = { whole: 0, parts: 0 };
  await fc.assert(
    fc.asyncProperty(table, async (text) => {
      const read = await outcome(() => Series.fromCsv(text));
      const survey = await outcome(() => surveySeries(new TextEncoder().encode(text)));
      if (survey instanceof DataError) {
        expect(read).toMatchObject({ code: survey.code });
        return;
      }
      const { series, faults } = survey;
      if (read instanceof DataError) {
        expect(faults.map(({ message }) => message)).toContain(read.message);
        seen.parts++;
      } else {
        expect(faults).toEqual([]);
        expect(series.parts).toEqual(read.parts);
        seen.whole++;
      }
      const found = describe(series);
      expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      expect(Math.max(...rowLines(series, { width: 40 }).lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    }),
    fuzz(2000),
  );
  expect(Math.min(seen.whole, seen.parts)).toBeGreaterThan(100);
});
