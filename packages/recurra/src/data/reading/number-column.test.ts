import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

/** A file of one column x, cut by tabs so that every sign may stand in a cell. */
function read(cells: readonly string[], options: CsvOptions = {}) {
  const lines = cells.map((cell, i) => `2020-01-${String(i + 1).padStart(2, "0")}\t${cell}`);
  const series = Series.fromCsv(`Date\tx\n${lines.join("\n")}\n`, { name: "a.csv", columns: ["x"], ...options });
  return { x: [...series.column("x")], notes: series.notes };
}

test.each([
  [
    ["1.5*", "2.5", "3 (p)", "4 [1]"],
    [1.5, 2.5, 3, 4],
    ['"*", "(p)", "[1]" behind 3 cells of "x" left out: a reference to a note'],
  ],
  [["12,-", "1,50", "\u20137,-"], [12, 1.5, -7], []],
  [["99.75M", "109.14K", "500"], [99750000, 109140, 500], ['"x": "M" as times 1e6 and "K" as times 1e3']],
  [["1.2k", "3k"], [1200, 3000], ['"x": "k" as times 1e3']],
  [["$1.2M", "$0.5B"], [1.2e6, 5e8], ['"x": "$" and "M" as times 1e6 and "$" and "B" as times 1e9']],
  [["1,2 Mio. €", "3 Mio. €"], [1.2e6, 3e6], ['"x": "Mio. €" as times 1e6']],
  [["5 m", "6 m"], [5, 6], ['"m" stands behind each cell of "x"']],
  [["5 kWh", "6.5 kWh", ""], [5, 6.5, Number.NaN], ['"kWh" stands behind each cell of "x"']],
  [["5 kWh", "0"], [5, 0], ['"kWh" stands behind 1 of 2 cells of "x"']],
  [["98,65 EUR", "1.099,5 EUR"], [98.65, 1099.5], ['"EUR" stands behind each cell of "x"']],
  [["$5", "6"], [5, 6], ['"$" stands before 1 of 2 cells of "x"']],
  [["99.75", "(109.14)"], [99.75, -109.14], ['1 cell of "x" in brackets read as negative']],
  [
    ["True", "False", "true", "NA"],
    [1, 0, 1, Number.NaN],
    ['"x": true read as 1, false as 0', 'taken as missing: "NA" in 1 cell'],
  ],
  [
    ["1", "NA", "---", "NA"],
    [1, Number.NaN, Number.NaN, Number.NaN],
    ['taken as missing: "NA" in 2 cells and "---" in 1 cell'],
  ],
])("%j is read, and a note says what was left out", (cells, values, notes) => {
  const read_ = read(cells);
  expect(read_.x).toEqual(values);
  expect(read_.notes).toEqual(notes);
});

const mixture = 'a.csv: what stands around the numbers of "x" does not make one unit: ';

test.each([
  [["5%", "0.05"], '"%" in 1 cell and nothing in 1. Say what it counts with units: "%=1" or units: "%=0.01".'],
  [["5 MB", "1 GB"], '"MB" in 1 cell and "GB" in 1. Say what each is to be multiplied by, as in units: "MB=1,GB=1".'],
  [["$5", "€6"], '"$" in 1 cell and "€" in 1. Say what each is to be multiplied by, as in units: "$=1,€=1".'],
  [["293 K", "294 K"], '"K" in 2 cells. Say what it counts with units: "K=1" or units: "K=1e3".'],
  [["5 kWh", "6"], '"kWh" in 1 cell and nothing in 1. Say what each is to be multiplied by, as in units: "kWh=1".'],
  [["99.5M", "108.35"], '"M" in 1 cell and nothing in 1. Say what it counts with units: "M=1" or units: "M=1e6".'],
  [["1.5k", "300m"], '"k" in 1 cell and "m" in 1. Say what each is to be multiplied by, as in units: "k=1e3,m=1e6".'],
])("%j is refused with the option that settles it", (cells, words) => {
  expect(() => read(cells)).toThrow(mixture + words);
  const lines = cells.map((cell, i) => `${i}\t${cell}`);
  const { columns: left, notes } = Series.fromCsv(`a\tx\n${lines.join("\n")}\n`, { time: false });
  expect([left, notes[0]]).toEqual([["a"], expect.stringMatching(/^column "x" left out: what stands around/)]);
});

