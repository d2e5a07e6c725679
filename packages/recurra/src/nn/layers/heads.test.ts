import { expect, test } from "vitest";
import { numbers } from "../../tensor/gradients.conformance.ts";
import { tensor } from "../../tensor/index.ts";
import { NonCrossing, StudentT } from "./heads.ts";

test("quantiles rise whatever the numbers are, and the first is as it is", () => {
  const x = numbers(60, 3, -20, 20);
  const y = new NonCrossing().forward(tensor(x, [3, 4, 5])).toArray();
  for (let i = 0; i < 60; i++) {
    if (i % 5 === 0) expect(y[i]).toBe(x[i]);
    else expect(y[i]).toBeGreaterThanOrEqual(y[i - 1]);
  }
  expect([...new NonCrossing().forward(tensor([3, 4], [2, 1])).toArray()]).toEqual([3, 4]);
});

test("degrees of freedom are above 2 and the scale above 0, whatever the numbers are", () => {
  const y = new StudentT().forward(tensor([-50, 7, -200, 0, -7, 0], [2, 3])).toArray();
  expect([y[0], y[1], y[4]]).toEqual([2, 7, -7]);
  expect(y[2]).toBeGreaterThan(0);
  expect(y[3]).toBeCloseTo(2 + Math.LN2, 6);
});

test("an input of another size is refused", () => {
  expect(() => new StudentT().forward(tensor([1, 2], [1, 2]))).toThrow(
    "StudentT: the input [1, 2] must end in the 3 numbers of a distribution [.., 3]. Reshape it, or give the layer before it so many outputs.",
  );
  expect(() => new NonCrossing().forward(tensor([1], []))).toThrow(
    "NonCrossing: the input [] must end in the quantiles [.., Q].",
  );
});
