import { expect, test } from "vitest";
import { DataError, OptionError } from "../../core/errors.ts";
import type { CsvOptions } from "../reading/csv-options.ts";
import { Series } from "../series/series.ts";
import { SeriesSet } from "./series-set.ts";

const read = (text: string, options: CsvOptions = {}) => SeriesSet.fromCsv(text, { name: "a.csv", ...options });
const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DataError || error instanceof OptionError) return error.code;
  }
  return "none";
};

/** Three shops by date, the rows of all shops of a day together; shop b opens two days later and has its newest row first in `apart`. */
const byDate = `Date,Store,Size,Town,Sales
2021-01-01,a,10,Ulm,1
2021-01-01,c,30,Ulm,100
2021-01-02,a,10,Ulm,2
2021-01-02,c,30,Ulm,101
2021-01-03,a,10,Ulm,3
2021-01-03,b,20,Kiel,10
2021-01-03,c,30,Ulm,
2021-01-04,a,10,Ulm,4
2021-01-04,b,20,Kiel,11
2021-01-04,c,30,Ulm,103
2021-01-05,b,20,Kiel,12
2021-01-06,b,20,Kiel,13
2021-01-08,b,20,Kiel,14
`;

test("series are told apart by the column that is found, in the order of their first rows", () => {
  const set = read(byDate);
  expect(set.idColumns).toEqual(["Store"]);
  expect(set.ids).toEqual(["a", "c", "b"]);
  expect([set.size, set.rows, set.columns]).toEqual([3, 13, ["Sales"]]);
  expect([...set].map((series) => [...series.column("Sales")])).toEqual([
    [1, 2, 3, 4],
    [100, 101, Number.NaN, 103],
    [10, 11, 12, 13, 14],
  ]);
  expect([...set].map((series) => series.span())).toEqual([
    "2021-01-01 to 2021-01-04",
    "2021-01-01 to 2021-01-04",
    "2021-01-03 to 2021-01-08",
  ]);
});

test("a series names itself and the rows of the file, and has gaps of its own", () => {
  const set = read(byDate);
  const c = set.get("c");
  expect(c.name).toBe("a.csv, Store=c");
  expect(c.place(2)).toBe("row 7 (line 8)");
  expect(() => c.requireClean(["Sales"])).toThrow(
    'a.csv, Store=c: column "Sales" has 1 missing cell, the first in row 7 (line 8), 2021-01-03, and no repair was chosen.',
  );
  expect(set.get("b").times.missedAfter(3)).toBe(1);
  expect(set.get("a").check()).toEqual([]);
});

test("all series are views on the same columns", () => {
  const set = read(byDate);
  expect(new Set([...set].map((series) => series.column("Sales").buffer)).size).toBe(1);
  expect(set.get("a").column("Sales").buffer).toBe(set.where("Town=Kiel").get("b").column("Sales").buffer);
  expect(set.get("a").times.values().buffer).toBe(set.get("b").times.values().buffer);
});

test("columns that are the same in every row of a series are static, numbers and categories", () => {
  const set = read(byDate);
  expect([...set.statics]).toEqual([
    ["Size", { kind: "numbers", values: Float64Array.of(10, 30, 20) }],
    ["Town", { kind: "categories", codes: Int32Array.of(0, 0, 1), names: ["Ulm", "Kiel"] }],
  ]);
  expect(() => set.get("a").column("Size")).toThrow('column "Size" is the same in every row of a series');
  expect(() => set.get("a").column("Store")).toThrow('column "Store" tells the series apart');
  // What was asked for by name stays a column.
  expect(read(byDate, { columns: ["Sales", "Size"] }).columns).toEqual(["Size", "Sales"]);
  // What all series are about is not static because it stands still.
  expect(
    read("d,s,x\n2021-01-01,a,1\n2021-01-02,a,1\n2021-01-01,b,2\n2021-01-02,b,2\n", { series: "s" }).columns,
  ).toEqual(["x"]);
});

test("where and filter choose series by ids, static columns and what a program says", () => {
  const set = read(byDate);
  expect(set.where("Town=Ulm").ids).toEqual(["a", "c"]);
  expect(set.where("Town=Ulm", "Size=30.0").ids).toEqual(["c"]);
  expect(set.where("Town=Kiel").statics.get("Size")).toEqual({ kind: "numbers", values: Float64Array.of(20) });
  expect(set.filter((id) => id > "a").ids).toEqual(["c", "b"]);
  expect(set.filter((_, index) => index === 2).at(0).name).toBe("a.csv, Store=b");
  expect(() => set.where("Town=Bonn")).toThrow('a.csv: no series has "Bonn" in "Town". There are: "Ulm", "Kiel".');
  expect(() => set.where("Sales=1")).toThrow('there is no id and no static column "Sales"');
});

