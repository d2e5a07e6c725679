import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { RecurraError } from "../../core/errors.ts";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

const read = (text: string, options?: CsvOptions) => Series.fromCsv(text, { name: "a.csv", ...options });

const refusal = (text: string, options?: CsvOptions): RecurraError => {
  try {
    read(text, options);
  } catch (error) {
    return error as RecurraError;
  }
  throw new Error("was read");
};

const failure = (text: string, options?: CsvOptions): { code: string; message: string } => {
  const { code, message } = refusal(text, options);
  return { code, message };
};

/** Rows of business days from 2018-01-01 with Close 1, 2, 3, ...; `cell` replaces some cells. */
function prices(rows: number, cell: (row: number) => string | undefined = () => undefined): string {
  const lines = ["Date,Close"];
  for (let row = 1; row <= rows; row++) {
    lines.push(`2018-01-${String(row).padStart(2, "0")},${cell(row) ?? row}`);
  }
  return `${lines.join("\n")}\n`;
}

test("a market download is read: quoted thousands, dollar signs, percent signs, Windows line ends", () => {
  const series = read(
    '\ufeffDate,Close/Last,Volume,Change\r\n01/15/2020,$1.50,"1,234,567",1.5%\r\n01/16/2020,$2.50,"2,000",-2%\r\n',
  );
  expect(series.columns).toEqual(["Close/Last", "Volume", "Change"]);
  expect([...series.column("Close/Last")]).toEqual([1.5, 2.5]);
  expect([...series.column("Volume")]).toEqual([1234567, 2000]);
  expect([...series.column("Change")]).toEqual([1.5, -2]);
  expect(series.times.name).toBe("Date");
});

test("a newest-first file is turned round, and a note says so", () => {
  const series = read("Date,Close/Last\n01/14/2022,3\n01/13/2022,2\n01/12/2022,1\n");
  expect([...series.column("Close/Last")]).toEqual([1, 2, 3]);
  expect(series.times.label(0)).toBe("2022-01-12");
  expect(series.notes).toEqual(["newest row first: turned round"]);
  expect(series.place(0)).toBe("row 3 (line 4)");
});

test("missing cells are NaN", () => {
  const series = read("Date,a,b\n2020-01-01,,1\n2020-01-02,NA,2\n2020-01-03,3,-\n");
  expect([...series.column("a")]).toEqual([Number.NaN, Number.NaN, 3]);
  expect([...series.column("b")]).toEqual([1, 2, Number.NaN]);
});

test("the time column is found by its name, or by its cells", () => {
  expect(read("Value,Trade Date\n1,2020-01-01\n2,2020-01-02\n").times.name).toBe("Trade Date");
  expect(read("Value,When\n1,2020-01-01\n2,2020-01-02\n").times.name).toBe("When");
  expect(read("Day,Timestamp,x\n1,2020-01-01 10:00,1\n2,2020-01-01 11:00,2\n").times.name).toBe("Timestamp");
  expect(read("Year,x\n2019,1\n2020,2\n").times.label(1)).toBe("2020");
});

test("another time column can be named, or none", () => {
  const text = "Date,Filed,x\n2020-01-01,2021-05-01,1\n2020-01-02,2021-05-02,2\n";
  expect(read(text, { time: "Filed" }).times.label(0)).toBe("2021-05-01");
  const rows = read(text, { time: false });
  expect([rows.times.kind, rows.columns, rows.textColumns]).toEqual(["row", ["x"], ["Date", "Filed"]]);
  expect(failure(text, { time: "Fled" }).message).toBe('a.csv: there is no time column "Fled". Nearest: "Filed".');
});

test("without a time column the rows are the clock", () => {
  const series = read("a,b\n1,2\n3,4\n");
  expect([series.times.kind, series.times.label(1), series.length]).toEqual(["row", "2", 2]);
  const numbered = read("time,x\n0,5\n1,6\n");
  expect([numbered.times.kind, numbered.columns]).toEqual(["row", ["time", "x"]]);
  expect(numbered.notes).toEqual(['column "time" holds numbers, not dates: the rows are the clock']);
});

test("a time column with one broken cell stays the time column, and the cell is named", () => {
  expect(failure("Date,x\n2020-01-01,1\n2020-02-30,2\n").message).toBe(
    'a.csv: row 2 (line 3), column "Date": "2020-02-30" is a date that is none: February 2020 has 29 days. Correct the cell.',
  );
  expect(failure("Date,x\n01/02/20,1\n01/03/20,2\n").message).toContain("years have two digits");
});