test("what was said of units is done", () => {
  expect(read(["5%", "0.05"], { units: "%=0.01" }).x).toEqual([0.05, 0.05]);
  expect(read(["5 MB", "1 GB"], { units: ["MB=1", "GB=1000"] }).x).toEqual([5, 1000]);
  expect(read(["$5", "€6"], { units: "$=1,€=2" }).x).toEqual([5, 12]);
  expect(read(["293 K", "294 K"], { units: "K=1" }).x).toEqual([293, 294]);
  expect(read(["293 K", "294 K"], { units: "K=1e3" }).x).toEqual([293000, 294000]);
  expect(read(["1.5k", "300m"], { units: "k=1000,m=0.001" }).x).toEqual([1500, 0.3]);
});

test("a word that spoils several cells is offered as missing, and no 16,000 cells are to be corrected", () => {
  const cells = [..."123456789"];
  expect(() => read([...cells, "M", "M"])).toThrow(
    'row 10 (line 11), column "x": 2 cells are "M", which is not a number. If that means "no value", say missing: "M".',
  );
  expect(read([...cells, "M"], { missing: "M" }).x[9]).toBeNaN();
  // No sign that steers a terminal is offered.
  expect(() => read([...cells, "a\u0085b"])).toThrow(/is not a number\. Correct the cell or empty it\.$/);
  expect(() => read([...cells, "M", "T"])).toThrow(
    '"M" is not a number (nor are 1 more of 11 cells). If they mean "no value", say missing: "M" and missing: "T".',
  );
});

test("a column of text says which words it holds, and keeps them with their counts", () => {
  const wind = ["NE", "NW", "NE", "SE", "NE"];
  expect(() => read(wind)).toThrow(
    'a.csv: column "x" holds text: "NE" in 3 cells, "NW" in 1 cell and "SE" in 1 cell. Choose a column of numbers.',
  );
  const series = Series.fromCsv(`Date,x,y\n${wind.map((cell, i) => `2020-01-0${i + 1},${cell},1`).join("\n")}\n`);
  expect([...(series.parts.leftOut.get("x")?.categories ?? [])]).toEqual([
    ["NE", 3],
    ["NW", 1],
    ["SE", 1],
  ]);
});

test("a decimal comma elsewhere in the file settles a cell that reads both ways, also in a column that is not read", () => {
  const text = "Date;x;y\n2020-01-01;6,965;1,5\n2020-01-02;7,125;2,5\n";
  expect([...Series.fromCsv(text).column("x")]).toEqual([6.965, 7.125]);
  expect([...Series.fromCsv(text, { columns: ["x"] }).column("x")]).toEqual([6.965, 7.125]);
});

test("each column has its own decimal sign where it shows one; columns that show none between two signs are refused", () => {
  const series = Series.fromCsv("Date;x;y\n2020-01-01;1,5;1.25\n2020-01-02;2,5;2.75\n");
  expect([...series.column("x"), ...series.column("y")]).toEqual([1.5, 2.5, 1.25, 2.75]);
  expect(series.notes).toEqual(['decimal comma in "x", decimal point elsewhere']);
  const doubtful = "Date;x;y;z\n2020-01-01;1,5;1.25;1.234\n2020-01-02;2,5;2.75;2.345\n";
  expect(() => Series.fromCsv(doubtful)).toThrow(
    '"1.234" may be written with a decimal point or with grouped thousands',
  );
  expect(() => Series.fromCsv("Date;x\n2020-01-01;1.234\n2020-01-02;2.345\n")).toThrow(
    'Say which with decimal: "," or',
  );
});

test("the signs of the file stay with the series", () => {
  expect(Series.fromCsv("Date;x\n2020-01-01;1,5\n").parts.signs).toEqual({ delimiter: ";", decimal: "," });
});

test("a point is doubtful where numbers below 1,000 have none and those above have three digits behind it", () => {
  expect(() => read(["950", "1.050"])).toThrow('"1.050" may be written with a decimal point or with grouped thousands');
  expect(read(["950", "1.050"], { decimal: "," }).x).toEqual([950, 1050]);
  expect(read(["0", "1.050"]).x).toEqual([0, 1.05]);
  expect(read(["1950", "1.050"]).x).toEqual([1950, 1.05]);
  expect(read(["950", "1.050", "0.125"]).x).toEqual([950, 1.05, 0.125]);
});

test("codes with zeros before them, and numbers beside many words, are said", () => {
  const rows = Array.from(
    { length: 20 },
    (_, i) => `2020-01-${i + 1 < 10 ? 0 : ""}${i + 1},${String(i * 37).padStart(5, "0")},${i % 5 === 0 ? "<0.5" : i}`,
  );
  const { notes, columns } = Series.fromCsv(`Date,plz,x\n${rows.join("\n")}\n`);
  expect(columns).toEqual(["plz"]);
  expect(notes).toEqual([
    '"plz": numbers with zeros before them, "00037" read as 37',
    'column "x" left out: 4 of 20 cells are no numbers, such as "<0.5"',
  ]);
});
