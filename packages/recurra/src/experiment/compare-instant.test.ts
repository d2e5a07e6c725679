import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { compareInstant } from "./compare-instant.ts";
import type { ExperimentResult } from "./result.ts";

const draws = new Generator(3).stream("instant");
const truth = (row: number): number => draws.normal(row);

/** A result with windows of two rows from these origins, each forecast so far from the truth. */
function result(
  origins: readonly number[],
  off: (row: number) => number,
  holes: readonly number[] = [],
): ExperimentResult {
  const rows = origins.flatMap((origin) => [origin, origin + 1]);
  return {
    forecast: [{}, {}],
    backtest: {
      origins,
      actual: rows.map((row) => (holes.includes(row) ? null : truth(row))),
      predicted: rows.map((row) => truth(row) + off(row)),
      scores: [{ name: "some network" }],
    },
  } as unknown as ExperimentResult;
}

const every = (step: number): number[] => Array.from({ length: 120 / step }, (_, i) => 10 + step * i);
const noise = (size: number) => (row: number) => size * draws.normal(9000 + row);

test("both are compared on the windows that both forecast, without values that were filled in", () => {
  const off = (size: number) => (row: number) => (row < 50 ? size : 100);
  const found = compareInstant(result(every(4), off(2)), result([10, 12, 14, 18, 500], off(1), [11]))!;
  // 10, 14 and 18 of both; row 11 is no truth.
  expect(found).toMatchObject({ name: "some network", windows: 3, outcome: "no-better" });
  expect([found.mae, found.trained]).toEqual([expect.closeTo(2, 9), expect.closeTo(1, 9)]);
});

test("what training did is said where chance does not explain it", () => {
  const [near, far] = [noise(0.5), noise(3)];
  expect(compareInstant(result(every(2), far), result(every(1), near))!.outcome).toBe("better");
  expect(compareInstant(result(every(2), near), result(every(1), far))!.outcome).toBe("worse");
  expect(compareInstant(result(every(2), near), result(every(2), near))!.outcome).toBe("same");
});

test("without a window of both there is nothing to say", () => {
  expect(compareInstant(result([10, 20], noise(1)), result([11, 21], noise(1)))).toBeUndefined();
});