test("text columns are left out but named, and asking for one shows its first cell", () => {
  const series = read("Date,Ticker,Close\n2020-01-01,AAPL,1\n2020-01-02,MSFT,2\n");
  expect(series.columns).toEqual(["Close"]);
  expect(series.textColumns).toEqual(["Ticker"]);
  expect(() => series.column("Ticker")).toThrow(
    'a.csv: row 1 (line 2), column "Ticker": "AAPL" is not a number (nor are 1 more of 2 cells). Choose a column of numbers.',
  );
  expect(() => series.column("Date")).toThrow('a.csv: column "Date" holds the times. Choose a column of numbers.');
});

test("one text cell among numbers is an error with row, line, column and cell", () => {
  const text = prices(20, (row) => (row === 17 ? "abc" : undefined));
  expect(failure(text)).toEqual({
    code: "CELL_NOT_A_NUMBER",
    message:
      'a.csv: row 17 (line 18), column "Close": "abc" is not a number. Correct the cell or empty it, or name the columns to read with columns: [...], or if it means "no value", say missing: "abc".',
  });
  expect(failure(text, { columns: ["Close"] }).message).toBe(
    'a.csv: row 17 (line 18), column "Close": "abc" is not a number. Correct the cell or empty it, or if it means "no value", say missing: "abc".',
  );
});

test("a text cell in a small file is named when its column is asked for", () => {
  const text = "Date,Close\n2020-01-01,1\n2020-01-02,abc\n";
  expect(failure(text, { columns: ["Close"] }).message).toContain(
    'row 2 (line 3), column "Close": "abc" is not a number',
  );
  expect(() => read(text).column("Close")).toThrow('row 2 (line 3), column "Close": "abc" is not a number');
});

test("columns that were not asked for may hold anything", () => {
  const series = read("Date,Close,Note\n2020-01-01,1,inf\n2020-01-02,2,?!\n", { columns: ["Close"] });
  expect(series.columns).toEqual(["Close"]);
  expect(() => series.column("Note")).toThrow(
    'a.csv: column "Note" was not read: only "Close" was. Add it to columns.',
  );
});

test("an infinite number is an error with row and column", () => {
  expect(failure("Date,Close\n2020-01-01,1\n2020-01-02,1e999\n")).toEqual({
    code: "VALUE_INFINITE",
    message: 'a.csv: row 2 (line 3), column "Close": "1e999" is infinite. Correct the cell or empty it.',
  });
  expect(failure("Date,Close\n2020-01-01,-inf\n2020-01-02,2\n").message).toContain(
    'row 1 (line 2), column "Close": "-inf"',
  );
});

test("a column that is not there is an error with the nearest names", () => {
  expect(failure("Date,Close,Adj Close\n2020-01-01,1,1\n", { columns: ["Clsoe"] })).toEqual({
    code: "COLUMN_UNKNOWN",
    message: 'a.csv: there is no column "Clsoe". Nearest: "Close".',
  });
  expect(failure("Filed,Close\n2020-01-01,1\n", { time: "Filed", columns: ["Filed"] }).message).toBe(
    'a.csv: column "Filed" holds the times. Choose a column of numbers: "Close".',
  );
});

test("an empty column is left out with a note, and an error when asked for", () => {
  const text = "Date,x,y\n2020-01-01,1,\n2020-01-02,2,NA\n";
  expect(read(text).columns).toEqual(["x"]);
  expect(read(text).notes).toEqual(['empty column left out: "y"']);
  expect(() => read(text).column("y")).toThrow('a.csv: column "y" is empty. Choose another column.');
  expect(failure(text, { columns: ["y"] }).message).toBe('a.csv: column "y" is empty. Choose another column.');
});

test("decimal commas are read where some cell shows them", () => {
  const series = read("Date;x;y\n2020-01-01;1,5;1.234,5\n2020-01-02;2,25;1.000\n");
  expect([...series.column("x")]).toEqual([1.5, 2.25]);
  expect([...series.column("y")]).toEqual([1234.5, 1000]);
  expect([...read("x;y\n1.5;2\n3,000;4\n").column("x")]).toEqual([1.5, 3000]);
});

