import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { timeseriesWindows } from "./timeseries-windows.ts";

/** What fixtures/keras/make_fixtures.py wrote of one TimeseriesGenerator; 0 features or outputs is an array of one dimension. */
interface Case {
  readonly rows: number;
  readonly features: number;
  readonly outputs: number;
  readonly options: {
    readonly length: number;
    readonly sampling_rate?: number;
    readonly stride?: number;
    readonly start_index?: number;
    readonly end_index?: number;
    readonly reverse?: boolean;
    readonly batch_size: number;
  };
  readonly batches: readonly {
    readonly shape: readonly number[];
    readonly x: readonly number[];
    readonly y: readonly number[];
  }[];
}

const path = new URL("../../../../fixtures/keras/timeseries-generator.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(path, "utf8")) as { cases: readonly Case[] };

const rowsOf = (count: number, width: number, sign: 1 | -1) =>
  Array.from({ length: count }, (_, i) =>
    width === 0 ? sign * 100 * i : Array.from({ length: width }, (_, c) => sign * (100 * i + c)),
  );

test.each(cases.map((entry) => ({ ...entry, title: JSON.stringify(entry.options) })))(
  "its batches are those of Keras' TimeseriesGenerator: $title on $rows rows of $features",
  ({ rows, features, outputs, options, batches }) => {
    const windows = timeseriesWindows(rowsOf(rows, features, 1), rowsOf(rows, outputs, -1), {
      length: options.length,
      samplingRate: options.sampling_rate,
      stride: options.stride,
      startIndex: options.start_index,
      endIndex: options.end_index,
      reverse: options.reverse,
    });
    const ours = [...windows.batches(options.batch_size)];
    expect(ours).toHaveLength(batches.length);
    ours.forEach(({ x, y }, i) => {
      const [count, steps] = batches[i].shape;
      expect(x.shape).toEqual([count, steps, Math.max(features, 1)]);
      expect(y.shape).toEqual([count, 1, Math.max(outputs, 1)]);
      expect([...x.toArray()]).toEqual(batches[i].x);
      expect([...y.toArray()].map((value) => value + 0)).toEqual(batches[i].y);
    });
  },
);
