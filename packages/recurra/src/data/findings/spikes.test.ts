import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { CLEAN, draws } from "./clean-series.fixture.ts";
import { spikeRows } from "./spike-rows.ts";

/** Hours with a season of a day around 800. */
const load = Array.from(
  { length: 720 },
  (_, i) => Math.round(800 + 300 * Math.sin((2 * Math.PI * i) / 24)) + ((i * 7) % 11),
);
const HOUR = 3_600_000;
/** What fills the cells, once they are missing. */
const SEASONAL = { option: "fillGaps", value: "seasonal" };

const spiked = (spikes: Readonly<Record<number, number>>, values: readonly number[] = load) =>
  Float64Array.from(values, (value, row) => spikes[row] ?? value);
const found = (values: Float64Array) =>
  Series.fromColumns({ y: values }, { times: Array.from(values, (_, i) => Date.UTC(2021, 0, 4) + i * HOUR) }).check();

test("a single reading far above all is a finding that says how large it is, where, and how to leave it out", () => {
  expect(found(spiked({ 200: 350_000 }))).toEqual([
    {
      kind: "spike",
      column: "y",
      rows: [200],
      count: 1,
      message:
        '"y": 350000 in row 201, 2021-01-12 08:00Z, is 435 times the usual size: a wrong reading? missing: 350000, fillGaps: "seasonal"',
      problem: '"y": 350000 in row 201, 2021-01-12 08:00Z, is 435 times the usual size: a wrong reading?',
      remedies: [[{ option: "missing", value: 350_000 }, SEASONAL]],
    },
  ]);
});

test("several are named together, the first three with their rows", () => {
  const [finding] = found(spiked({ 200: 350_000, 300: 90_000, 301: 95_000, 500: -60_000 }));
  expect([finding.rows, finding.count]).toEqual([[200, 300, 301], 4]);
  expect(finding.message).toMatch(
    /^"y": 350000 in row 201, .+; 90000 in row 301, .+; 95000 in row 302, .+ and 1 more: wrong readings\?/,
  );
});

test("a reading within the range of all others, but far from its neighbours, is one too", () => {
  const slope = Array.from({ length: 500 }, (_, i) => 1000 + 10 * i + ((i * 7) % 5));
  expect(spikeRows(spiked({ 250: 1100 }, slope))).toEqual([250]);
  const [finding] = found(spiked({ 250: 1100 }, slope));
  expect(finding.message).toContain("1100 in row 251, 2021-01-14 10:00Z, stands alone between 3493 and 3512");
});

test("the last row of a file is named as the one from which the forecast starts", () => {
  const [finding] = found(spiked({ 719: 350_000 }));
  expect(finding.message).toContain("it is the last row, from which a forecast starts: a wrong reading?");
});

test("a number that other rows have is not offered as a mark for missing", () => {
  const slope = Array.from({ length: 500 }, (_, i) => 1000 + 10 * i);
  const [finding] = found(spiked({ 250: 1005 }, slope));
  expect(finding.remedies).toEqual([[{ option: "missing", value: 1005 }, SEASONAL]]);
  const [other] = found(spiked({ 250: 1000 }, slope));
  expect([other.kind, other.rows, other.remedies]).toEqual(["spike", [250], undefined]);
});

test.each<[string, readonly number[]]>([
  ["a level that changes for good", load.map((value, i) => (i < 400 ? value : 50 * value))],
  ["a level that changes five rows before the end", load.map((value, i) => (i < 715 ? value : 50 * value))],
  ["a peak each day", load.map((value, i) => (i % 24 === 12 ? 100 * value : value))],
  ["a peak each week, three of them", load.slice(0, 500).map((value, i) => (i % 168 === 12 ? 100 * value : value))],
  ["two peaks a year apart", Array.from({ length: 700 }, (_, i) => (i % 365 === 200 ? 9000 : 100 + ((i * 7) % 11)))],
  ["one event in a column of zeros", Array.from({ length: 700 }, (_, i) => (i === 300 ? 1 : 0))],
  [
    "a few sales of very different size",
    Array.from({ length: 700 }, (_, i) => (i % 100 === 50 ? 1 + (i % 3) * 40 : 0)),
  ],
  ["more than a handful", load.map((value, i) => ([5, 77, 190, 333, 401, 590, 610].includes(i) ? 100 * value : value))],
])("no spike: %s", (_, values) => {
  expect(spikeRows(Float64Array.from(values))).toEqual([]);
});

test("a tenfold reading is found wherever the others have no heavy tail", () => {
  const { normal } = draws(5);
  const noise = Array.from({ length: 300 }, () => 100 + 10 * normal());
  expect(spikeRows(spiked({ 40: 1000 }, noise))).toEqual([40]);
  expect(spikeRows(spiked({ 40: 1000 }, CLEAN["a random walk"](300, draws(5))))).toEqual([40]);
});

test("several at distances that happen to be equal are no season, since none stands before or behind them", () => {
  const { normal } = draws(11);
  const noise = Array.from({ length: 900 }, (_, i) => 15 + 6 * Math.sin((2 * Math.PI * i) / 24) + normal());
  expect(spikeRows(spiked({ 250: 99, 450: -70, 650: 91 }, noise))).toEqual([250, 450, 650]);
  expect(spikeRows(spiked({ 250: 99, 450: 94, 650: 91 }, noise))).toEqual([250, 450, 650]);
  // Peaks a day apart are a season, even where they begin and end.
  expect(spikeRows(spiked({ 250: 99, 274: 94, 298: 91 }, noise))).toEqual([]);
});

test("missing values are passed over", () => {
  expect(spikeRows(spiked({ 199: Number.NaN, 200: 350_000, 201: Number.NaN }))).toEqual([200]);
});