test("when every comma may be decimal or group thousands, the error says how to say which", () => {
  const text = "x;y\n1,234;5\n2,345;6\n";
  expect(failure(text)).toEqual({
    code: "DECIMAL_AMBIGUOUS",
    message:
      'a.csv: "1,234" may be written with a decimal comma or with grouped thousands, and no cell shows which. Say which with decimal: "," or decimal: ".".',
  });
  expect(read(text, { decimal: "," }).column("x")[0]).toBe(1.234);
  expect(read(text, { decimal: "." }).column("x")[0]).toBe(1234);
});

test("sort and repair are done in that order, when asked for", () => {
  const series = read("Date,x\n2020-01-03,3\n2020-01-01,1\n2020-01-02,\n", { sort: true, repair: "forward-fill" });
  expect([...series.column("x")]).toEqual([1, 1, 3]);
  expect(series.notes).toEqual([
    "rows sorted by time",
    'repair "forward-fill": 1 cell of "x" filled with the value before',
  ]);
});

test("a column called time that holds no times says how to choose another clock", () => {
  expect(failure("time,x\n09:30,1\n09:31,2\n").message).toMatch(
    /"09:30" is not a date or time\. .* Say how times are written with timeFormat: %d.%m.%Y, or name another time column with time: COLUMN, or none with time: false\.$/,
  );
  expect(read("time,x\n09:30,1\n09:31,2\n", { time: false }).times.kind).toBe("row");
});

test("bytes in place of text are refused", () => {
  expect(failure(new Uint8Array(3) as unknown as string).message).toBe(
    "a.csv: fromCsv needs text. Turn a file's bytes into text with decodeText(bytes, name).",
  );
});

test("a delimiter is one character, and an option that is none is refused with the nearest", () => {
  expect(() => Series.fromCsv("a\n1\n", { delimiter: "::" })).toThrow(
    'fromCsv: delimiter must be one character other than a quote, but it is "::".',
  );
  const options = { dayOrder: "dmy" };
  expect(() => Series.fromCsv("a\n1\n", options as object)).toThrow(
    'fromCsv: there is no option "dayOrder". Say dateOrder.',
  );
});

test("the cell that spoils a column is data: place, what was found and the remedies as options", () => {
  const { code, subject, place, found, remedies } = refusal("Date,x\n2020-01-01,1\n2020-01-02,2\n2020-01-03,n/x\n", {
    columns: ["x"],
  });
  expect({ code, subject, place, found }).toEqual({
    code: "CELL_NOT_A_NUMBER",
    subject: "a.csv",
    place: { row: 3, line: 4, column: "x" },
    found: "n/x",
  });
  expect(remedies).toEqual([
    { text: "correct the cell or empty it" },
    { option: "missing", value: "n/x", text: 'if it means "no value", say missing: "n/x"' },
  ]);
  expect(refusal("Date,x\n06/05/2020,1\n").remedies.map(({ option, value }) => [option, value])).toEqual([
    ["dateOrder", "dmy"],
    ["dateOrder", "mdy"],
  ]);
});

test("a dateOrder that is none is refused", () => {
  expect(failure("Date,x\n2020-01-01,1\n", { dateOrder: "dym" as "dmy" }).message).toBe(
    'fromCsv: dateOrder must be one of "ymd", "dmy", "mdy", but it is "dym".',
  );
});

test("column names such as __proto__ are names like any other", () => {
  expect([...read("__proto__,constructor\n1,2\n").column("constructor")]).toEqual([2]);
  expect(() => read("a\n1\n").column("toString")).toThrow('there is no column "toString"');
});

test("no text makes the reader fail other than by an error of its own", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ",",
      ";",
      "\t",
      "\n",
      "\r\n",
      '"',
      '""',
      " ",
      "",
      "NA",
      "inf",
      "1e999",
      "-",
      "$",
      "%",
      "\ufeff",
      "\0",
      "\ud800",
    ),
    fc.constantFrom(
      "Date",
      "time",
      "x",
      "__proto__",
      "2020-01-01",
      "31/12/2020",
      "02/30/2020",
      "May 5, 2020",
      "12:00",
      "Z",
    ),
    fc.double().map(String),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
  const rows = fc
    .array(fc.array(piece, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 })
    .map((cells) => ["Date,x", ...cells.map((row) => row.join(","))].join("\n"));
  fc.assert(
    fc.property(fc.oneof(soup, rows), fc.constantFrom(undefined, "drop", "forward-fill", "linear"), (text, repair) => {
      try {
        const series = read(text, { repair: repair as CsvOptions["repair"] });
        series.check();
        for (const column of series.columns) series.requireClean([column]);
        series.times.next(3);
      } catch (error) {
        if (!(error instanceof RecurraError)) throw error;
        expect(error.message).not.toMatch(/undefined|\[object|\n/);
      }
    }),
    { numRuns: 3000 },
  );
});

