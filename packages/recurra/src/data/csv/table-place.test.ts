import { expect, test } from "vitest";
import type { CsvOptions } from "../reading/csv-options.ts";
import { Series } from "../series/series.ts";

const days = Array.from({ length: 12 }, (_, i) => `2021-01-${String(i + 1).padStart(2, "0")}`);
const rows = (sign = ",") => days.map((day, i) => `${day}${sign}${i}`).join("\n");
const read = (text: string, options: CsvOptions = {}) => Series.fromCsv(text, { name: "a.csv", ...options });
const refusal = (text: string, options: CsvOptions = {}) => {
  try {
    read(text, options);
  } catch (error) {
    return (error as Error).message;
  }
  return "read";
};

test("titles, metadata, comments and blank lines above a table are left out, and a note says so", () => {
  for (const [above, note] of [
    ["Report of the year\n\n", "line 3 is taken as the header: 2 lines above it left out"],
    ["Report of the year,\n,\n", "line 3 is taken as the header: 2 lines above it left out"],
    ["lat,lon,zone\n40.7,-74,GMT\n\n", "line 4 is taken as the header: 3 lines above it left out"],
    ["Station,5\nLat,40.7\n", "line 3 is taken as the header: 2 lines above it left out"],
    ['A "title" of all\n', "line 2 is taken as the header: 1 line above it left out"],
    ["# Station 5\n# a, b\n", '2 lines left out that begin with "#"'],
    ["sep=,\n", 'line 1 names the delimiter: ","'],
  ]) {
    const series = read(`${above}Day,Load\n${rows()}\n`);
    expect(series.columns, above).toEqual(["Load"]);
    expect(series.times.name).toBe("Day");
    expect([...series.column("Load")]).toEqual(days.map((_, i) => i));
    expect(series.notes).toEqual([note]);
    expect(series.place(0)).toBe(`row 1 (line ${above.split("\n").length + 1})`);
  }
});

test("a comment with a name for each column is the header where the table begins with values", () => {
  for (const sign of [" ", ",", "\t"]) {
    const series = read(`# made by hand\n# day${sign}load\n${rows(sign)}`);
    expect(series.columns).toEqual(["load"]);
    expect(series.length).toBe(12);
  }
  expect(read(`#,day\n${days.map((day, i) => `${i},${day}`).join("\n")}`).columns).toEqual(["#"]);
});

test("blanks, tabs and bars cut cells; one sign that cuts values out goes before another", () => {
  for (const sign of ["   ", "\t", " | ", ";"]) expect(read(`Day${sign}Load\n${rows(sign)}`).columns).toEqual(["Load"]);
  expect([...read("Day;Load, MW\n2021-01-01;0,5\n2021-01-02;1,5\n").column("Load, MW")]).toEqual([0.5, 1.5]);
  // Blanks within numbers or before clock times are none between cells.
  expect([...read("Load MW\n1 234\n1 345\n1 456\n").column("Load MW")]).toEqual([1234, 1345, 1456]);
  expect(read("Load MW\n1 234\n1 345\n1 456\n", { delimiter: " " }).columns).toEqual(["Load", "MW"]);
});

test("columns that blanks align may hold decimal commas, grouped numbers and quoted cells", () => {
  for (const [cells, value] of [
    [["-2956,79", "NA", "3445,12", "28,5"], -2956.79],
    [["1,234", "12,345.5", "NA", "7"], 1234],
    [['"1 234,56"', '"7,5"', '"1,5"', "NA"], 1234.56],
    [['"$1,234.50"', "NA", '"$7.00"', '"$8,000.00"'], 1234.5],
  ] as const) {
    const lines = cells.map((cell, i) => `  ${days[i]}T05:00  ${cell.padStart(11)}   ${100 + i}`);
    const series = read(`              time         Load     n\n${lines.join("\n")}\n`);
    expect([series.times.name, ...series.columns]).toEqual(["time", "Load", "n"]);
    expect(series.column("Load")[0]).toBe(value);
  }
  const named = days.map((day, i) => `"${i + 1}, January 2021"  ${day}  ${i}`);
  expect(read(`text  Day  Load\n${named.join("\n")}\n`).columns).toEqual(["Load"]);
});

test("columns two blanks apart may hold single blanks, and a frame may be drawn around them", () => {
  const lines = days.map((day, i) => `${day} 05:00:00   ${i} kWh   1 0${String(i).padStart(2, "0")}`);
  const wide = read(`               Date    Load   Count\n${lines.join("\n")}\n`);
  expect([wide.times.name, ...wide.columns]).toEqual(["Date", "Load", "Count"]);
  expect([wide.times.label(0), wide.column("Count")[2]]).toEqual(["2021-01-01 05:00", 1002]);
  for (const [above, below] of [
    ["| Day | Load |\n|:--- | ---:|\n", ""],
    ["     Day    | Load\n------------+------\n", "\n(12 rows)"],
    ["+-------+-----+\n| Day | Load |\n+-------+-----+\n", "\n+-------+-----+"],
    ["Day         Load\n==========  ====\n", ""],
  ]) {
    const bar = above.startsWith("|") || above.startsWith("+") ? "|" : "";
    const sign = above.includes("|") ? " | " : "   ";
    const series = read(`${above}${days.map((day, i) => `${bar} ${day}${sign}${i} ${bar}`).join("\n")}${below}\n`);
    expect([series.length, series.times.name, ...series.columns], above).toEqual([12, "Day", "Load"]);
    expect(series.notes.some((note) => note.endsWith("left out: a drawn frame"))).toBe(true);
  }
  // Dashes may be missing cells.
  expect([...read("v\n1\n----\n3\n").column("v")]).toEqual([1, Number.NaN, 3]);
});

