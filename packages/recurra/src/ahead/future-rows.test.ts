import { expect, test } from "vitest";
import { DataError } from "../core/errors.ts";
import { Series } from "../data/index.ts";
import { shop } from "./ahead.fixture.ts";
import { joinAhead, knownRows, splitBehind } from "./future-rows.ts";
import { withFutureRows } from "./with-future-rows.ts";

const { series, promo, price } = shop(60, 7);
const known = series.slice(0, 60);
const ask = { target: "sales", future: ["promo", "price"], horizon: 5 };
const DAY = 86_400_000;

test("a series is cut behind the last value of its target, and one without a value is left whole", () => {
  const { known: before, behind } = splitBehind(series, "sales");
  expect([before.length, behind.length]).toEqual([60, 7]);
  expect(splitBehind(series.slice(60), "sales").known.length).toBe(7);
  expect(knownRows(series, ask).length).toBe(60);
  expect(knownRows(series, { target: "sales" })).toBe(series);
});

test("rows ahead may stand in the series, be a series, or be lists: the joined rows are the same", () => {
  const joined = (from: Series, given?: Parameters<typeof joinAhead>[2]) => {
    const { whole } = joinAhead(from, ask, given);
    return { times: [...whole.times.values()], columns: whole.columns.map((name) => [...whole.column(name)]) };
  };
  const own = joined(series);
  expect(own.times).toHaveLength(65);
  expect(own.columns[1]).toEqual(promo.slice(0, 65));
  expect(own.columns[0].slice(60).every(Number.isNaN)).toBe(true);
  expect(joined(known, series.slice(60))).toEqual(own);
  expect(joined(known, { promo: promo.slice(60), price: price.slice(60) })).toEqual(own);
  expect(joined(withFutureRows(known, series.slice(58).select(["promo", "price"])))).toEqual(own);
});

test("a second series brings columns that the first one lacks, by time, and rows behind its last", () => {
  const whole = withFutureRows(known.select(["sales"]), series.select(["promo", "price"]));
  expect([...whole.column("promo")]).toEqual(promo);
  expect([...whole.column("sales").subarray(0, 60)]).toEqual([...known.column("sales")]);
  expect(whole.notes.at(-1)).toBe("7 rows behind the last come from shop.csv");
  // A time that it lacks leaves a cell empty, and a cell that is there stays.
  const some = withFutureRows(
    known,
    Series.fromColumns({ promo: [9, 9], other: [1, 2] }, { times: [19_010 * DAY, 19_060 * DAY] }),
  );
  expect(some.column("promo")[10]).toBe(promo[10]);
  expect([some.column("other")[10], some.column("other")[11], some.column("promo")[60]]).toEqual([1, Number.NaN, 9]);
});

const days = (from: number, count: number, step = 1) =>
  Array.from({ length: count }, (_, i) => (19_060 + from + i * step) * DAY);
const rows = (times: number[], columns: Record<string, number[]> = {}) => {
  const all = { promo: times.map(() => 0), price: times.map(() => 10), ...columns };
  return Series.fromColumns(all, { times, name: "ahead.csv" });
};
const needs = 'shop.csv: a forecast of 5 rows needs "promo" and "price" for 2022-03-09 to 2022-03-13; ';
const all = ["2022-03-09,,", "2022-03-10,,", "2022-03-11,,", "2022-03-12,,", "2022-03-13,,"];

