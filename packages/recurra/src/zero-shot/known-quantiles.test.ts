import { expect, test } from "vitest";
import { KnownQuantiles } from "./known-quantiles.ts";
import type { History } from "./zero-shot.ts";

const series = Float64Array.from({ length: 40 }, (_, row) => row);
const part = (of: Float64Array, from: number, to: number): History => ({
  values: of.subarray(from, to),
  end: to - from,
});

/** Its last value twice, and how many histories were asked for. */
function counting() {
  const asked = { count: 0 };
  const ask = (missing: readonly History[]) => {
    asked.count += missing.length;
    return Float64Array.from(missing.flatMap(({ values }) => [values.at(-1) as number, values.length]));
  };
  return { asked, ask };
}

test("a window that was asked for is not asked for again, whatever others come with it", () => {
  const known = new KnownQuantiles();
  const { asked, ask } = counting();
  const [a, b, c] = [part(series, 0, 10), part(series, 5, 15), part(series, 5, 20)];
  expect([...known.of(series, [a, b, a], 2, ask)]).toEqual([9, 10, 14, 10, 9, 10]);
  expect(asked.count).toBe(2);
  expect([...known.of(series, [c, a, b], 2, ask)]).toEqual([19, 15, 9, 10, 14, 10]);
  expect(asked.count).toBe(3);
});

test("windows of other values are others", () => {
  const known = new KnownQuantiles();
  const { asked, ask } = counting();
  const other = series.map((value) => -value);
  known.of(series, [part(series, 0, 10)], 2, ask);
  expect([...known.of(other, [part(other, 0, 10)], 2, ask)]).toEqual([-9, 10]);
  expect(asked.count).toBe(2);
});

test("more than is kept is answered whole", () => {
  const known = new KnownQuantiles();
  const size = 2 ** 18 + 1;
  const ask = (missing: readonly History[]) =>
    Float64Array.from({ length: missing.length * size }, (_, at) => missing[Math.floor(at / size)].values.length);
  const [a, b, c] = [part(series, 0, 1), part(series, 0, 2), part(series, 0, 3)];
  known.of(series, [a], size, ask);
  const all = known.of(series, [c, a, b], size, ask);
  expect([all[0], all[size], all[2 * size]]).toEqual([3, 1, 2]);
});