test("several columns are one id", () => {
  const text = `Store,Dept,day,x\n${[1, 2]
    .flatMap((store) =>
      [1, 2].flatMap((dept) =>
        [1, 2, 3].map((day) => `${store},${dept},2021-01-0${day},${10 * store + dept + day / 10}`),
      ),
    )
    .join("\n")}\n`;
  for (const series of ["Store,Dept", ["Store", "Dept"], undefined]) {
    const set = read(text, series === undefined ? {} : { series });
    expect(set.ids).toEqual(["1, 1", "1, 2", "2, 1", "2, 2"]);
    expect([set.key(2), set.label(2)]).toEqual([["2", "1"], "Store=2, Dept=1"]);
    expect([...set.get(["2", "1"]).column("x")]).toEqual([21.1, 21.2, 21.3]);
    expect(set.get("2, 1").name).toBe("a.csv, Store=2, Dept=1");
    expect(set.has(["3", "1"])).toBe(false);
  }
});

test("ids and places that a set does not have are refused", () => {
  const set = read(byDate);
  expect(() => set.get("d")).toThrow('a.csv: there is no series "d". Nearest: "a", "c", "b".');
  expect(code(() => set.get("d"))).toBe("SERIES_UNKNOWN");
  expect([-1, 3, 0.5].map((index) => code(() => set.at(index)))).toEqual([
    "SERIES_RANGE",
    "SERIES_RANGE",
    "SERIES_RANGE",
  ]);
});

test("each series is turned round or sorted for itself, and says so in its notes", () => {
  const text =
    "id,day,x\na,2021-01-03,3\na,2021-01-02,2\na,2021-01-01,1\nb,2021-01-01,1\nb,2021-01-03,3\nb,2021-01-02,2\n";
  const set = read(text, { series: "id", sort: true });
  expect([...set].map((series) => [...series.column("x")])).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect([...set].map((series) => [series.notes, series.reversed])).toEqual([
    [["newest row first: turned round"], true],
    [["rows sorted by time"], false],
  ]);
  expect(set.get("b").place(1)).toBe("row 6 (line 7)");
  expect(() => read(text, { series: "id" }).get("b").requireOrdered()).toThrow(
    "a.csv, id=b: row 6 (line 7) (2021-01-02) is earlier than row 5 (line 6) (2021-01-03)",
  );
});

test("without a column of times the rows of each series are its clock", () => {
  const set = read("id,x\na,1\nb,5\na,2\nb,6\nb,7\n", { series: "id" });
  expect([...set].map((series) => [series.times.kind, series.length, series.times.label(series.length - 1)])).toEqual([
    ["row", 2, "2"],
    ["row", 3, "3"],
  ]);
  expect(set.get("b").place(2)).toBe("row 5 (line 6)");
});

test("sharedTimes is the clock that all series have", () => {
  expect(read(byDate).sharedTimes).toBeUndefined();
  expect(read(byDate).where("Town=Ulm").sharedTimes?.length).toBe(4);
});

const days = Array.from({ length: 6 }, (_, i) => `2021-01-0${i + 1}`);

test("of a wide table each row is a series from its first value to its last, the other columns static", () => {
  const set = read(`Country,Lat,${days.join(",")}\nChile,1.5,,1,2,,4,\nPeru,2.5,2,3,4,5,6,7\nCuba,3.5,,,,,,\n`);
  expect([set.idColumns, set.ids, set.columns]).toEqual([["Country"], ["Chile", "Peru"], ["value"]]);
  expect([...set.get("Chile").column("value")]).toEqual([1, 2, Number.NaN, 4]);
  expect(set.get("Chile").span()).toBe("2021-01-02 to 2021-01-05");
  expect(set.get("Peru").place(0)).toBe("row 2 (line 3)");
  expect(set.statics.get("Lat")).toEqual({ kind: "numbers", values: Float64Array.of(1.5, 2.5) });
  expect(set.notes).toEqual(["6 columns are named by dates: each row is a series", "1 row without a value left out"]);
});

test("steps that are only numbered have the rows for a clock; series are as long as their cells", () => {
  const names = Array.from({ length: 60 }, (_, i) => `V${i + 1}`);
  const row = (id: string, filled: number) => [id, ...names.slice(1).map((_, i) => (i < filled ? i : ""))].join(",");
  const set = read(`${names.join(",")}\n${row("H1", 59)}\n${row("H2", 20)}\n`);
  expect([...set].map(({ name, length, times }) => [name, length, times.kind])).toEqual([
    ["a.csv, V1=H1", 59, "row"],
    ["a.csv, V1=H2", 20, "row"],
  ]);
});