/** Every way in which rows ahead may be wrong: what is said, and the rows to fill in. */
test.each<[string, () => Parameters<typeof joinAhead>[2], string, readonly string[]]>([
  ["none", () => undefined, "behind 2022-03-08, the last row with a value, there is no row", all],
  ["an empty object", () => ({}), "behind 2022-03-08, the last row with a value, there is no row", all],
  [
    "too few",
    () => rows(days(0, 3)),
    "given are 3 rows, 2022-03-09 to 2022-03-11; 2 rows are missing at the end",
    all.slice(3),
  ],
  [
    "one, in lists",
    () => ({ promo: [1], price: [9] }),
    "given is 1 row, 2022-03-09 to 2022-03-09; 4 rows are missing at the end",
    all.slice(1),
  ],
  [
    "a hole before them",
    () => rows(days(2, 5)),
    "given are 5 rows, 2022-03-11 to 2022-03-15; 2 rows are missing between 2022-03-08 and 2022-03-11",
    all.slice(0, 2),
  ],
  [
    "a hole among them",
    () => rows([...days(0, 2), ...days(4, 3)]),
    "given are 5 rows, 2022-03-09 to 2022-03-15; 2 rows are missing between 2022-03-10 and 2022-03-13",
    all.slice(2, 4),
  ],
  [
    "not behind the known rows",
    () => rows(days(-3, 8)),
    "given are 8 rows, 2022-03-06 to 2022-03-13; they begin at 2022-03-06, and not behind 2022-03-08, the last row with a value",
    [],
  ],
  [
    "a wrong step",
    () => rows([19_060, 19_060.5, 19_061, 19_061.5, 19_062].map((day) => day * DAY)),
    "given are 5 rows, 2022-03-09 00:00Z to 2022-03-11 00:00Z; the step of the rows is 1 day, but 2022-03-10 follows 2022-03-09",
    all.slice(3),
  ],
  [
    "a column is missing",
    () => rows(days(0, 5)).select(["promo"]),
    'given are 5 rows, 2022-03-09 to 2022-03-13; there is no column "price" in them',
    all.map((line) => line.replace(",,", ",0,")),
  ],
  [
    "cells are empty",
    () => rows(days(0, 5), { price: [10, Number.NaN, 10, Number.NaN, 10] }),
    'given are 5 rows, 2022-03-09 to 2022-03-13; "price" is empty in 2022-03-10, 2022-03-12',
    ["2022-03-10,0,", "2022-03-12,0,"],
  ],
  [
    "lists of two lengths",
    () => ({ promo: [0, 0, 0, 0, 0], price: [1, 2, 3] }),
    'given are 5 rows, 2022-03-09 to 2022-03-13; "price" is empty in 2022-03-12, 2022-03-13',
    ["2022-03-12,0,", "2022-03-13,0,"],
  ],
  [
    "no times",
    () => Series.fromColumns({ promo: [0, 0, 0, 0, 0], price: [1, 2, 3, 4, 5] }),
    "given are 5 rows, row 1 to row 5; they have no times",
    all,
  ],
])("rows ahead that are wrong are refused: %s", (_, given, said, lines) => {
  const table = lines.length === 0 ? undefined : ["time,promo,price", ...lines].join("\n");
  let error: unknown;
  try {
    joinAhead(known, ask, given());
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(DataError);
  const { code, message, details } = error as DataError;
  const [sentence, ...rest] = message.split("\n");
  const cure =
    lines.length === 0
      ? "Correct them"
      : `Add ${lines.length === 1 ? "this row" : `these ${lines.length} rows`} and fill in what is empty`;
  expect(sentence).toBe(`${needs}${said}. ${cure}, or leave out of future what is not known ahead.`);
  expect([code, details.table, rest.join("\n")]).toEqual(["AHEAD_ROWS", table, table ?? ""]);
});

test("rows out of order, unknown names and clocks of another kind are refused in their own sentences", () => {
  expect(() => joinAhead(known, ask, rows(days(0, 5).toReversed()))).toThrow(
    "ahead.csv: row 2 (2022-03-12) is earlier than row 1",
  );
  expect(() => joinAhead(known, ask, { promos: [1], price: [1] })).toThrow(
    'future: "promos" is no column that the model knows ahead. Nearest: "promo". Leave it out.',
  );
  expect(() => joinAhead(known.select(["sales", "promo"]), ask, rows(days(0, 5)))).toThrow(
    'shop.csv: there is no column "price".',
  );
  expect(() => withFutureRows(known, Series.fromColumns({ promo: [1] }, { name: "more.csv" }))).toThrow(
    "more.csv: its times are each a row, but those of shop.csv are each a date. Write the times of both alike.",
  );
});

test("without times, rows ahead are those behind the last, and the table has the columns alone", () => {
  const plain = Series.fromColumns({ v: [1, 2, 3, Number.NaN], w: [1, 1, 1, 1] }, { name: "plain" });
  const wanted = { target: "v", future: ["w"], horizon: 2 };
  expect(() => joinAhead(plain, wanted)).toThrow(
    'plain: a forecast of 2 rows needs "w" for row 4 to row 5; given is 1 row, row 4 to row 4; 1 row is missing at the end. Add this row and fill in what is empty, or leave out of future what is not known ahead.\nw\n',
  );
  expect([...joinAhead(plain, { ...wanted, horizon: 1 }).whole.column("w")]).toEqual([1, 1, 1, 1]);
});
