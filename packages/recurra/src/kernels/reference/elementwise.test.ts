import { expect, test } from "vitest";
import { differences, scaledError } from "./differences.ts";
import { elementwise, logSoftmax, logSoftmaxBackward, softmax, softmaxBackward } from "./elementwise.ts";
import { dot, sample } from "./sample.ts";

test.each(Object.entries(elementwise))(
  "the slope of %s passes central differences at 1e-8",
  (name, { value, slope }) => {
    const x = sample("x", 9).map((v) => (name === "log" ? Math.abs(v) + 0.1 : v));
    const found = x.map((v) => slope(v, value(v)));
    const total = () => x.reduce((sum, v) => sum + value(v), 0);
    expect(scaledError(found, differences(total, x, 1e-4))).toBeLessThan(1e-8);
  },
);

test("sigmoid saturates at 0 and 1 without NaN, and relu has slope 0 at 0", () => {
  expect(elementwise.sigmoid.value(-1000)).toBe(0);
  expect(elementwise.sigmoid.value(1000)).toBe(1);
  expect(elementwise.relu.slope(0, 0)).toBe(0);
});

test.each([1, 4, 5])("softmax and logSoftmax of %i columns pass central differences at 1e-8", (columns) => {
  const x = sample("x", 3 * columns);
  const factors = sample("factors", 3 * columns);
  const log = logSoftmaxBackward(logSoftmax(x, columns), factors, columns);
  expect(
    scaledError(
      log,
      differences(() => dot(logSoftmax(x, columns), factors), x),
    ),
  ).toBeLessThan(1e-8);
  const plain = softmaxBackward(softmax(x, columns), factors, columns);
  expect(
    scaledError(
      plain,
      differences(() => dot(softmax(x, columns), factors), x),
    ),
  ).toBeLessThan(1e-8);
});

test("softmax rows sum to 1, also for entries far beyond the range of exp", () => {
  const y = softmax(Float64Array.of(1000, 1001, -5000, -5000), 2);
  expect(y[0]! + y[1]!).toBeCloseTo(1, 14);
  expect([...y.slice(2)]).toEqual([0.5, 0.5]);
});
