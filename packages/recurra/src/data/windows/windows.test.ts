import fc from "fast-check";
import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import type { Windows, WindowsOptions } from "./windows.ts";

const days = (count: number) => Array.from({ length: count }, (_, i) => Date.UTC(2020, 0, 1) + i * 86_400_000);
const ramp = (count: number) => {
  const x = Array.from({ length: count }, (_, i) => i);
  return Series.fromColumns({ x, y: x.map((value) => 100 + value) }, { times: days(count), name: "ramp" });
};
const gathered = (windows: Windows, indices: readonly number[]) => {
  const x = new Float32Array(indices.length * windows.steps * windows.inputs.length);
  const y = new Float32Array(indices.length * windows.horizon * windows.targets.length);
  windows.gather(indices, x, y);
  return { x: [...x], y: [...y] };
};

test("window i holds the rows before its origin and the target rows from it on", () => {
  const windows = ramp(10).windows({ lookback: 3, horizon: 2, inputs: ["x"], targets: ["x"] });
  expect(windows.length).toBe(6);
  expect(gathered(windows, [0, 5])).toEqual({ x: [0, 1, 2, 5, 6, 7], y: [3, 4, 8, 9] });
  expect([windows.origin(0), windows.origin(5)]).toEqual([3, 8]);
});

test("several inputs and targets stand side by side in each row, in the order asked for", () => {
  const windows = ramp(5).windows({ lookback: 2, horizon: 1, inputs: ["y", "x"], targets: ["x", "y"] });
  expect(gathered(windows, [1])).toEqual({ x: [101, 1, 102, 2], y: [3, 103] });
});

test("stride moves the start, offset the target", () => {
  const windows = ramp(12).windows({ lookback: 2, horizon: 1, stride: 3, offset: 4, inputs: ["x"], targets: ["x"] });
  expect(windows.length).toBe(2);
  expect(gathered(windows, [0, 1])).toEqual({ x: [0, 1, 3, 4], y: [6, 9] });
});

test("samplingRate takes every n-th row of the lookback, from its oldest", () => {
  const options = { lookback: 5, horizon: 1, inputs: ["x", "y"], targets: ["x"] };
  const windows = ramp(8).windows({ ...options, samplingRate: 2 });
  expect([windows.length, windows.steps]).toEqual([3, 3]);
  expect(gathered(windows, [1])).toEqual({ x: [1, 101, 3, 103, 5, 105], y: [6] });
  const sparse = ramp(8).windows({ ...options, lookback: 4, samplingRate: 3 });
  expect(gathered(sparse, [0])).toEqual({ x: [0, 100, 3, 103], y: [4] });
  const single = ramp(8).windows({ ...options, samplingRate: Number.MAX_SAFE_INTEGER });
  expect(gathered(single, [0, 2])).toEqual({ x: [0, 100, 2, 102], y: [5, 7] });
});

test("reverse puts the newest input row first and leaves the target in the order of time", () => {
  const options = { lookback: 4, horizon: 2, reverse: true, inputs: ["x"], targets: ["x"] };
  expect(gathered(ramp(9).windows(options), [1])).toEqual({ x: [4, 3, 2, 1], y: [5, 6] });
  expect(gathered(ramp(9).windows({ ...options, samplingRate: 2 }), [1])).toEqual({ x: [3, 1], y: [5, 6] });
});

test("batches of sampled windows have the shape [B, steps, I]", () => {
  const windows = ramp(9).windows({ lookback: 5, horizon: 1, samplingRate: 2, inputs: ["x"], targets: ["x"] });
  const [{ x }] = windows.batches(2);
  expect(x.shape).toEqual([2, 3, 1]);
  expect([...x.toArray()]).toEqual([0, 2, 4, 1, 3, 5]);
});

test("from and to bound the rows that windows touch", () => {
  const windows = ramp(20).windows({ lookback: 2, horizon: 1, from: 5, to: 9, inputs: ["x"], targets: ["x"] });
  expect(windows.length).toBe(2);
  expect(gathered(windows, [0, 1])).toEqual({ x: [5, 6, 6, 7], y: [7, 8] });
});

