// Windows against a reference that is written out: every place tried, every row looked at, whatever the sizes.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { DataError } from "../../core/errors.ts";
import { Series } from "../series/series.ts";
import { timeseriesWindows } from "../timeseries-windows.ts";
import type { Windows } from "./windows.ts";

const sizes = fc.record({
  length: fc.integer({ min: 1, max: 60 }),
  lookback: fc.integer({ min: 1, max: 12 }),
  horizon: fc.integer({ min: 1, max: 6 }),
  stride: fc.integer({ min: 1, max: 9 }),
  offset: fc.nat(5),
  samplingRate: fc.integer({ min: 1, max: 14 }),
  reverse: fc.boolean(),
  from: fc.nat(20),
  until: fc.nat(20),
  holes: fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(59)), { maxLength: 8 }),
  inputs: fc.constantFrom(["a"], ["b", "a"], ["a", "b", "c"]),
  targets: fc.constantFrom(["a"], ["c"], ["c", "a"]),
});

/** Value of a cell: its column and row can be read off it. */
const cell = (column: string, row: number) => 100 * "abc".indexOf(column) + row;

function gather(windows: Windows, indices: readonly number[]) {
  const x = new Float32Array(indices.length * windows.steps * windows.inputs.length).fill(Number.NaN);
  const y = new Float32Array(indices.length * windows.horizon * windows.targets.length).fill(Number.NaN);
  windows.gather(indices, x, y);
  return { x: [...x], y: [...y] };
}

test("windows are those of the reference: their number, places, inputs and targets, and none touches a missing value", () => {
  let some = 0;
  fc.assert(
    fc.property(sizes, (given) => {
      const { length, lookback, horizon, stride, offset, samplingRate, reverse, inputs, targets } = given;
      const columns = Object.fromEntries(
        ["a", "b", "c"].map((name) => [name, Array.from({ length }, (_, row) => cell(name, row))]),
      );
      for (const [name, row] of given.holes) if (row < length) columns[name][row] = Number.NaN;
      const [from, to] = [Math.min(given.from, length), Math.max(0, length - given.until)];

      const starts: number[] = [];
      const wanted: { x: number[]; y: number[] } = { x: [], y: [] };
      for (let start = from; start + lookback + offset + horizon <= to; start += stride) {
        const rows: number[] = [];
        for (let row = start; row < start + lookback; row += samplingRate) rows.push(row);
        if (reverse) rows.reverse();
        const x = rows.flatMap((row) => inputs.map((name) => columns[name][row]));
        const y: number[] = [];
        for (let s = 0; s < horizon; s++) {
          for (const name of targets) y.push(columns[name][start + lookback + offset + s]);
        }
        if ([...x, ...y].some(Number.isNaN)) continue;
        starts.push(start);
        wanted.x.push(...x);
        wanted.y.push(...y);
      }

      const options = { lookback, horizon, stride, offset, samplingRate, reverse, inputs, targets, from, to };
      const make = () => Series.fromColumns(columns, { name: "s" }).windows(options);
      if (starts.length === 0) {
        expect(make).toThrow(DataError);
        expect(make).toThrow(/^s: lookback \d+ .*needs \d+ rows, .*\.$/);
        return;
      }
      some++;
      const windows = make();
      expect(windows.length).toBe(starts.length);
      const all = starts.map((_, i) => i);
      expect(all.map((i) => windows.start(i))).toEqual(starts);
      expect(all.map((i) => windows.origin(i))).toEqual(starts.map((start) => start + lookback + offset));
      expect(gather(windows, all)).toEqual(wanted);
    }),
    fuzz(4000),
  );
  expect(some).toBeGreaterThan(1000);
});

test("every window lies inside the series, and no input row is at or after the first target row", () => {
  fc.assert(
    fc.property(sizes, fc.nat(), (given, pick) => {
      const { length, lookback, horizon, stride, offset, samplingRate, reverse } = given;
      fc.pre(length >= lookback + offset + horizon);
      const rows = Array.from({ length }, (_, row) => row);
      const options = { lookback, horizon, stride, offset, samplingRate, reverse, inputs: ["row"], targets: ["row"] };
      const windows = Series.fromColumns({ row: rows }).windows(options);
      const { x, y } = gather(windows, [pick % windows.length]);
      for (const row of [...x, ...y]) expect(row >= 0 && row < length).toBe(true);
      expect(Math.max(...x)).toBeLessThan(y[0] - offset);
      expect(y).toEqual(y.map((_, s) => y[0] + s));
      // One place more would not fit.
      expect(windows.start(windows.length - 1) + stride + lookback + offset + horizon).toBeGreaterThan(length);
    }),
    fuzz(3000),
  );
});

test("batches hold every window once, whatever the batch size, in order or shuffled", () => {
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1, max: 70 }),
      fc.option(fc.nat()),
      fc.boolean(),
      (given, size, seed, dropLast) => {
        const { length, lookback, horizon } = given;
        fc.pre(length >= lookback + horizon);
        const row = Array.from({ length }, (_, i) => i);
        const windows = Series.fromColumns({ row }).windows({ lookback, horizon, inputs: ["row"], targets: ["row"] });
        fc.pre(!dropLast || size <= windows.length);
        const seen: number[] = [];
        for (const { x, y, indices } of windows.batches(size, { dropLast, ...(seed === null ? {} : { seed }) })) {
          expect(x.shape).toEqual([indices.length, lookback, 1]);
          const held = { x: [...x.toArray()], y: [...y.toArray()] };
          expect(held).toEqual(gather(windows, [...indices]));
          seen.push(...indices);
        }
        const count = dropLast ? windows.length - (windows.length % size) : windows.length;
        expect(seen).toHaveLength(count);
        expect(new Set(seen).size).toBe(count);
        if (seed === null) expect(seen).toEqual(seen.map((_, i) => i));
      },
    ),
    fuzz(500),
  );
});

test("timeseriesWindows gives the samples of a generator that is written out as in Keras", () => {
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1, max: 3 }),
      fc.nat(59),
      ({ length: rows, lookback: length, samplingRate, stride, reverse, from: startIndex }, width, last) => {
        const data = Array.from({ length: rows }, (_, i) => Array.from({ length: width }, (_, c) => 100 * c + i));
        const targets = Array.from({ length: rows }, (_, i) => 1000 + i);
        const endIndex = Math.min(last, rows - 1);
        const xs: number[] = [];
        const ys: number[] = [];
        for (let i = startIndex + length; i <= endIndex; i += stride) {
          const sample: number[][] = [];
          for (let j = i - length; j < i; j += samplingRate) sample.push(data[j]);
          if (reverse) sample.reverse();
          xs.push(...sample.flat());
          ys.push(targets[i]);
        }
        const make = () =>
          timeseriesWindows(data, targets, { length, samplingRate, stride, reverse, startIndex, endIndex });
        if (ys.length === 0) {
          expect(make).toThrow(/^timeseriesWindows: startIndex .*\.$/);
          return;
        }
        const windows = make();
        expect(windows.length).toBe(ys.length);
        expect(
          gather(
            windows,
            ys.map((_, i) => i),
          ),
        ).toEqual({ x: xs, y: ys });
      },
    ),
    fuzz(2000),
  );
});
