// Filling gaps against a changed future, and against a grid that is written out.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { gapFreeOrigins } from "../grid/gap-free-origins.ts";
import type { GapFill } from "../table/repair-method.ts";
import { Series } from "./series.ts";

const DAY = 86_400_000;
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const cell = fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(Number.NaN) });
/** 28 to 60 days, of which about an eighth is left out; x of each day, and what it could be instead. */
const table = fc.integer({ min: 28, max: 60 }).chain((days) => {
  const all = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: days, maxLength: days });
  return fc.record({
    x: all(cell),
    other: all(value),
    left: all(fc.nat(7).map((one) => one === 7)),
    method: fc.constantFrom<GapFill>("linear", "forward-fill", "seasonal"),
    before: fc.constantFrom(undefined, "forward-fill" as const, "linear" as const),
  });
});

/** The first and the last two days are there, and are known. */
function seriesOf(x: readonly number[], left: readonly boolean[]): Series {
  const kept = x.map((_, day) => day).filter((day) => day < 2 || day >= x.length - 2 || !left[day]);
  const values = kept.map((day) => (day === 0 || day === x.length - 1 ? (Number.isNaN(x[day]) ? 1 : x[day]) : x[day]));
  return Series.fromColumns({ x: values }, { times: kept.map((day) => day * DAY) });
}

test("every day stands there once, measured cells are untouched, and the others are listed as made", () => {
  fc.assert(
    fc.property(table, ({ x, left, method }) => {
      const series = seriesOf(x, left);
      fc.pre(series.times.gapRule === "every missing time is a gap");
      const filled = series.fillGaps(method);
      expect([...filled.times.values()]).toEqual(x.map((_, day) => day * DAY));
      const measured = filled.isMeasured("x") ?? new Uint8Array(x.length).fill(1);
      const known = new Map([...series.times.values()].map((time, row) => [time, series.column("x")[row]]));
      for (let day = 0; day < x.length; day++) {
        const given = known.get(day * DAY) ?? Number.NaN;
        expect(measured[day]).toBe(Number.isNaN(given) ? 0 : 1);
        const now = filled.column("x")[day];
        if (!Number.isNaN(given)) expect(now).toBe(given);
        else if (method === "forward-fill") expect(now).toBe(filled.column("x")[day - 1]);
        else if (method === "seasonal") {
          let back = day - 7;
          while (back >= 0 && measured[back] === 0) back -= 7;
          expect(now).toBe(filled.column("x")[back >= 0 ? back : day - 1]);
        }
      }
    }),
    fuzz(1500),
  );
});

test("no window at a free origin reads anything of the rows from it on, whatever was repaired and filled", () => {
  let origins = 0;
  let free = 0;
  fc.assert(
    fc.property(table, ({ x, other, left, method, before }) => {
      const prepare = (values: readonly number[]) => {
        const series = seriesOf(values, left);
        return (before === undefined ? series : series.repair(before)).fillGaps(method);
      };
      fc.pre(seriesOf(x, left).times.gapRule === "every missing time is a gap");
      const series = prepare(x);
      for (const origin of [5, 13, 20, 26]) {
        origins++;
        if (!gapFreeOrigins(series, { lookback: 3, horizon: 1, from: origin }).includes(origin)) continue;
        free++;
        const changed = prepare(x.map((now, day) => (day < origin || Number.isNaN(now) ? now : other[day])));
        expect([...changed.column("x").slice(0, origin)]).toEqual([...series.column("x").slice(0, origin)]);
      }
    }),
    fuzz(1000),
  );
  expect(free).toBeGreaterThan(origins / 2);
  expect(free).toBeLessThan(origins);
});
