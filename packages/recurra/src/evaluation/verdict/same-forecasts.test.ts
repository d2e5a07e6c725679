import { expect, test } from "vitest";
import { findSame } from "./same-forecasts.ts";

/** A meter at 623,000,000 that grows by about 30 a row. */
const meter = Float64Array.from({ length: 40 }, (_, i) => 623_000_000 + 30 * i + ((i * 7) % 11));
const last = meter.slice(0, 39);
const actual = meter.slice(1);

const same = (predicted: Float64Array) =>
  findSame({ actual, last, predicted, horizon: 1 }, [
    ["last value", last],
    ["drift", last.map((value) => value + 30)],
  ]);

test("what counts is the change: +28 on a level of 623,000,000 does not repeat the last value", () => {
  expect(same(last.map((value) => value + 28))).toBeUndefined();
  expect(same(last)).toBe("last value");
  expect(same(last.map((value) => value + 0.2))).toBe("last value");
});

test("any rival's forecast is recognised", () => {
  expect(same(last.map((value) => value + 30.1))).toBe("drift");
});

test("in a series that never changes the level's rounding counts", () => {
  const level = new Float64Array(10).fill(1000);
  const look = (off: number) =>
    findSame({ actual: level, last: level, predicted: level.map((value) => value + off), horizon: 1 }, [
      ["last value", level],
    ]);
  expect(look(1e-4)).toBe("last value");
  expect(look(1)).toBeUndefined();
});
