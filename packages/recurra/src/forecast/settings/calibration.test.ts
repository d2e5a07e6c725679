import { expect, test } from "vitest";
import { calibrationWindows, spread } from "./calibration.ts";

test("of many origins evenly spaced ones are taken, the last among them, and of few all", () => {
  const origins = Uint32Array.from({ length: 10 }, (_, i) => 100 + i);
  expect(spread(origins, 10)).toBe(origins);
  expect([...spread(origins, 5)]).toEqual([101, 103, 105, 107, 109]);
  expect([...spread(origins, 3)]).toEqual([102, 105, 109]);
  expect([...spread(origins, 0)]).toEqual([]);
});

test("short windows size intervals in thousands, long ones in hundreds, and none that would keep Ctrl-C waiting", () => {
  const [short, long, endless] = [48 * 4352, 1440 * 4352, 1e11];
  expect(calibrationWindows(short, false)).toBeGreaterThan(10_000);
  expect(calibrationWindows(long, false)).toBeGreaterThan(300);
  expect(calibrationWindows(long, true)).toBeGreaterThan(100);
  expect(calibrationWindows(long, true)).toBeLessThan(calibrationWindows(long, false));
  expect(calibrationWindows(endless, false)).toBe(100);
  expect(calibrationWindows(endless, true)).toBe(0);
});