test("a window describes itself with its dates", () => {
  const windows = ramp(10).windows({ lookback: 3, horizon: 1, inputs: ["x", "y"], targets: ["x"] });
  expect(windows.describe(1)).toBe(
    'window 1: inputs "x", "y" 2020-01-02 to 2020-01-04 (3 rows), targets "x" 2020-01-05 to 2020-01-05 (1 row)',
  );
  const sampled = { lookback: 4, horizon: 1, samplingRate: 2, reverse: true, inputs: ["x"], targets: ["y"] };
  expect(ramp(10).windows(sampled).describe(0)).toBe(
    'window 0: inputs "x" 2020-01-01 to 2020-01-03 (2 rows, every 2 rows, newest first), targets "y" 2020-01-05 to 2020-01-05 (1 row)',
  );
});

test("the windows are exactly the places whose rows have no missing value", () => {
  const sizes = fc.record({
    lookback: fc.integer({ min: 1, max: 5 }),
    horizon: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 4 }),
    offset: fc.integer({ min: 0, max: 3 }),
    samplingRate: fc.integer({ min: 1, max: 4 }),
    reverse: fc.boolean(),
    from: fc.integer({ min: 0, max: 5 }),
    to: fc.integer({ min: 20, max: 40 }),
  });
  const cells = fc.array(fc.option(fc.integer({ min: 0, max: 999 }), { freq: 8, nil: Number.NaN }), {
    minLength: 40,
    maxLength: 40,
  });
  fc.assert(
    fc.property(sizes, cells, cells, (size, x, y) => {
      const { lookback, horizon, stride, offset, samplingRate, reverse, from, to } = size;
      const inputsOf = (start: number) => {
        const rows = x.slice(start, start + lookback).filter((_, i) => i % samplingRate === 0);
        return reverse ? rows.reverse() : rows;
      };
      const targetsOf = (start: number) => y.slice(start + lookback + offset, start + lookback + offset + horizon);
      const expected: number[] = [];
      for (let start = from; start + lookback + offset + horizon <= to; start += stride) {
        if (![...inputsOf(start), ...targetsOf(start)].some(Number.isNaN)) expected.push(start);
      }
      const options = { ...size, inputs: ["x"], targets: ["y"] };
      const series = Series.fromColumns({ x, y });
      if (expected.length === 0) {
        expect(() => series.windows(options)).toThrow(/^series: lookback/);
        return;
      }
      const windows = series.windows(options);
      expect(windows.length).toBe(expected.length);
      const all = Array.from({ length: windows.length }, (_, i) => i);
      expect(all.map((i) => windows.start(i))).toEqual(expected);
      expect(all.map((i) => windows.origin(i))).toEqual(expected.map((start) => start + lookback + offset));
      const { x: inputs, y: targets } = gathered(windows, all);
      expect(inputs).toEqual(expected.flatMap(inputsOf));
      expect(targets).toEqual(expected.flatMap(targetsOf));
    }),
    { numRuns: 500 },
  );
});

test("the last window ends with the last row, whatever the sizes", () => {
  for (let lookback = 1; lookback < 6; lookback++) {
    for (let horizon = 1; horizon < 6; horizon++) {
      const windows = ramp(10).windows({ lookback, horizon, inputs: ["x"], targets: ["x"] });
      expect(windows.length).toBe(10 - lookback - horizon + 1);
      expect(gathered(windows, [windows.length - 1]).y.at(-1)).toBe(9);
    }
  }
});

test("a million windows are counted and found without being made", () => {
  const x = new Float64Array(1_000_050);
  const windows = Series.fromColumns({ x }).windows({ lookback: 50, horizon: 1, inputs: ["x"], targets: ["x"] });
  expect(windows.length).toBe(1_000_000);
  expect(windows.origin(999_999)).toBe(1_000_049);
});

test("windows() names the longest gapless run when the series is too short", () => {
  const close = Array.from({ length: 100 }, (_, i) => (i === 30 || i === 92 ? Number.NaN : i));
  const series = Series.fromColumns({ Close: close }, { times: days(100) });
  expect(() => series.windows({ lookback: 60, horizon: 20, inputs: ["Close"], targets: ["Close"] })).toThrow(
    'series: lookback 60 + horizon 20 needs 80 rows, but the longest run without gaps in "Close" has 61 (2020-02-01 to 2020-04-01). ' +
      'Shorten the lookback or horizon, or repair the gaps with repair: "forward-fill".',
  );
});

