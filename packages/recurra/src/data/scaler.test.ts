import fc from "fast-check";
import { expect, test } from "vitest";
import { MinMaxScaler, RobustScaler, type Scaler, StandardScaler } from "./scaler.ts";
import { Series } from "./series/series.ts";
import { split } from "./split.ts";
import type { TrainingSeries } from "./training-series.ts";

const training = (x: readonly number[]) => split(Series.fromColumns({ x }, { name: "a.csv" }), { train: 1 }).train;
const scalers: readonly (() => Scaler)[] = [
  () => new MinMaxScaler(),
  () => new StandardScaler(),
  () => new RobustScaler(),
];

test("a scaler fitted before the split is impossible: fit() takes the training part only", () => {
  const series = Series.fromColumns({ x: [1, 2, 3] });
  expect(() => new StandardScaler().fit(series as TrainingSeries)).toThrow(
    "scaler: fit takes the training part only, or it would see the rows it is tested on. Split first: fit(split(series, ...).train).",
  );
  expect(() => new StandardScaler().fit(split(series, { train: 2, test: 1 }).test as TrainingSeries)).toThrow(
    "takes the training part only",
  );
});

test("what is cut from a training part is one too", () => {
  const { train } = split(Series.fromColumns({ x: [1, 2, 3, 4] }), { train: 3 });
  expect(new MinMaxScaler().fit(train.slice(1)).scaleOf("x")).toEqual({ shift: 2, scale: 1 });
});

test("the rows after the training part do not change what is learnt", () => {
  const fit = (last: number) => {
    const { train } = split(Series.fromColumns({ x: [1, 2, 3, 4, last] }), { train: 0.8 });
    return scalers.map((make) => make().fit(train).toJSON());
  };
  expect(fit(1e9)).toEqual(fit(5));
});

test("min-max maps the training range to 0 and 1", () => {
  const scaler = new MinMaxScaler().fit(training([10, 30, 20]));
  expect([...scaler.transform("x", [10, 20, 30, 40])]).toEqual([0, 0.5, 1, 1.5]);
});

test("standard maps the training mean to 0 and its deviation, divided by n, to 1", () => {
  const scaler = new StandardScaler().fit(training([2, 4, 4, 4, 5, 5, 7, 9]));
  expect(scaler.scaleOf("x")).toEqual({ shift: 5, scale: 2 });
});

test("robust maps the training median to 0 and the distance of its quartiles to 1", () => {
  const scaler = new RobustScaler().fit(training([1, 2, 3, 4, 1000]));
  expect(scaler.scaleOf("x")).toEqual({ shift: 3, scale: 2 });
  expect(new RobustScaler().fit(training([1, 2, 3, 4])).scaleOf("x")).toEqual({ shift: 2.5, scale: 1.5 });
});

test("a constant column is shifted to 0 and not scaled", () => {
  for (const make of scalers) {
    const scaler = make().fit(training([0.1, 0.1, 0.1]));
    expect(scaler.scaleOf("x").scale, scaler.kind).toBe(1);
    expect([...scaler.transform("x", [0.1, 1.1])], scaler.kind).toEqual([0, 1]);
  }
});

test("missing values are left out when fitting and stay missing", () => {
  for (const make of scalers) {
    const scaler = make().fit(training([1, Number.NaN, 3]));
    expect(scaler.scaleOf("x"), scaler.kind).toEqual(
      make()
        .fit(training([1, 3]))
        .scaleOf("x"),
    );
    expect(scaler.transform("x", [Number.NaN])[0]).toBeNaN();
  }
});

test("a scale so small that a value divided by it is infinite is that of a constant column", () => {
  const x = [0, 0, 8.881784197001252e-16, 0, 5e-324];
  const scaler = new RobustScaler().fit(training(x));
  expect(scaler.scaleOf("x")).toEqual({ shift: 0, scale: 1 });
  expect([...scaler.transform("x", x)]).toEqual(x);
});

