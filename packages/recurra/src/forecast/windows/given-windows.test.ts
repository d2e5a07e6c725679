import { expect, test } from "vitest";
import { Series } from "../../data/index.ts";
import { Forecaster } from "../forecaster.ts";

const rows = 150;
const columns = {
  a: Array.from({ length: rows }, (_, i) => 40 + Math.abs((i % 12) - 6) * 1.25),
  b: Array.from({ length: rows }, (_, i) => 7 + (i % 5) / 3),
  unread: Array.from({ length: rows }, () => Number.NaN),
};
const series = Series.fromColumns(columns);
const forecaster = new Forecaster({ target: "a", inputs: ["b"], lookback: 4, horizon: 2, hiddenSize: 3, epochs: 1 });
for await (const _ of forecaster.fit(series.select(["a", "b"]))) void _;

/** The rows before `origin`, and some more before them. */
const window = (origin: number, more = 0) => ({
  a: columns.a.slice(origin - 4 - more, origin),
  b: columns.b.slice(origin - 4 - more, origin),
});

test("windows of different lengths give the bits that the rows of a series give, in more than one batch", () => {
  const origins = Uint32Array.from({ length: 130 }, (_, i) => 10 + i);
  const windows = Array.from(origins, (origin, i) => window(origin, i % 3));
  expect(forecaster.predictWindows(windows)).toEqual(forecaster.predictAt(series, origins));
  expect(forecaster.predictWindows([])).toEqual(new Float64Array(0));
});

test.each([
  [{ b: [1, 2, 3, 4] }, /^window 2: there is no column "a"\. /],
  [{ a: [1, 2, 3, 4], b: [1, 2, 3] }, /^window 2: column "b" has 3 rows, but the model looks back on 4\. /],
  [{ a: [1, 2, 3, 4], b: [9, 1, 2, Number.NaN, 4] }, /^window 2: row 4, column "b": NaN is not a finite number/],
  [
    { a: [1, 2, 3, Number.POSITIVE_INFINITY], b: [1, 2, 3, 4] },
    /^window 2: row 4, column "a": Infinity is not a finite number/,
  ],
])("a window that cannot be read is named, with row and column: %j", (wrong, message) => {
  expect(() => forecaster.predictWindows([window(20), wrong as never])).toThrow(message);
});

test("a cell that the forecast does not read does no harm", () => {
  const given = { a: [Number.NaN, ...window(20).a], b: [Number.NaN, ...window(20).b] };
  expect(forecaster.predictWindows([given])).toEqual(forecaster.predictWindows([window(20)]));
});
