import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import type { Rival, RivalHistory } from "./rival.ts";
import { rivals } from "./rivals.ts";

/** Series of every size and level, with values missing anywhere, cut into a fitted part and later rows. */
const histories = fc
  .record({
    values: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: -1000, max: 1000 }) },
        { weight: 1, arbitrary: fc.constant(Number.NaN) },
        { weight: 1, arbitrary: fc.constant(0) },
      ),
      { minLength: 1, maxLength: 90 },
    ),
    constant: fc.boolean(),
    unit: fc.constantFrom(1, 1e-12, 1e6),
    level: fc.constantFrom(0, 1e9, -5, 2000),
    horizon: fc.integer({ min: 1, max: 9 }),
    seasons: fc.subarray([
      { rows: 2, name: "2 rows", found: true },
      { rows: 7, name: "a week", found: true },
      { rows: 10.5, name: "10.5 rows", found: false },
      { rows: 12, name: "a year", found: true },
    ]),
    share: fc.double({ min: 0.3, max: 1, noNaN: true }),
  })
  .map(({ values, constant, unit, level, horizon, seasons, share }): RivalHistory => {
    const made = Float64Array.from(values, (value) =>
      Number.isNaN(value) ? value : level + unit * (constant ? 1 : value),
    );
    return { values: made, fitted: Math.max(1, Math.floor(share * made.length)), seasons, horizon };
  });

function forecastAll(rival: Rival, history: RivalHistory, values: Float64Array): Float64Array | undefined {
  const { fitted } = history;
  const origins = Uint32Array.from({ length: history.values.length - fitted + 1 }, (_, i) => fitted + i);
  return rival.fit({ ...history, values })?.forecast(values, origins);
}

test("every rival forecasts finite numbers wherever it forecasts, from any values with holes anywhere", () => {
  let forecasts = 0;
  fc.assert(
    fc.property(histories, (history) => {
      for (const rival of rivals(history)) {
        const found = forecastAll(rival, history, history.values);
        if (found === undefined) continue;
        forecasts++;
        expect(found.length).toBe((history.values.length - history.fitted + 1) * history.horizon);
        expect({ rival: rival.name, finite: found.every(Number.isFinite) }).toEqual({
          rival: rival.name,
          finite: true,
        });
      }
    }),
    fuzz(60),
  );
  expect(forecasts).toBeGreaterThan(300);
});

test("no rival's forecast at an origin depends on a value from the origin on", () => {
  fc.assert(
    fc.property(histories, fc.double({ min: 0, max: 1, noNaN: true }), (history, share) => {
      const { values, fitted, horizon } = history;
      const origin = fitted + Math.floor(share * (values.length - fitted));
      const changed = values.map((value, slot) => (slot < origin ? value : -12345));
      for (const rival of rivals(history)) {
        const one = rival.fit(history)?.forecast(values, Uint32Array.of(origin));
        const other = rival.fit({ ...history, values: changed })?.forecast(changed, Uint32Array.of(origin));
        expect({ rival: rival.name, forecast: other }).toEqual({ rival: rival.name, forecast: one });
        const along = forecastAll(rival, history, values)?.subarray((origin - fitted) * horizon);
        expect(along?.subarray(0, horizon)).toEqual(one);
      }
    }),
    fuzz(30),
  );
});
