// Which windows train, which validate and what they read, against every window counted one by one.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { DataError } from "../../core/errors.ts";
import { Series } from "../../data/index.ts";
import { ForecastWindows, requireReadable } from "../windows/forecast-windows.ts";
import { WindowNormaliser } from "../windows/window-normaliser.ts";
import { fitSpan } from "./fit-span.ts";

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 400 }),
  lookback: fc.integer({ min: 1, max: 60 }),
  horizon: fc.integer({ min: 1, max: 20 }),
  validation: fc.oneof(
    fc.constantFrom(0, 0.15, 0.5, 0.999),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  ),
});

test("training and validation share no target row, each has a window, and together they leave out only what straddles", () => {
  fc.assert(
    fc.property(sizes, (given) => {
      const { rows, lookback, horizon, validation } = given;
      // All origins whose window lies in the series, one by one.
      const origins: number[] = [];
      for (let row = 0; row <= rows; row++) if (row >= lookback && row + horizon <= rows) origins.push(row);
      const make = () => fitSpan({ name: "s", ...given, origins: Uint32Array.from(origins) });
      const pairs = origins.some((early) => early + horizon <= (origins.at(-1) as number));
      if (origins.length === 0 || (validation > 0 && !pairs)) {
        expect(make).toThrow(DataError);
        expect(make).toThrow(/^s: lookback \d+ \+ horizon \d+ need .* but there (?:is|are) \d+\..*\.$/);
        return;
      }
      const { training, validation: held, trainingRows } = make();
      const [trains, validates] = [[...training], [...held]];
      expect([...trains, ...validates].every((row) => origins.includes(row))).toBe(true);
      expect(trains.length).toBeGreaterThan(0);
      const targetsOf = (row: number) => Array.from({ length: horizon }, (_, s) => row + s);
      const seen = new Set(trains.flatMap(targetsOf));
      if (validation === 0) {
        expect(trains).toEqual(origins);
        expect(validates).toEqual([]);
        expect(trainingRows).toBe(rows);
        return;
      }
      expect(validates.length).toBeGreaterThan(0);
      expect(validates.flatMap(targetsOf).filter((row) => seen.has(row))).toEqual([]);
      // Scales see what the training windows see, and no row that validation is scored on.
      expect(Math.max(...seen)).toBe(trainingRows - 1);
      expect(Math.min(...validates)).toBe(trainingRows);
      expect(origins.length - trains.length - validates.length).toBe(horizon - 1);
      // As many as asked for, where the series has room for one training window beside them.
      const wanted = Math.max(1, Math.round(validation * origins.length));
      expect(validates.length).toBe(Math.min(wanted, origins.length - horizon));
    }),
    fuzz(4000),
  );
});

const value = fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000);
const table = fc
  .record({ lookback: fc.integer({ min: 1, max: 6 }), horizon: fc.integer({ min: 1, max: 4 }), more: fc.nat(20) })
  .chain(({ lookback, horizon, more }) => {
    const column = fc.array(value, { minLength: lookback + horizon + more, maxLength: lookback + horizon + more });
    return fc.record({
      lookback: fc.constant(lookback),
      horizon: fc.constant(horizon),
      a: column,
      b: column,
      c: column,
    });
  });

function windowsOf(
  columns: Record<string, readonly number[]>,
  shape: { lookback: number; horizon: number },
  known: number,
) {
  const cut = (name: string) => ({ values: Float64Array.from(columns[name].slice(0, known)) });
  const normaliser = WindowNormaliser.fit([cut("b"), cut("a")], cut("a"), shape.horizon);
  const series = Series.fromColumns(columns);
  const read = { ...shape, target: "a", inputs: ["b", "a"] };
  const windows = new ForecastWindows(series, read, normaliser);
  return { normaliser, windows, require: (origins: Uint32Array) => requireReadable(series, read, origins) };
}

test("nothing that a forecast reads changes when its future does: no input, no unit, no scale of the rows before", () => {
  fc.assert(
    fc.property(table, fc.nat(), ({ lookback, horizon, a, b, c }, pick) => {
      const origin = lookback + (pick % (a.length - lookback + 1));
      const future = (column: readonly number[]) => column.map((now, row) => (row < origin ? now : c[row]));
      const before = windowsOf({ a, b }, { lookback, horizon }, origin);
      const after = windowsOf({ a: future(a), b: future(b) }, { lookback, horizon }, origin);
      expect(after.normaliser.toJSON()).toEqual(before.normaliser.toJSON());
      const origins = range(lookback, origin + 1);
      const [x, changed] = [before.windows.inputs(origins), after.windows.inputs(origins)];
      expect([...changed.toArray()]).toEqual([...x.toArray()]);
      const outputs = Float32Array.from({ length: origins.length * horizon }, (_, i) => i / 10);
      expect([...after.windows.restore(outputs, origins)]).toEqual([...before.windows.restore(outputs, origins)]);
    }),
    fuzz(1500),
  );
});

test("inputs, targets and what is restored of them are those of the rows, and windows outside the series are refused", () => {
  fc.assert(
    fc.property(table, ({ lookback, horizon, a, b }) => {
      const { normaliser, windows, require } = windowsOf({ a, b }, { lookback, horizon }, a.length);
      const origins = range(lookback, a.length - horizon + 1);
      const { x, y } = windows.batch(origins);
      const inputs = x.toArray();
      const unit = ({ anchor, scale, floor }: { anchor: string; scale: number; floor: number }, last: number) =>
        anchor === "ratio" ? scale * Math.max(last, floor) : scale;
      origins.forEach((origin, i) => {
        for (let t = 0; t < lookback; t++) {
          for (const [k, column] of [b, a].entries()) {
            const last = column[origin - 1];
            const wanted = (column[origin - lookback + t] - last) / unit(normaliser.inputs[k], last);
            expect(inputs[(i * lookback + t) * 2 + k]).toBe(Math.fround(wanted));
          }
        }
      });
      const back = windows.restore(y.toArray(), origins);
      const { actual, last } = windows.truth(origins);
      back.forEach((restored, at) => {
        const i = Math.floor(at / horizon);
        expect(actual[at]).toBe(a[origins[i] + (at % horizon)]);
        expect(last[i]).toBe(a[origins[i] - 1]);
        // Float32 rounds what lies between, relative to the change from the last value.
        const room = 2e-7 * (Math.abs(actual[at] - last[i]) + 1e-30) + 1e-9 * Math.abs(last[i]) + 1e-38;
        expect(Math.abs(restored - actual[at])).toBeLessThanOrEqual(room + 1.5e-45 * normaliser.target.scale);
      });
      require(origins);
      for (const outside of [lookback - 1, a.length + 1]) {
        expect(() => require(Uint32Array.of(outside))).toThrow("a forecast needs the");
      }
    }),
    fuzz(500),
  );
});
