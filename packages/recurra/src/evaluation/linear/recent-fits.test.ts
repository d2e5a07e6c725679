import { expect, test } from "vitest";
import { type FitQuestion, RecentFits } from "./recent-fits.ts";

const question = (value: number, change: Partial<FitQuestion> = {}): FitQuestion => ({
  ...{ horizon: 2, tried: "[4]", columns: [Float64Array.of(1, value)] },
  ...change,
});

function counting(size = 1) {
  const fits = new RecentFits<{ readonly asked: number }>();
  let asked = 0;
  const ask = (of: FitQuestion) =>
    fits.of(
      of,
      () => ({ asked: ++asked }),
      () => size,
    ).asked;
  return ask;
}

test("a question that was asked of late is not asked again, however its values are held", () => {
  const ask = counting();
  expect([ask(question(1)), ask(question(2)), ask(question(1))]).toEqual([1, 2, 1]);
});

test("another horizon, other windows, values or columns are another question", () => {
  const ask = counting();
  const more = [Float64Array.of(1, 1), Float64Array.of(0, 0)];
  const others = [{ horizon: 3 }, { tried: "[5]" }, { columns: more }, { columns: [Float64Array.of(1, -0)] }];
  expect(ask(question(1))).toBe(1);
  expect(others.map((change) => ask(question(1, change)))).toEqual([2, 3, 4, 5]);
});

test("values that change after the question are another question", () => {
  const ask = counting();
  const values = Float64Array.of(1, 2);
  expect(ask(question(0, { columns: [values] }))).toBe(1);
  values[1] = 3;
  expect(ask(question(0, { columns: [values] }))).toBe(2);
  expect(ask(question(2))).toBe(1);
});

test("four are remembered, those that were asked last, and none of many numbers", () => {
  const ask = counting();
  const first = [1, 2, 3, 4].map((value) => ask(question(value)));
  expect([...first, ask(question(1)), ask(question(5)), ask(question(1)), ask(question(2))]).toEqual([
    1, 2, 3, 4, 1, 5, 1, 6,
  ]);
  const large = counting(2 ** 18);
  expect([large(question(1)), large(question(1))]).toEqual([1, 2]);
});
