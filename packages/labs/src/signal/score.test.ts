import { expect, test } from "vitest";
import { heldOutSpan, makeSignal } from "./data.ts";
import type { Forecasts } from "./forecast.ts";
import { meanSquaredError, measureErrors, measureNoise, testErrors } from "./score.ts";

const signal = makeSignal(0.2, 0);
const actual = signal.y.slice(heldOutSpan.from, heldOutSpan.to);
const off = (by: number) => actual.map((value, i) => value + by * (1 + (i % 3)));

test("errors are means of squares", () => {
  expect(meanSquaredError([1, 2, 3], [1, 4, 0])).toBeCloseTo(13 / 3, 12);
  const errors = measureErrors(signal, heldOutSpan, { network: off(0.1), lastValue: off(0), seasonal: off(1) });
  expect(errors.network).toBeCloseTo((0.01 * (17 * 1 + 17 * 4 + 16 * 9)) / 50, 12);
  expect(errors.lastValue).toBe(0);
  expect(errors.seasonal).toBeCloseTo(100 * errors.network, 9);
});

test("the noise is what separates the signal from what it is without", () => {
  expect(measureNoise(signal, { from: 0, to: 4000 })).toBeCloseTo(0.04, 2);
  expect(measureNoise(makeSignal(0, 0), heldOutSpan)).toBe(0);
});

test("an advantage must be one over both naive forecasts; fifty points do not tell a small one from chance", () => {
  const test = (forecasts: Forecasts, steps = 1) => testErrors(signal, heldOutSpan, forecasts, steps);
  const clear = test({ network: off(0.1), lastValue: off(1), seasonal: off(1) });
  expect(clear).toMatchObject(
    measureErrors(signal, heldOutSpan, { network: off(0.1), lastValue: off(1), seasonal: off(1) }),
  );
  expect(clear.advantage.outcome).toBe("better");
  expect(clear.advantage.p).toBeLessThan(1e-6);
  const equal = test({ network: off(0.1), lastValue: off(1), seasonal: off(-0.1) });
  expect(equal.advantage.outcome).toBe("even");
  expect(equal.advantage.p).toBeGreaterThan(0.5);
  const worse = test({ network: off(0.5), lastValue: off(1), seasonal: off(0.1) }, 2);
  expect(worse.advantage.outcome).toBe("worse");
});
