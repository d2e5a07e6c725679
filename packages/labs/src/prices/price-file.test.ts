import { expect, test } from "vitest";
import { readPrices } from "./price-file.ts";

const read = (text: string, ...columns: string[]) =>
  readPrices({ name: "prices.csv", text }, columns.length > 0 ? columns : ["Close"]);

const values = (text: string, ...columns: string[]) => {
  const { series, columns: found } = read(text, ...columns);
  return found.map((name) => [...series.column(name)]);
};

test("dates are read as the files write them: month first, newest first, year first with slashes, a byte-order mark", () => {
  for (const text of [
    "Date,Open,Close\n6/29/2010,1,10\n6/30/2010,1,11\n7/1/2010,1,12\n",
    "Date,Close,Open\n07/01/2010,12,1\n06/30/2010,11,1\n06/29/2010,10,1\n",
    "Date,Close\n2010/6/29,10\n2010/6/30,11\n2010/7/1,12\n",
    "\ufeffDate,Open,Close\n06-29-2010,1,10\n06-30-2010,1,11\n07-01-2010,1,12\n",
  ]) {
    const { series } = read(text);
    expect(series.span()).toBe("2010-06-29 to 2010-07-01");
    expect([...series.column("Close")]).toEqual([10, 11, 12]);
  }
});

test('a column is found without regard to case, "Close" also as "Close/Last", and the exact name before both', () => {
  const dated = (header: string) => `Date,${header}\n2020-01-01,1,2\n2020-01-02,3,4\n`;
  expect(read(dated("Close/Last,Volume")).columns).toEqual(["Close/Last"]);
  expect(read(dated("Volume,CLOSE")).columns).toEqual(["CLOSE"]);
  expect(read(dated("Close/Last,close")).columns).toEqual(["close"]);
  expect(read(dated("Adj Close,Close")).columns).toEqual(["Close"]);
  expect(values(dated("Open,High"), "high", "OPEN")).toEqual([
    [2, 4],
    [1, 3],
  ]);
});

test("columns that the lab does not ask for may hold anything", () => {
  expect(values("Date,Close,Volume\n2020-01-01,1,7\n2020-01-02,2,many\n2020-01-03,3,9\n")).toEqual([[1, 2, 3]]);
});

test("rows out of order are sorted, rows without a price and rows that repeat a day are left out and counted", () => {
  const { series, rows, missing, duplicates } = read(
    "Date,Close\n2020-01-02,2\n2020-01-01,1\n2020-01-02,2\n2020-01-03,\n2020-01-04,4\n2020-01-04,\n",
  );
  expect(series.span()).toBe("2020-01-01 to 2020-01-04");
  expect([...series.column("Close")]).toEqual([1, 2, 4]);
  expect({ rows, missing, duplicates }).toEqual({ rows: 6, missing: 2, duplicates: 1 });
});

test("a file without the column is told what it has", () => {
  expect(() => read("Date,Open\n2020-01-01,1\n2020-01-02,2\n")).toThrow(
    'prices.csv: the lab needs a column "Close", but the file has "Open". Name another with column.',
  );
  expect(() =>
    readPrices({ name: "p.csv", text: "Date,Open\n2020-01-01,1\n" }, ["Close"], ["columns", "target"]),
  ).toThrow("Name another with columns or target.");
  expect(() => read("Date,a,b,c,d,e,f,g,h,i,j\n2020-01-01,1,1,1,1,1,1,1,1,1,1\n")).toThrow('"g", "h" and 2 more. Name');
});

test("text where numbers are needed is named by its row, line and column", () => {
  expect(() => read("Date,Close\n2020-01-01,1\n2020-01-02,dear\n")).toThrow(
    'prices.csv: row 2 (line 3), column "Close": "dear" is not a number. Correct the cell or empty it.',
  );
});

test("a file without dates, with one day, or with rows that are not days is refused", () => {
  expect(() => read("Open,Close\n1,2\n3,4\n")).toThrow(
    "prices.csv: the lab needs one row a day with its date, but no column holds dates. Add one, such as Date with 2018-05-31.",
  );
  expect(() => read("Date,Close\n2020-01-01,2\n")).toThrow(
    "prices.csv: the lab needs one row a day with its date, but there is one day (2020-01-01 to 2020-01-01). Give a file of daily prices.",
  );
  expect(() => read("Month,Close\n2020-01,1\n2020-02,2\n2020-03,3\n")).toThrow(
    "but its rows are 1 month apart. Give a file of daily prices.",
  );
  expect(() => read("Time,Close\n2020-01-01 09:00,1\n2020-01-01 10:00,2\n2020-01-01 11:00,3\n")).toThrow(
    "but its rows are 1 hour apart.",
  );
});

test("two prices for one day are refused, with both rows", () => {
  expect(() => read("Date,Close\n2020-01-01,1\n2020-01-02,2\n2020-01-02,3\n2020-01-03,3\n")).toThrow(
    'prices.csv: row 2 (line 3) and row 3 (line 4) are both 2020-01-02, but have 2 and 3 in "Close". Keep the right one.',
  );
});

test("an empty file is refused in the library's words, and no file in the lab's", () => {
  expect(() => read("")).toThrow("prices.csv: the file is empty.");
  expect(() => readPrices(undefined, ["Close"])).toThrow("the lab needs a file of daily prices, but none was given.");
});

test("a file without dates is told what a lab needs, not the reader's own options", () => {
  const text = `Date,Close\n${Array.from({ length: 40 }, (_, i) => `garbage,${i}`).join("\n")}\n`;
  expect(() => readPrices({ name: "f.csv", text }, ["Close"])).toThrow(
    "f.csv: the lab needs one row a day with its date, but no column holds dates. Add one, such as Date with 2018-05-31.",
  );
});