test("inverse undoes transform to within rounding", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, (x) => {
      for (const make of scalers) {
        const scaler = make().fit(training(x));
        const { shift, scale } = scaler.scaleOf("x");
        const back = scaler.inverse("x", scaler.transform("x", x));
        const bound = 1e-12 * Math.max(Math.abs(shift), scale, ...x.map(Math.abs));
        back.forEach((value, i) => {
          expect(Math.abs(value - x[i])).toBeLessThanOrEqual(bound);
        });
      }
    }),
  );
});

test("a scaler scales a whole series, and only its own columns", () => {
  const series = Series.fromColumns({ x: [1, 2, 3, 4], y: [5, 6, 7, 8] });
  const scaler = new MinMaxScaler().fit(split(series, { train: 0.5 }).train, ["x"]);
  const scaled = scaler.transformSeries(series);
  expect([...scaled.column("x")]).toEqual([0, 1, 2, 3]);
  expect(scaled.column("y")).toBe(series.column("y"));
});

test("a scaler goes through JSON unchanged, and refuses another's", () => {
  const scaler = new StandardScaler().fit(training([1, 2, 4]));
  const copy = StandardScaler.fromJSON(JSON.parse(JSON.stringify(scaler)));
  expect(copy.scaleOf("x")).toEqual(scaler.scaleOf("x"));
  const message = 'scaler: needs { kind: "min-max", columns: { name: { shift, scale } } } with finite numbers.';
  expect(() => MinMaxScaler.fromJSON(scaler.toJSON())).toThrow(message);
  expect(() => MinMaxScaler.fromJSON({ kind: "min-max", columns: { x: { shift: 0, scale: 0 } } })).toThrow(message);
  expect(() => MinMaxScaler.fromJSON(JSON.parse('{"kind":"min-max","columns":{"x":null}}'))).toThrow(message);
  expect(() => MinMaxScaler.fromJSON(JSON.parse("null"))).toThrow(message);
});

test("an unfitted column, one without values and one that overflows are refused", () => {
  expect(() => new MinMaxScaler().transform("x", [1])).toThrow('scaler: was not fitted on column "x". Call fit first.');
  expect(() => new MinMaxScaler().fit(training([1, 2])).transform("y", [1])).toThrow(
    'scaler: was not fitted on column "y". Nearest: "x".',
  );
  expect(() => new MinMaxScaler().fit(training([Number.NaN]))).toThrow(
    'a.csv: column "x" has no value in the training part (row 1 to row 1). Choose a longer part or another column.',
  );
  expect(() => new MinMaxScaler().fit(training([-1.7e308, 1.7e308]))).toThrow(
    'a.csv: the values of column "x" are too large to scale (-1.7e+308 to 1.7e+308). Give the column in a larger unit.',
  );
});

test("a scaler of a column that begins at -0 scales to the same bits after its JSON was read back", () => {
  const { train } = split(Series.fromColumns({ x: [-0, -0] }), { train: 1 });
  const scaler = new MinMaxScaler().fit(train);
  const again = MinMaxScaler.fromJSON(JSON.parse(JSON.stringify(scaler)));
  expect([...again.transform("x", [-0, 1])]).toEqual([...scaler.transform("x", [-0, 1])]);
  expect(Object.is(scaler.scaleOf("x").shift, 0)).toBe(true);
});

test.each(scalers)("a series is not passed on unscaled before fit(), and is after a fit of no column", (make) => {
  const series = Series.fromColumns({ x: [1, 2, 3] });
  expect(() => make().transformSeries(series)).toThrow('scaler: was not fitted on column "x". Call fit first.');
  const scaler = make().fit(training([1, 2, 3]), []);
  expect([...scaler.transformSeries(series).column("x")]).toEqual([1, 2, 3]);
});

test("a column whose values differ by their rounding alone is constant: shifted, not scaled", () => {
  const series = Series.fromColumns({ x: [0.3, 0.1 + 0.2, 0.3, 0.3] });
  const { train } = split(series, { train: 3 });
  for (const scaler of [new MinMaxScaler(), new StandardScaler(), new RobustScaler()]) {
    expect(scaler.fit(train).scaleOf("x").scale).toBe(1);
    for (const value of scaler.transform("x", series.column("x"))) expect(Math.abs(value)).toBeLessThan(1e-15);
  }
});
