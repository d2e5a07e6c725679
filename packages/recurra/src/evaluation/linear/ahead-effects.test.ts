import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { AheadEffects } from "./ahead-effects.ts";
import { fitLinear } from "./fit-linear.ts";

const random = new Generator(5).stream("effects");
const rows = 400;
const promo = Float64Array.from({ length: rows }, (_, i) => (random.uniform(i) < 0.2 ? 1 : 0));
const price = Float64Array.from({ length: rows }, (_, i) => 8 + 4 * random.uniform(1000 + i));
const values = Float64Array.from(
  { length: rows },
  (_, i) => 100 + 3 * (i % 7) + 20 * promo[i] - 2 * price[i] + 0.5 * random.normal(3000 + i),
);
const horizon = 7;
const runsOf = (lookback: number) => [{ from: lookback - 1, to: rows - horizon - 1 }];
const data = { values, horizon, lookbacks: [7, 14], seasons: [7], runsOf, mostWork: 1e12 };

test("effects are found beside a forecast that repeats the week", () => {
  const weights = new Float64Array(6 * horizon);
  // The value a week before a row that is h + 1 rows ahead is 6 - h rows back.
  for (let h = 0; h < horizon - 1; h++) weights[(6 - h - 1) * horizon + h] = 1;
  const effects = new AheadEffects([promo, price]);
  const last = Array.from({ length: 380 }, (_, i) => 6 + i);
  const found = effects.inUnits(effects.fit(values, last, horizon, { lookback: 7, weights }));
  expect(found[0]).toBeGreaterThan(19);
  expect(found[0]).toBeLessThan(21);
  expect(found[1]).toBeLessThan(-1.8);
  expect(found[1]).toBeGreaterThan(-2.2);
});

test("columns that tell nothing are left out", () => {
  const noise = Float64Array.from({ length: rows }, (_, i) => random.normal(9000 + i));
  const week = values.map((value, i) => value - 20 * promo[i] + 2 * price[i]);
  const models = fitLinear({ ...data, values: week, ahead: [noise] }) ?? [];
  expect(models.some(({ effects }) => effects === undefined)).toBe(true);
});