test("what is read does not depend on the time zone of the machine", () => {
  const text = "time,x\n2018-03-11 01:30,1\n2018-03-11 02:30,2\n2018-03-11 03:30,3\n";
  const zone = process.env.TZ;
  const seen = ["UTC", "America/New_York", "Pacific/Kiritimati"].map((name) => {
    process.env.TZ = name;
    const series = read(text);
    return [...series.times.values(), ...series.times.next(3), series.times.label(0), series.rowAt("2018-03-11 02:30")];
  });
  process.env.TZ = zone ?? "";
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
  expect(seen[0].slice(0, 3)).toEqual([1520731800000, 1520735400000, 1520739000000]);
});

test("no file of the rooms of data but that of time zones uses Date or Intl", () => {
  const folder = new URL("../", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const zones = "time/time-zone.ts"; // Its rules are those of Intl.
  for (const file of files.filter((name) => /(?<!\.test)\.ts$/.test(name) && name !== zones)) {
    const source = readFileSync(new URL(file, folder), "utf8");
    expect(source, file).not.toMatch(/\bnew Date\b|\bDate\.|\bDate\(|\bIntl\b|toLocale/);
  }
});

test("without a column of dates or times the rows are the clock, and a note says so", () => {
  const series = Series.fromCsv("id,x\nA,1\nB,2\n");
  expect(series.times.kind).toBe("row");
  expect(series.notes).toEqual(["no column holds dates or times: the rows are the clock, in the file's order"]);
  expect(Series.fromCsv("id,x\nA,1\nB,2\n", { time: false }).notes).toEqual([]);
});

test("a decimal sign that is none is refused, and very many columns can be asked for", () => {
  expect(failure("a,b\n1.5,2\n", { decimal: "'" as "," })).toEqual({
    code: "OPTION_VALUE",
    message: `fromCsv: decimal must be one of ".", ",", but it is "'".`,
  });
  const columns = Array.from({ length: 200_000 }, (_, i) => `c${i}`);
  expect(read(`${columns.join(",")}\n${columns.map((_, i) => i).join(",")}\n`, { columns }).columns).toEqual(columns);
});

test("a named column of text or of times is refused as such, with the columns of numbers to choose from", () => {
  const text = "Date,Region,Load,Heat\n2020-01-01,North,1,5\n2020-01-02,South,2,6\n2020-01-03,,3,7\n";
  const asked =
    (column: string, rest: object = {}) =>
    () =>
      Series.fromCsv(text, { name: "a.csv", columns: [column], ...rest });
  expect(asked("Region")).toThrow(
    'a.csv: column "Region" holds text, such as "North". Choose a column of numbers: "Load", "Heat".',
  );
  expect(asked("Date")).toThrow('a.csv: column "Date" holds times. Choose a column of numbers: "Load", "Heat".');
  expect(asked("Date", { time: "Date" })).toThrow(
    'a.csv: column "Date" holds the times. Choose a column of numbers: "Load", "Heat".',
  );
  const one = "Date,Region,Load\n2020-01-01,North,1\n2020-01-02,South,2\n";
  expect(() => Series.fromCsv(one, { name: "a.csv", columns: ["Region"] })).toThrow(
    'holds text, such as "North". Choose a column of numbers: "Load".',
  );
});

test("a delimiter that was named and leaves the header in one piece is what is refused", () => {
  const text = "Date,Load\n2020-01-01,1\n2020-01-02,2\n";
  const wanted =
    'a.csv: with delimiter: ";" the header is one cell, "Date,Load". Leave delimiter out, or choose delimiter: ",".';
  expect(() => Series.fromCsv(text, { name: "a.csv", delimiter: ";" })).toThrow(wanted);
  expect(() => Series.fromCsv(text, { name: "a.csv", delimiter: ";", columns: ["Load"] })).toThrow(wanted);
  expect(() => Series.fromCsv(text, { name: "a.csv", delimiter: ";", time: "Date" })).toThrow(wanted);
});

test("a file of one column of numbers may have another usual delimiter in its name and cells", () => {
  const series = Series.fromCsv("Load, MW\n1,5\n2,5\n", { delimiter: ";" });
  expect([...series.column("Load, MW")]).toEqual([1.5, 2.5]);
});
