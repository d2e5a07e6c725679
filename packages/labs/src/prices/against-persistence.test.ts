import { Generator } from "recurra/core";
import { expect, test } from "vitest";
import { compareWithPersistence, describeLateness } from "./against-persistence.ts";

const random = new Generator(3).stream("walk");
let price = 100;
const walk = Float64Array.from({ length: 300 }, (_, i) => {
  price += random.normal(i);
  return price;
});
const first = 100;
const forecast = (of: (row: number) => number) => Float64Array.from({ length: 200 }, (_, i) => of(first + i));

test("yesterday's price itself is even, with the same error, and one day late", () => {
  const repeated = compareWithPersistence(
    walk,
    first,
    forecast((row) => walk[row - 1]),
  );
  expect(repeated.rmse).toBe(repeated.persistence);
  expect(repeated).toMatchObject({ p: 1, outcome: "even", late: 1 });
  expect(describeLateness(repeated)).toMatch(
    /^Its predictions move as the price did one day before \(correlation of the changes 1\.00\), not as it does on the day itself \(-?0\.\d\d\): they are late\.$/,
  );
});

test("a forecast that knows half of the change is better and not late, one that adds noise is worse", () => {
  const half = compareWithPersistence(
    walk,
    first,
    forecast((row) => (walk[row - 1] + walk[row]) / 2),
  );
  expect(half.outcome).toBe("better");
  expect(half.rmse).toBeCloseTo(half.persistence / 2, 10);
  expect(describeLateness(half)).toBeUndefined();
  const noisy = compareWithPersistence(
    walk,
    first,
    forecast((row) => walk[row - 1] + 2 * random.normal(1000 + row)),
  );
  expect(noisy.outcome).toBe("worse");
});

test("of many forecasts each needs stronger evidence", () => {
  const slightly = forecast((row) => walk[row - 1] + 0.35 * random.normal(2000 + row));
  const once = compareWithPersistence(walk, first, slightly);
  expect(once.p).toBeLessThan(0.05);
  expect(once.p).toBeGreaterThan(0.05 / 100);
  expect(once.outcome).toBe("worse");
  expect(compareWithPersistence(walk, first, slightly, 100).outcome).toBe("even");
});

test("two days late is said as such, and a forecast that never changes is not late", () => {
  const older = compareWithPersistence(
    walk,
    first,
    forecast((row) => walk[row - 2]),
  );
  expect(older.late).toBe(2);
  expect(describeLateness(older)).toContain("as the price did 2 days before");
  const flat = compareWithPersistence(
    walk,
    first,
    forecast(() => 100),
  );
  expect(flat.correlations).toEqual([null, null, null, null, null, null]);
  expect(flat.late).toBe(0);
});

test("errors are squared: one large error outweighs many small gains", () => {
  const prices = Float64Array.from({ length: 60 }, (_, i) => i % 2);
  const right = Float64Array.from({ length: 50 }, (_, i) => (i === 25 ? 9 : prices[10 + i]));
  const { rmse, persistence } = compareWithPersistence(prices, 10, right);
  expect(persistence).toBe(1);
  expect(rmse).toBeGreaterThan(1);
});

test("prices whose changes last for days: who knows a part of the next one is better, and not called late", () => {
  let change = 0;
  let value = 100;
  const smooth = Float64Array.from({ length: 300 }, (_, i) => {
    change = 0.8 * change + random.normal(3000 + i);
    value += change;
    return value;
  });
  const continued = compareWithPersistence(
    smooth,
    first,
    forecast((row) => smooth[row - 1] + 0.4 * (smooth[row - 1] - smooth[row - 2])),
  );
  expect(continued.correlations[1]).toBeGreaterThan(continued.correlations[0]!);
  expect(continued).toMatchObject({ outcome: "better", late: 0 });
});

test("19 days are too few to be called late, two too few for changes", () => {
  expect(compareWithPersistence(walk, first, walk.slice(first - 1, first + 18)).late).toBe(0);
  expect(compareWithPersistence(walk, first, walk.slice(first - 1, first + 19)).late).toBe(1);
  expect(compareWithPersistence(walk, 1, walk.slice(1, 3)).correlations).toEqual([]);
});
