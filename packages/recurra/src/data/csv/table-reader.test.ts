import { expect, test } from "vitest";
import type { Table } from "./table.ts";
import type { TableLayout } from "./table-layout.ts";
import { TableReader } from "./table-reader.ts";

function readTable(text: string, name: string, layout: TableLayout = {}): Table {
  const reader = new TableReader(name, layout);
  reader.push(text);
  return reader.finish();
}

const rowsOf = (table: Table) =>
  Array.from({ length: table.length }, (_, row) => table.columns.map((column) => column.at(row)));

const codeOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "none";
};

test("comma, semicolon and tab are found as delimiters, decimal commas and all", () => {
  expect(readTable("Date,Close\n2020-01-01,1\n", "a.csv").delimiter).toBe(",");
  expect(readTable("Date;Close\n2020-01-01;1,5\n2020-01-02;2,5\n", "a.csv").delimiter).toBe(";");
  expect(readTable("Date\tClose, adjusted\n2020-01-01\t1\n", "a.csv").delimiter).toBe("\t");
  expect(readTable('a,b\n"1;2;3",2\n', "a.csv").delimiter).toBe(",");
  expect(readTable("one\n1\n", "a.csv").header).toEqual(["one"]);
});

test("the delimiter is found in a file whose first 64 KiB end within a row", () => {
  const header = Array.from({ length: 900 }, (_, i) => `column ${i}`).join(";");
  const row = Array.from({ length: 900 }, () => "1234,5678").join(";");
  expect(readTable([header, ...Array<string>(19).fill(row)].join("\n"), "wide.csv").delimiter).toBe(";");
});

test("another delimiter can be named", () => {
  expect(rowsOf(readTable("a|b\n1|2\n", "a.csv", { delimiter: "|" }))).toEqual([["1", "2"]]);
});

test("a byte-order mark, Windows line ends, quoted commas and trailing blank lines are simply read", () => {
  const table = readTable('\ufeffDate,"Close, adjusted"\r\n2020-01-01,"1,234"\r\n2020-01-02,2\r\n\r\n\r\n', "a.csv");
  expect(table.header).toEqual(["Date", "Close, adjusted"]);
  expect(rowsOf(table)).toEqual([
    ["2020-01-01", "1,234"],
    ["2020-01-02", "2"],
  ]);
  expect([...table.lines]).toEqual([2, 3]);
  expect(table.notes).toEqual([]);
});

test("rows of empty cells at the end are left out, and a note says so", () => {
  const table = readTable("a,b\n1,2\n,\n,\n", "a.csv");
  expect(rowsOf(table)).toEqual([["1", "2"]]);
  expect(table.notes).toEqual(["2 empty rows at the end left out"]);
});

test("200 columns are read", () => {
  const names = Array.from({ length: 200 }, (_, i) => `c${i}`);
  const table = readTable(`${names.join(",")}\n${names.map((_, i) => i).join(",")}\n`, "a.csv");
  expect(table.header).toEqual(names);
  expect(table.columns[199].at(0)).toBe("199");
});

test("an empty file is an error", () => {
  for (const text of ["", "\ufeff", "\n\r\n  \n", '""']) {
    expect(() => readTable(text, "a.csv")).toThrow(
      "a.csv: the file is empty. Give a header line and one row per line.",
    );
    expect(codeOf(() => readTable(text, "a.csv"))).toBe("CSV_EMPTY");
  }
});

test("a header without rows is an error", () => {
  expect(() => readTable("Date,Close\n", "a.csv")).toThrow(
    'a.csv: a header ("Date", "Close") but no rows. Add at least one row below it.',
  );
  expect(codeOf(() => readTable("Date,Close\n,\n", "a.csv"))).toBe("CSV_HEADER_ONLY");
});

test("a first line of values is an error with its remedy", () => {
  expect(() => readTable("2020-01-01,1.5\n2020-01-02,2.5\n", "a.csv")).toThrow(
    'a.csv: the first line holds values ("2020-01-01", "1.5"), not column names. Name the columns by their numbers with header: "none", or add a first line such as Date,Value.',
  );
  expect(codeOf(() => readTable("1,2\n3,4\n", "a.csv"))).toBe("CSV_NO_HEADER");
});

test("of columns with one name the later ones are numbered, past names that are there; given names are refused", () => {
  const { header, notes } = readTable("Date,Close,Close,Close 2,Close\n2020-01-01,1,2,3,4\n", "a.csv");
  expect(header).toEqual(["Date", "Close", "Close 3", "Close 2", "Close 4"]);
  expect(notes).toEqual([
    'columns 2 and 3 are both named "Close": the later one is called "Close 3"',
    'columns 2 and 5 are both named "Close": the later one is called "Close 4"',
  ]);
  expect(() => readTable("1,2\n3,4\n", "a.csv", { header: ["a", "a"] })).toThrow(
    'a.csv: columns 1 and 2 are both named "a". Give each column its own name.',
  );
});

test("a column without a name is named by its place", () => {
  expect(readTable(",Close\n0,1\n", "a.csv").header).toEqual(["column 1", "Close"]);
});

test("a row of another length is an error with its line and both counts", () => {
  expect(() => readTable("a,b,c\n1,2,3\n\n4,5\n", "a.csv")).toThrow(
    'a.csv: row 2 (line 4) has 2 cells, but the header has 3 (delimiter ","). Complete the row, or put cells that hold the delimiter in quotes.',
  );
  expect(() => readTable("a\tb\n1\t2\t3\n", "a.csv")).toThrow(
    "row 1 (line 2) has 3 cells, but the header has 2 (delimiter a tab)",
  );
});

test("a table that comes in pieces, cut anywhere, is the one of the whole text, far beyond the first lines as well", () => {
  const rows = Array.from({ length: 9000 }, (_, i) => `2020-01-01,${i},"a ${i % 7}, b"${i % 97 === 0 ? "\n" : ""}`);
  const text = `Title\n\nDate,x,note\n${rows.join("\n")}\n,,\n,,\nSource: a bureau\n`;
  const whole = readTable(text, "a.csv");
  for (const length of [1000, 4097, 70_000]) {
    const reader = new TableReader("a.csv", {});
    for (let at = 0; at < text.length; at += length) reader.push(text.slice(at, at + length));
    const table = reader.finish();
    expect(table.notes).toEqual(whole.notes);
    expect([table.header, table.lines, rowsOf(table)]).toEqual([whole.header, whole.lines, rowsOf(whole)]);
  }
  expect(whole.length).toBe(9000);
  expect(whole.notes.join(" ")).toContain("is no row");
});

test("a row of another length far down is named, also where the lines after it would fit", () => {
  const rows = Array.from({ length: 2000 }, (_, i) => `${i},${i}`);
  rows[1500] = "1,2,3";
  expect(() => readTable(`a,b\n${rows.join("\n")}\n`, "a.csv")).toThrow(
    "a.csv: row 1501 (line 1502) has 3 cells, but the header has 2",
  );
});

test("empty lines in a long column are missing cells, and lines keep their numbers", () => {
  const lines = Array.from({ length: 3000 }, (_, i) => (i % 500 === 7 ? "" : String(i)));
  const table = readTable(`x\n${lines.join("\n")}\n`, "a.csv");
  expect([...table.columns[0]]).toEqual(lines);
  expect([...table.lines]).toEqual(lines.map((_, i) => i + 2));
});
