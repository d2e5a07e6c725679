import { expect, test } from "vitest";
import { type TimeseriesWindowsOptions, timeseriesWindows } from "./timeseries-windows.ts";
import type { Windows } from "./windows/windows.ts";

const ramp = (count: number) => Array.from({ length: count }, (_, i) => [i]);
const items = (windows: Windows, size: number) =>
  [...windows.batches(size)].map(({ x, y }) => ({ shape: x.shape, x: [...x.toArray()], y: [...y.toArray()] }));

test("it gives the batches of Keras' documented example", () => {
  const windows = timeseriesWindows(ramp(50), ramp(50), { length: 10, samplingRate: 2 });
  const batches = items(windows, 2);
  expect(batches).toHaveLength(20);
  expect(batches[0]).toEqual({ shape: [2, 5, 1], x: [0, 2, 4, 6, 8, 1, 3, 5, 7, 9], y: [10, 11] });
});

test("X[i] is data[i - length .. i - 1] and y[i] is targets[i]", () => {
  const data = [
    [0, 10],
    [1, 11],
    [2, 12],
    [3, 13],
    [4, 14],
  ];
  const [batch] = items(timeseriesWindows(data, [5, 6, 7, 8, 9], { length: 3 }), 128);
  expect(batch).toEqual({ shape: [2, 3, 2], x: [0, 10, 1, 11, 2, 12, 1, 11, 2, 12, 3, 13], y: [8, 9] });
});

test("a seed shuffles the windows, each once", () => {
  const windows = timeseriesWindows(ramp(30), ramp(30), { length: 3 });
  const targets = [...windows.batches(4, { seed: 1 })].flatMap(({ y }) => [...y.toArray()]);
  expect(targets).not.toEqual(targets.toSorted((a, b) => a - b));
  expect(targets.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 27 }, (_, i) => i + 3));
});

test("an unknown label leaves its window out", () => {
  const windows = timeseriesWindows(ramp(6), [0, 0, 0, 1, Number.NaN, 1], { length: 2 });
  expect(items(windows, 9)[0]).toEqual({ shape: [3, 2, 1], x: [0, 1, 1, 2, 3, 4], y: [0, 1, 1] });
});

test("a length that leaves no row as a target is refused with the numbers", () => {
  const open = (options: Partial<TimeseriesWindowsOptions>) => () =>
    timeseriesWindows(ramp(50), ramp(50), { length: 3, ...options });
  expect(open({ length: 50 })).toThrow(
    "timeseriesWindows: startIndex 0 + length 50 is beyond endIndex 49, so that no row would be left as a target. " +
      "Shorten the length, or give more rows.",
  );
  expect(open({ startIndex: 8, endIndex: 10 })).toThrow("startIndex 8 + length 3 is beyond endIndex 10");
  expect(open({ startIndex: 7, endIndex: 10 })().length).toBe(1);
  expect(open({ endIndex: 50 })).toThrow(
    "timeseriesWindows: endIndex is 50, but the last row is 49. Leave it out for all rows.",
  );
  expect(() => timeseriesWindows([], [], { length: 1 })).toThrow("startIndex 0 + length 1 is beyond endIndex -1");
});

test("options that are no counts of rows are refused by name", () => {
  const open = (options: Partial<TimeseriesWindowsOptions>) => () =>
    timeseriesWindows(ramp(9), ramp(9), { length: 3, ...options });
  expect(open({ length: 0 })).toThrow("timeseriesWindows: length must be a whole number from 1, but it is 0.");
  expect(open({ startIndex: -1 })).toThrow("startIndex must be a whole number from 0, but it is -1.");
  expect(open({ endIndex: Number.NaN })).toThrow("endIndex must be a whole number from 0, but it is NaN.");
  expect(open({ stride: 0 })).toThrow("timeseriesWindows: stride must be a whole number from 1, but it is 0.");
  expect(open({ samplingRate: 1.5 })).toThrow(
    "timeseriesWindows: samplingRate must be a whole number from 1, but it is 1.5.",
  );
});

test("targets that are not as many as the rows, and uneven rows, are refused", () => {
  expect(() => timeseriesWindows(ramp(5), ramp(4), { length: 1 })).toThrow(
    "timeseriesWindows: data has 5 rows, but there are 4 targets. Give one target for each row.",
  );
  expect(() => timeseriesWindows([[1, 2], [3], [4, 5]], ramp(3), { length: 1 })).toThrow(
    "timeseriesWindows: row 1 of data is 1 wide, but row 0 is 2. Give as many numbers in each.",
  );
  expect(() => timeseriesWindows(ramp(2), [[], []], { length: 1 })).toThrow("row 0 of targets is empty.");
});

test("another number of targets than of rows is refused with both", () => {
  expect(() => timeseriesWindows(ramp(2), ramp(1), { length: 1 })).toThrow(
    "timeseriesWindows: data has 2 rows, but there is 1 target. Give one target for each row.",
  );
});