test("a sign that cuts texts alone out of the last lines makes no table of them", () => {
  const uneven = days.map((day, i) => `${day} ${i < 2 ? "none at all" : `${i},5`} 1`);
  expect(refusal(`Day Load n\n${uneven.join("\n")}\n`)).toContain("a.csv:");
});

test("names of several words stand above columns of blanks, two blanks apart", () => {
  const series = read(`  Day         Mean load   Of  \n${days.map((day, i) => `  ${day}  ${i}  1`).join("\n")}`);
  expect([series.times.name, ...series.columns]).toEqual(["Day", "Mean load", "Of"]);
  expect(series.place(0)).toBe("row 1 (line 2)");
});

test("options settle where the table is", () => {
  const above = "x,1\ny,2\n";
  expect(read(`${above}Day,Load\n${rows()}`, { skipFirst: 2 }).length).toBe(12);
  expect(read(`Day,Load\n${rows()}\n2021-02-01,9\n`, { skipLast: 1 }).length).toBe(12);
  expect(read(`Day,Load\n%a\n${rows()}\n% b,c,d`, { comment: "%" }).length).toBe(12);
  expect(read(rows(), { header: "none" }).columns).toEqual(["column 2"]);
  expect(read(rows(), { header: ["day", "load"] }).columns).toEqual(["load"]);
  expect(refusal(rows(), { header: ["day"] })).toBe(
    "a.csv: 1 name given, but line 1 has 2 cells. Give a name for each with header.",
  );
});

test("a first line of values and texts is no header, unless one says so or its values count up", () => {
  const flowers = "5.1,3.5,setosa\n4.9,3.0,setosa\n4.7,3.2,virginica\n";
  expect(refusal(flowers)).toBe(
    'a.csv: the first line holds values ("5.1", "3.5", "setosa"), not column names. Name the columns by their numbers with header: "none", or say that it has the names with header: "first".',
  );
  expect(read(flowers, { header: "none" }).length).toBe(3);
  expect(read(flowers, { header: "first" }).length).toBe(2);
  expect(read("name,1,2,3\na,4,5,6\nb,4,5,6\n").columns).toEqual(["1", "2", "3"]);
});

test("where other lines are of one length from a line on, the message says how many lines stand above", () => {
  const text = `a,b\n1,2\n${days.map((day, i) => `${day},${i},7`).join("\n")}`;
  expect(refusal(text)).toContain("Leave out the 2 lines above the table with skipFirst: 2, or complete the row");
});

test("a table without names below lines of other lengths is refused for its names, and read with the option that is offered", () => {
  for (const above of ["LOCATION,Ulm\nPERIODS,1,Summer,8/3\nCOMMENTS,none\n", "Ulm\n48.4,9.9,478\n"]) {
    const text = `${above}${days.map((day, i) => `${day},a,${i},${i % 5},${i % 3}`).join("\n")}\n`;
    const line = above.split("\n").length;
    expect(refusal(text)).toContain(`line ${line} holds values ("2021-01-01", "a", "0" and 2 more), not column names`);
    const series = read(text, { header: "none" });
    expect([series.length, series.span()]).toEqual([12, "2021-01-01 to 2021-01-12"]);
    expect(series.notes).toContain(`${line - 1} lines above the table left out`);
  }
});

test("metadata that is filled up with empty cells is no header", () => {
  const text = `0,Ulm,-5,48.4,\nDate,Time,Load,Wind,Rain\n${days.map((day, i) => `${day},1:00,${i},2,3`).join("\n")}\n`;
  expect(read(text).columns).toEqual(["Load", "Wind", "Rain"]);
});

test("texts of fewer cells below a table are no rows, with whatever signs", () => {
  const text = `Latitude:\t45.0\nLongitude:\t8.0\n\ntime,load,wind,rain\n${days.map((day, i) => `${day},${i},2,3`).join("\n")}\n`;
  const notes = "\nload: the load, in MW\nwind: of ten metres\n\nOffice (c) of loads, Ulm\n";
  const series = read(text + notes);
  expect([series.columns, series.length]).toEqual([["load", "wind", "rain"], 12]);
  expect(series.notes.at(-1)).toContain(
    '3 lines from line 18 on, which begin with "load: the load", "wind: of ten metres"',
  );
});