test("a series without gaps that is too short is told its length", () => {
  expect(() => ramp(7).windows({ lookback: 5, horizon: 2, offset: 1, inputs: ["x"], targets: ["x"] })).toThrow(
    "ramp: lookback 5 + offset 1 + horizon 2 needs 8 rows, but there are 7 (2020-01-01 to 2020-01-07). Shorten the lookback or horizon, or give more rows.",
  );
  expect(() => ramp(20).windows({ lookback: 5, horizon: 2, from: 15, inputs: ["x"], targets: ["x"] })).toThrow(
    "needs 7 rows, but rows 15 to 20 are 5 (2020-01-16 to 2020-01-20).",
  );
  expect(() => ramp(5).windows({ lookback: 5, horizon: 2, from: 9, inputs: ["x"], targets: ["x"] })).toThrow(
    "needs 7 rows, but rows 9 to 5 are 0. Shorten",
  );
});

test("sizes that are no counts are refused by name", () => {
  const open = (options: Partial<WindowsOptions>) => () =>
    ramp(9).windows({ lookback: 2, horizon: 1, inputs: ["x"], targets: ["x"], ...options });
  expect(open({ horizon: 0 })).toThrow("windows: horizon must be a whole number from 1, but it is 0.");
  expect(open({ lookback: 0 })).toThrow("windows: lookback must be a whole number from 1, but it is 0.");
  expect(open({ lookback: 2.5 })).toThrow("windows: lookback must be a whole number from 1, but it is 2.5.");
  expect(open({ stride: 0 })).toThrow("windows: stride must be a whole number from 1, but it is 0.");
  expect(open({ samplingRate: 0 })).toThrow("windows: samplingRate must be a whole number from 1, but it is 0.");
  expect(open({ offset: -1 })).toThrow("windows: offset must be a whole number from 0, but it is -1.");
  expect(open({ inputs: [] })).toThrow("windows: inputs must be a list of at least one column, but it is a list of 0.");
  expect(open({ targets: ["z"] })).toThrow('ramp: there is no column "z". Nearest: "x", "y".');
});

test("unordered times and numbers beyond float32 are refused", () => {
  const mixed = Series.fromColumns({ x: [1, 2, 3] }, { times: ["2020-01-02", "2020-01-01", "2020-01-03"] });
  const options = { lookback: 1, horizon: 1, inputs: ["x"], targets: ["x"] };
  expect(() => mixed.windows(options)).toThrow("Sort the rows by time");
  expect(() => Series.fromColumns({ x: [1, 1e300, 3] }, { name: "big" }).windows(options)).toThrow(
    'big: row 2, column "x": 1e+300 is too large for float32 (3.4e38). Scale the column first.',
  );
});

test("a window that is not there and arrays that are too short are refused", () => {
  const windows = ramp(5).windows({ lookback: 2, horizon: 1, inputs: ["x"], targets: ["x"] });
  expect(() => windows.start(3)).toThrow("windows: there is no window 3; they are numbered 0 to 2.");
  expect(() => windows.start(-1)).toThrow("there is no window -1");
  expect(() => windows.gather([0, 1], new Float32Array(3), new Float32Array(2))).toThrow(
    "windows: x holds 3 numbers, but the windows need 4.",
  );
});

test("a stride that passes over every run that is long enough is named, not the length of the run", () => {
  const x = [1, 2, Number.NaN, 4, 5, 6, 7, Number.NaN, 9];
  const open = () =>
    Series.fromColumns({ x }).windows({ lookback: 2, horizon: 1, stride: 5, from: 2, inputs: ["x"], targets: ["x"] });
  expect(open).toThrow(
    'series: lookback 2 + horizon 1 needs 3 rows, and stride 5 passes over every run without gaps in "x" that has as many ' +
      '(the longest: row 4 to row 7). Use a smaller stride, or repair the gaps with repair: "forward-fill".',
  );
});
