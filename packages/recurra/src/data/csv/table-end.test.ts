import { expect, test } from "vitest";
import { Series } from "../series/series.ts";

const days = Array.from({ length: 12 }, (_, i) => `2021-01-${String(i + 1).padStart(2, "0")}`);
const table = (head: string, tail: string) =>
  `${head}\n${days.map((day, i) => `${day},${i},${i + 0.5}`).join("\n")}${tail}`;
const read = (text: string) => Series.fromCsv(text, { name: "a.csv" });

test("totals, sources and notes at the end are no rows, and a note says so", () => {
  for (const [tail, note] of [
    ["\nTotal,66,72", 'line 14, which begins with "Total", is no row: left out'],
    [
      "\nMittelwert,6,7\nMax,9,9",
      '2 lines from line 14 on, which begin with "Mittelwert", "Max", are no rows: left out',
    ],
    ["\n,66,72", 'line 14, which begins with "66", is no row: left out'],
    ["\n\nSource: Bureau", 'line 15, which begins with "Source: Bureau", is no row: left out'],
    ["\nAs revised in May,,\n", 'line 14, which begins with "As revised in May", is no row: left out'],
    [
      "\nSumme,66,72\n,,\n* a, b, c, d",
      '2 lines from line 14 on, which begin with "Summe", "* a", are no rows: left out',
    ],
  ]) {
    const series = read(table("Day,A,B", tail));
    expect(series.length, tail).toBe(12);
    expect(series.notes).toEqual([note]);
  }
});

test("a row that is cut off is no remark, and texts in the first column are none either", () => {
  expect(() => read(table("Day,A,B", "\n2021-0"))).toThrow("row 13 (line 14) has 1 cell, but the header has 3");
  expect(read("Name,A\nTotal,1\nTotals,2\nMean,3\n").length).toBe(3);
});

test("a line of units, and the three lines of yfinance, make one header", () => {
  const units = read(table("Day,A,B\nTS,degC,%", ""));
  expect(units.columns).toEqual(["A", "B"]);
  expect(units.notes).toEqual(['line 2 ("TS", "degC", "%") holds no number and no time: taken as part of the header']);
  expect(units.place(0)).toBe("row 1 (line 3)");
  const one = read(table("Price,Close,Open\nTicker,ABC,ABC\nDate,,", ""));
  expect([one.times.name, ...one.columns]).toEqual(["Date", "Close", "Open"]);
  const two = read(table("Price,Close,Close\nTicker,ABC,XYZ\nDate,,", ""));
  expect([two.times.name, ...two.columns]).toEqual(["Date", "Close ABC", "Close XYZ"]);
  expect(two.length).toBe(12);
});

test("a line of units may stand above numbers with something around them, and no row is one", () => {
  const dressed = (first: string) =>
    read(`Place,A,B\n${first}\n${days.map((_, i) => `North,${i}.5K,${i} kWh`).join("\n")}`);
  expect(dressed(",MW,net").notes[0]).toBe(
    'line 2 ("MW", "net") holds no number and no time: taken as part of the header',
  );
  expect(dressed("South,7.5K,8 kWh").length).toBe(13);
});

test("a quote inside a cell that is not read refuses nothing, and a note says so", () => {
  const rows = days.map((day, i) => `${day},${i + 4}" pipe,${i}`).join("\n");
  const series = read(`Day,Size,A\n${rows}`);
  expect([...series.column("A")]).toEqual(days.map((_, i) => i));
  expect(series.notes[0]).toBe(
    "12 cells with a quote inside, but none around, read as they stand: the first is on line 2",
  );
});

test("an empty cell in quotes is a missing value in a file of one column, and so is an empty line", () => {
  for (const [cell, line] of [
    ['""', 4],
    ["", 4],
    ["NA", 4],
  ]) {
    const series = read(`v\n0\n1\n${cell}\n3\n4\n`);
    expect([...series.column("v")]).toEqual([0, 1, Number.NaN, 3, 4]);
    expect(series.place(2)).toBe(`row 3 (line ${line})`);
    expect(series.place(3)).toBe("row 4 (line 5)");
  }
  expect([...read('v\n0\n1\n""\n').column("v")]).toEqual([0, 1, Number.NaN]);
});

test("empty lines inside a table, or between all lines of one column, are left out and said", () => {
  expect(read("Day,A\n2021-01-01,1\n\n2021-01-02,2\n\n\n").notes).toEqual([
    "1 empty line inside the table left out, below line 2",
  ]);
  const spaced = read("v\n\n0\n\n1\n\n2\n");
  expect(spaced.length).toBe(3);
  expect(spaced.notes[0]).toBe("2 empty lines inside the table left out, below lines 3 and 5");
});

test("the names of the columns again, as behind another file, are no row; a single name is a cell", () => {
  const again = read(table("Day,A,B", `\nDay,A,B\n2021-01-13,1,2\nDay,A,B\n2021-01-14,3,4`));
  expect([again.length, again.column("B")[13], again.place(12)]).toEqual([14, 4, "row 13 (line 15)"]);
  expect(again.notes).toEqual(["2 lines from line 14 on have the names of the columns again: left out"]);
  expect(() => read(table("Day,A,B", "\n2021-01-13,A,2"))).toThrow('row 13 (line 14), column "A": "A" is not a number');
});

test("the first line of a logger's file is about the logger, with as many cells as the table or not", () => {
  for (const about of ['"TOA5","CR1000","x"', '"TOA5","CR1000","CR1000","1021","Std.07","CPU:a","51718","Hour"']) {
    const series = read(`${about}\n${table('"TIMESTAMP","RECORD","AirT"\n"TS","RN","Deg C"\n"","","Avg"', "")}`);
    expect([series.times.name, ...series.columns]).toEqual(["TIMESTAMP", "RECORD", "AirT"]);
    expect(series.notes[0]).toBe("line 1 is about the logger: left out");
  }
});
