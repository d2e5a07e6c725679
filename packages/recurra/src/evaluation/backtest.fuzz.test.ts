// The places of a backtest against places counted one by one, and its blindness for the future by changing it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../test/fuzz.ts";
import { Series } from "../data/index.ts";
import { backtest } from "./backtest.ts";
import type { Forecastable } from "./forecastable.ts";

const given = fc
  .record({
    lookback: fc.integer({ min: 1, max: 6 }),
    horizon: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 7 }),
    extra: fc.nat(30),
    begin: fc.nat(30),
    border: fc.nat(30),
    season: fc.option(fc.integer({ min: 2, max: 6 }), { nil: undefined }),
  })
  .chain((sizes) => {
    const length = sizes.lookback + sizes.horizon + sizes.extra;
    const column = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: length, maxLength: length });
    return fc.tuple(fc.constant(sizes), column, column);
  });

/** Forecasts the mean of the rows that it may read, and notes where it was asked. */
function meanModel(lookback: number, horizon: number): Forecastable & { asked: number[] } {
  const asked: number[] = [];
  return {
    name: "mean",
    target: "x",
    lookback,
    horizon,
    asked,
    predictAt(series, origins) {
      const x = series.column("x");
      asked.push(...origins);
      return Float64Array.from({ length: origins.length * horizon }, (_, at) => {
        const origin = origins[Math.floor(at / horizon)];
        return x.subarray(origin - lookback, origin).reduce((sum, value) => sum + value, 0) / lookback;
      });
    },
  };
}

test("a backtest stands at from, from + stride, ..., each window inside the series, and scores the rows of the windows", async () => {
  await fc.assert(
    fc.asyncProperty(given, async ([{ lookback, horizon, stride, begin, season }, x]) => {
      const from = lookback + (begin % (x.length - horizon - lookback + 1));
      fc.pre(season === undefined || season < from);
      const origins: number[] = [];
      for (let row = from; row + horizon <= x.length; row += stride) origins.push(row);
      const model = meanModel(lookback, horizon);
      const report = await backtest(model, Series.fromColumns({ x }), { from, stride, season });
      expect([...report.origins]).toEqual(origins);
      expect(model.asked).toEqual(origins);
      expect(report.windows.count).toBe(origins.length);
      expect([...report.actual]).toEqual(origins.flatMap((row) => x.slice(row, row + horizon)));
      expect([...report.rivals["last value"]]).toEqual(origins.flatMap((row) => Array(horizon).fill(x[row - 1])));
      const late = x.length - horizon + 1;
      for (const wrong of [lookback - 1, late]) {
        await expect(backtest(model, Series.fromColumns({ x }), { from: wrong, stride })).rejects.toThrow(
          /^backtest: /,
        );
      }
    }),
    fuzz(400),
  );
});

test("no forecast, of the model or of a rival, changes when the rows from its origin on do", async () => {
  await fc.assert(
    fc.asyncProperty(given, async ([{ lookback, horizon, stride, begin, border, season }, x, other]) => {
      const from = lookback + (begin % (x.length - horizon - lookback + 1));
      fc.pre(season === undefined || season < from);
      const cut = from + (border % (x.length - from));
      const changed = x.map((value, row) => (row < cut ? value : other[row]));
      const run = (values: readonly number[]) =>
        backtest(meanModel(lookback, horizon), Series.fromColumns({ x: values }), { from, stride, season });
      const [one, two] = [await run(x), await run(changed)];
      const blind = one.origins.filter((origin) => origin <= cut).length * horizon;
      expect([...two.predicted.slice(0, blind)]).toEqual([...one.predicted.slice(0, blind)]);
      expect(Object.keys(two.rivals)).toEqual(Object.keys(one.rivals));
      for (const name of Object.keys(one.rivals)) {
        expect([...two.rivals[name].slice(0, blind)], name).toEqual([...one.rivals[name].slice(0, blind)]);
      }
    }),
    fuzz(250),
  );
});