test("wide takes each row as a series where nothing shows it, and each column with wide columns", () => {
  const text = "shop,a,b,c\nx,1,2,3\ny,4,5,6\n";
  expect([...read(text, { wide: true }).get("y").column("value")]).toEqual([4, 5, 6]);
  const columns = read("day,x,y\n2021-01-01,1,\n2021-01-02,2,5\n2021-01-03,,6\n", { wide: "columns" });
  expect(columns.ids).toEqual(["x", "y"]);
  expect([...columns].map((series) => [...series.column("value")])).toEqual([
    [1, 2],
    [5, 6],
  ]);
  expect(columns.get("y").span()).toBe("2021-01-02 to 2021-01-03");
  expect(columns.get("y").place(0)).toBe("row 2 (line 3)");
});

test("rows that nothing tells apart are one series, and refused", () => {
  const text = "day,x\n2021-01-01,1\n2021-01-02,2\n2021-01-03,3\n";
  expect(() => read(text)).toThrow(
    'a.csv: nothing tells several series apart in its rows. Name the columns that do with series: COLUMN,COLUMN, or take each column as a series with wide: "columns", or read the one series with Series.fromCsv(text).',
  );
  expect(code(() => read(text, { series: "shop" }))).toBe("COLUMN_UNKNOWN");
});

test("toString shows the first series in a table", () => {
  expect(read(byDate).toString().split("\n")).toEqual([
    'SeriesSet "a.csv": 3 series by "Store", 13 rows, columns "Sales"',
    "Store  rows  from        to          step   missing  gaps",
    "a      4     2021-01-01  2021-01-04  1 day  0        0",
    "c      4     2021-01-01  2021-01-04  1 day  1        0",
    "b      5     2021-01-03  2021-01-08  1 day  0        1",
  ]);
  const many = Array.from({ length: 30 }, (_, i) => `${i % 12},2021-01-0${1 + Math.floor(i / 12)},${i}`);
  expect(read(`id,day,x\n${many.join("\n")}\n`, { series: "id" }).toString()).toMatch(/\nand 2 more$/);
});

test("ten thousand series of twenty rows keep their rows", () => {
  const count = 10_000;
  const lines = Array.from(
    { length: 20 * count },
    (_, i) => `s${i % count},2021-01-${String(1 + Math.floor(i / count)).padStart(2, "0")},${i}`,
  );
  const set = read(`id,day,x\n${lines.join("\n")}\n`);
  expect([set.size, set.rows]).toEqual([count, 20 * count]);
  expect([...set.get("s777").column("x")]).toEqual(Array.from({ length: 20 }, (_, i) => 777 + i * count));
});

test("cut gives rows of every series as views, and leaves out those that keep none", () => {
  const set = read(byDate);
  const known = set.cut((length) => [0, length - 2]);
  expect([...known].map((series) => [...series.column("Sales")])).toEqual([
    [1, 2],
    [100, 101],
    [10, 11, 12],
  ]);
  expect([known.rows, known.lengthAt(2), known.get("b").span()]).toEqual([7, 3, "2021-01-03 to 2021-01-05"]);
  expect(known.get("a").column("Sales").buffer).toBe(set.get("a").column("Sales").buffer);
  const last = known.filter((id) => id !== "a").cut((length, index) => [length - 1, length + 5 - index]);
  expect([...last].map((series) => [...series.column("Sales")])).toEqual([[101], [12]]);
  expect(last.where("Town=Kiel").get("b").place(0)).toBe("row 11 (line 12)");
  expect(set.cut((length) => [4, length]).ids).toEqual(["b"]);
  // Where rows are the clock they keep their numbers.
  const rows = read("id,x\na,1\nb,5\na,2\nb,6\nb,7\n", { series: "id" }).cut((length) => [1, length]);
  expect([...rows].map(({ times }) => times.label(0))).toEqual(["2", "2"]);
});

test("a program makes a set of series that it holds, each with a clock and a length of its own", () => {
  const a = Series.fromColumns({ x: [1, 2, 3], y: [0, 0, 0] });
  const b = Series.fromColumns({ x: [5, 6] }, { times: ["2021-01-01", "2021-01-02"] });
  const set = SeriesSet.fromSeries([
    ["a", a],
    ["b", b],
  ]);
  expect([set.ids, set.columns, set.rows]).toEqual([["a", "b"], ["x"], 5]);
  expect(set.get("a").column("x").buffer).toBe(a.column("x").buffer);
  expect([set.get("b").name, set.get("b").span()]).toEqual(["set, series=b", "2021-01-01 to 2021-01-02"]);
  expect([...set.cut((length) => [length - 1, length])].map((series) => series.times.label(0))).toEqual([
    "3",
    "2021-01-02",
  ]);
  expect(
    code(() =>
      SeriesSet.fromSeries([
        ["a", a],
        ["a", b],
      ]),
    ),
  ).toBe("OPTION_VALUE");
});
