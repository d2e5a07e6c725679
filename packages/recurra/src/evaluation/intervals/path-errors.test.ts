import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { pathErrors, quantileAt } from "./path-errors.ts";

const radius = [1, 1, 1, 1, 1, 1];

/** Windows of six rows: a walk from 0, forecast by 0, or noise. */
function errorsOf(kind: "walk" | "noise"): ForecastErrors {
  const random = new Generator(5).stream(kind);
  const n = 3000;
  const actual = new Float64Array(n * 6);
  for (let at = 0; at < actual.length; at++) {
    actual[at] = (kind === "walk" && at % 6 > 0 ? actual[at - 1] : 0) + random.normal(at);
  }
  const origins = Uint32Array.from({ length: n }, (_, i) => 10 + 6 * i);
  return { horizon: 6, origins, last: new Float64Array(n).fill(1), actual, predicted: new Float64Array(n * 6) };
}

test("errors of a walk hang together as its sums do, those of noise do not", () => {
  const intervals = { level: 0.9, scale: "absolute" as const, radius };
  const walk = pathErrors(errorsOf("walk"), intervals)?.correlation ?? [];
  // Of the sums of s and s + 1 steps.
  walk.forEach((one, i) => {
    expect(one).toBeCloseTo(Math.sqrt((i + 1) / (i + 2)), 1);
  });
  expect(walk).toHaveLength(5);
  for (const one of pathErrors(errorsOf("noise"), intervals)?.correlation ?? [])
    expect(Math.abs(one)).toBeLessThan(0.06);
});

test("quantiles are those of the signed errors in units of the radii", () => {
  const { quantiles = [] } =
    pathErrors(errorsOf("noise"), { level: 0.9, scale: "absolute", radius: radius.map(() => 1.645) }) ?? {};
  expect(quantiles).toHaveLength(23);
  expect(quantileAt(quantiles, 0.95)).toBeCloseTo(1, 1);
  expect(quantileAt(quantiles, 0.05)).toBeCloseTo(-1, 1);
  expect(quantileAt(quantiles, 0.5)).toBeCloseTo(0, 1);
  expect([...quantiles]).toEqual([...quantiles].sort((a, b) => a - b));
});

test("without intervals there are none; a quantile lies on a line between two numbers", () => {
  expect(pathErrors(errorsOf("noise"), { level: 0.9, scale: "absolute", radius: null })).toBeUndefined();
  expect([0, 0.25, 0.5, 1].map((share) => quantileAt([1, 3, 9], share))).toEqual([1, 2, 3, 9]);
});
