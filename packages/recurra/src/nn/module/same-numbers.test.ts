import { afterEach, expect, test } from "vitest";
import { withMode } from "../../kernels/wasm/engine.ts";
import { provideNative } from "../../kernels/wasm/native-mode.ts";
import { sameNumbers } from "./same-numbers.ts";

afterEach(() => provideNative(undefined));

test("numbers are the same to the bit, NaN and -0 included", () => {
  expect(sameNumbers([1, Number.NaN, -0], [1, Number.NaN, -0])).toBe(true);
  expect(sameNumbers([0], [-0])).toBe(false);
  expect(sameNumbers([1], [1 + 2 ** -23])).toBe(false);
  expect(sameNumbers([1], [1, 2])).toBe(false);
});

test("in mode native they may differ by 1e-4 of the largest", () => {
  provideNative({ description: {} as never, sgemm: () => undefined, workerHead: "" });
  withMode("native", () => {
    expect(sameNumbers([100, 0.5], [100, 0.509])).toBe(true);
    expect(sameNumbers([100, 0.5], [100, 0.511])).toBe(false);
    expect(sameNumbers([100, Number.NaN], [100, 1])).toBe(false);
    expect(sameNumbers([0, 0], [0, 1e-9])).toBe(false);
  });
});
