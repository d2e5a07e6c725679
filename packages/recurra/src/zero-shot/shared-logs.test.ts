import { expect, test } from "vitest";
import { log } from "../core/math.ts";
import { SharedLogs } from "./shared-logs.ts";

const series = Float64Array.from({ length: 30 }, (_, row) => row / 10);
const part = (from: number, to: number) => ({ values: series.subarray(from, to) });

test("windows that overlap have the logarithms of their values, small ones that of the smallest", () => {
  const parts = [part(0, 20), part(5, 25)];
  const logs = new SharedLogs(parts, 0.5);
  for (const { values } of parts) {
    expect(logs.of(values)).toEqual(values.map((value) => log(Math.max(0.5, value))));
  }
});

test("those that lie far apart, or in other arrays, share none", () => {
  expect(new SharedLogs([part(0, 2), part(28, 30)], 1).of(series.subarray(0, 2))).toBeUndefined();
  expect(new SharedLogs([part(0, 2), { values: series.slice(0, 2) }], 1).of(series.subarray(0, 2))).toBeUndefined();
});
