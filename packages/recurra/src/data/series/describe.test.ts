import { expect, test } from "vitest";
import type { Wording } from "../../core/phrase.ts";
import { describe } from "./describe.ts";
import { Series } from "./series.ts";

const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
const csv = (rows: readonly string[]) => `site,When,load,none,kind\n${rows.join("\n")}\n`;
const rows = Array.from({ length: 60 }, (_, i) => {
  const load = i === 7 ? "" : `${10 + ((i * i * 31) % 17)} kW`;
  return `north,${day(i)},${load},,${i % 3 === 0 ? "high" : "low"}`;
});

test("every column in the order of the file, with what it holds", () => {
  const { columns } = describe(Series.fromCsv(csv(rows), { name: "load.csv" }));
  expect(columns).toEqual([
    { name: "site", type: "text", filled: 60, missing: 0, distinct: 1, commonest: [{ value: "north", count: 60 }] },
    { name: "When", type: "times", filled: 60, missing: 0 },
    {
      ...{ name: "load", type: "numbers", unit: "kW", filled: 59, missing: 1, smallest: 10, largest: 24 },
      ...{ mean: expect.any(Number), distinct: 9, seasons: expect.any(Array) },
    },
    { name: "none", type: "empty", filled: 0, missing: 60 },
    {
      ...{ name: "kind", type: "text", filled: 60, missing: 0, distinct: 2 },
      commonest: [
        { value: "low", count: 40 },
        { value: "high", count: 20 },
      ],
    },
  ]);
});

test.each([
  ["Date,x", "name", ["Date"]],
  ["recorded,x", "cells", ["recorded"]],
  ["x,y", "none", []],
])("the clock of %s is found by its %s", (header, found, columns) => {
  const cells = (i: number) => (found === "none" ? `${(i * i) % 7},${(i * 5) % 9}` : `${day(i)},${(i * i) % 7}`);
  const text = `${header}\n${Array.from({ length: 20 }, (_, i) => cells(i)).join("\n")}`;
  expect(describe(Series.fromCsv(text)).clock).toMatchObject({ found, columns });
});

test("a clock that was named, one of several columns, and none of a file", () => {
  const text = "year,month,x\n2020,1,5\n2020,2,3\n2020,3,4\n2020,4,1\n2020,5,1\n";
  const joined = { name: "year month", columns: ["year", "month"], kind: "month", from: "2020-01", to: "2020-05" };
  expect(describe(Series.fromCsv(text)).clock).toMatchObject({ ...joined, found: "joined" });
  expect(describe(Series.fromCsv(text, { time: ["year", "month"] })).clock).toMatchObject({
    ...joined,
    found: "asked",
  });
  expect(describe(Series.fromColumns({ x: [1, 2] })).clock).toMatchObject({ found: null, columns: [], name: "row" });
});

test("gaps are counted, and of rows out of order neither these nor seasons are told", () => {
  const holes = rows.filter((_, i) => i % 20 < 17);
  expect(describe(Series.fromCsv(csv(holes))).gaps).toEqual({ count: 2, rows: 6 });
  const { gaps, columns } = describe(Series.fromCsv(csv([rows[1], rows[0], ...rows.slice(2)])));
  expect(gaps).toBeNull();
  expect(columns[2].seasons).toBeUndefined();
});

test("findings are said in the words of an edge, and of several series there are none", () => {
  const wording: Wording = {
    option: (name, value) => `<${name}=${value}>`,
    call: () => undefined,
    speaker: () => undefined,
  };
  const series = Series.fromCsv(csv(rows.filter((_, i) => i !== 30)));
  const said = (options: object) => describe(series, options).findings.map(({ message }) => message);
  expect(said({ wording }).join()).toContain("<fillGaps=");
  expect(said({}).join()).toContain("fillGaps: ");
  expect(said({ several: true })).toEqual([]);
});

test("it is JSON as it stands, also without rows", () => {
  const series = Series.fromCsv(csv(rows));
  for (const part of [series, series.slice(0, 0)]) {
    const found = describe(part);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  }
  expect(describe(series.slice(0, 0)).clock).toMatchObject({ from: null, to: null });
});
