import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { dot, placeSums } from "./season-sums.ts";
import { type Gains, smooth } from "./smoothing.ts";
import { squaresFrom, unitSums } from "./smoothing-sums.ts";

const random = new Generator(3).stream("values");
const values = Float64Array.from({ length: 100 }, (_, t) => (t % 7) - 3 + random.uniform(t));
const withHoles = values.map((value, t) => (t % 11 === 4 ? Number.NaN : value));
const gains: Gains = { alpha: 0.3, beta: 0.1, gamma: 0.2, phi: 0.9 };
const places = Float64Array.from({ length: 7 }, (_, place) => place / 3 - 1);

/** The errors from a state, by the recursion itself. */
function errorsFrom(state: readonly number[], of: Float64Array): Float64Array {
  const errors = new Float64Array(of.length);
  smooth(gains, Float64Array.from(state), of, errors);
  return errors;
}

function unit(at: number, m: number): number[] {
  return Array.from({ length: 2 + m }, (_, i) => (i === at ? 1 : 0));
}

test.each([
  ["without a season", values, new Float64Array()],
  ["with one", values, places],
  ["where values are missing", withHoles, places],
])("sums are those of the products of errors, to the bit: %s", (_, given, season) => {
  const zeros = given.map((value) => (Number.isNaN(value) ? value : 0));
  const own = errorsFrom([0, 0, ...season], given);
  const level = errorsFrom(unit(0, season.length), zeros);
  const trend = errorsFrom(unit(1, season.length), zeros);
  expect(unitSums(gains, season, given)).toEqual({
    ll: dot(level, level),
    lt: dot(trend, level),
    tt: dot(trend, trend),
    le: dot(level, own),
    te: dot(trend, own),
  });
  const initial = Float64Array.of(0.5, 0.1, ...season);
  const errors = errorsFrom([...initial], given);
  expect(squaresFrom(gains, initial, given)).toBe(dot(errors, errors));
  expect([...initial.subarray(0, 2)]).toEqual([0.5, 0.1]);
});

test.each([
  ["more than four places", 7, true],
  ["few of them, without a trend", 3, false],
  ["about as many as values", 97, true],
])("those of all places of a season are the same as place by place, to the bit: %s", (_, m, withTrend) => {
  const season = Float64Array.from({ length: m }, (_place, place) => place / m);
  const zeros = new Float64Array(values.length);
  const columns = [0, ...(withTrend ? [1] : []), ...Array.from(season, (_place, place) => 2 + place)];
  const effects = columns.map((at) => errorsFrom(unit(at, m), zeros));
  const errors = errorsFrom([0, 0, ...season], values);
  const { normal, own } = placeSums(gains, season, values, withTrend);
  effects.forEach((effect, i) => {
    expect(own[i]).toBe(dot(effect, errors));
    for (let j = 0; j <= i; j++) expect(normal[i * columns.length + j]).toBe(dot(effect, effects[j]));
  });
});
