// Kinds of files as people have them, each in a small one: what is read of it, or the one line that says how to go on.

import { expect, test } from "vitest";
import { errorOf, quick, Workplace } from "./command.fixture.ts";

interface Inspection {
  readonly clock: { from: string; to: string; step: string; columns: string[] };
  readonly columns: { name: string; type: string; smallest?: number; unit?: string; missing: number }[];
  readonly head: Record<string, unknown>[];
  readonly notes: string[];
  readonly findings: { kind: string; message: string }[];
  readonly problems: { message: string }[];
  readonly proposal: { command: string; refusal: string | null } | null;
}

const two = (number: number) => String(number).padStart(2, "0");
const values = Array.from({ length: 60 }, (_, i) => 100 + [0, 6, 9, 4, -3, -8, -5][i % 7] + ((i * 7) % 10) / 10);
const comma = (value: number, digits = 2) => value.toFixed(digits).replace(".", ",");
/** A file of sixty rows below a header. */
const file = (header: string, row: (i: number, value: number) => string) =>
  `${header}\n${values.map((value, i) => row(i, value)).join("\n")}\n`;
/** The day of a row, from 2 March 2021 on, by its parts. */
const dayParts = (i: number) => {
  const date = new Date(Date.UTC(2021, 2, 2 + i));
  return [String(date.getUTCFullYear()), two(date.getUTCMonth() + 1), two(date.getUTCDate())] as const;
};
const iso = (i: number) => dayParts(i).join("-");
const german = (i: number) => dayParts(i).toReversed().join(".");
const hour = (i: number) => two(i % 24);

async function inspect(content: string | Uint8Array, name = "data.csv"): Promise<Inspection> {
  const place = new Workplace({ [name]: content });
  const { code, stdout, stderr } = await place.here("inspect", name, "--json");
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Inspection;
}

async function refusal(content: string, ...args: string[]): Promise<string> {
  const place = new Workplace({ "data.csv": content });
  const { code, stderr } = await place.here("forecast", "data.csv", ...quick, "--json", ...args);
  expect(code).toBe(2);
  return errorOf(stderr).message;
}

const months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"].concat([
  "octobre",
  "novembre",
  "décembre",
]);
const year = (i: number) => 1990 + Math.floor(i / 12);
const month = (i: number) => (i % 12) + 1;
const quarter = (i: number) => (i % 4) + 1;
const quarterYear = (i: number) => 1990 + Math.floor(i / 4);

const daysOf = ["2021-03-02", "2021-04-30", "1 day"];
const monthsOf = ["1990-01", "1994-12", "1 month"];
const quartersOf = ["1990-Q1", "2004-Q4", "1 quarter"];
const weeksOf = ["2019-01-07", "2020-02-24", "1 week"];
const week = (i: number) => (i < 51 ? [2019, i + 2] : [2020, i - 50]);

test.each<[kind: string, content: string, clock: string[], note?: string]>([
  [
    "a date and a time of day in two columns",
    file("Datum;Uhrzeit;Last", (i, v) => `0${1 + Math.floor(i / 24)}.02.2021;${hour(i)}:00;${comma(v)}`),
    ["2021-02-01 00:00", "2021-02-03 11:00", "1 hour"],
    'columns "Datum", "Uhrzeit" together are the clock',
  ],
  [
    "year, month, day and hour as an archive names them",
    file("YEAR,MO,DY,HR,T2M", (i, v) => `2021,2,${1 + Math.floor(i / 24)},${i % 24},${v}`),
    ["2021-02-01 00:00", "2021-02-03 11:00", "1 hour"],
    'columns "YEAR", "MO", "DY", "HR" together are the clock',
  ],
  ["year and month by its name", file("année;mois;x", (i, v) => `${year(i)};${months[i % 12]};${comma(v)}`), monthsOf],
  ["quarters", file("Period,GDP", (i, v) => `${quarterYear(i)}:Q${quarter(i)},${v}`), quartersOf],
  [
    "quarters of a trimestre",
    file("période;PIB", (i, v) => `${quarterYear(i)}-T${quarter(i)};${comma(v)}`),
    quartersOf,
  ],
  ["ISO weeks", file("Week,n", (i, v) => `${week(i)[0]}-W${two(week(i)[1])},${v}`), weeksOf],
  ["weeks that look like months", file("KW;n", (i, v) => `${week(i)[0]}-${two(week(i)[1])};${comma(v)}`), weeksOf],
  ["weeks in six digits", file("yearweek,n", (i, v) => `${week(i)[0]}${two(week(i)[1])},${v}`), weeksOf],
  [
    "Unix time",
    file("ts|x", (i, v) => `${1_600_000_000 + 3600 * i}|${v}`),
    ["2020-09-13 12:26:40Z", "2020-09-15 23:26:40Z", "1 hour"],
    'column "ts" holds Unix seconds: read as UTC',
  ],
  [
    "day numbers of a spreadsheet",
    file("Date;x", (i, v) => `${44_257 + i};${comma(v)}`),
    daysOf,
    "days since 1899-12-30",
  ],
  ["year and month in six digits", file("Month,x", (i, v) => `${year(i)}${two(month(i))},${v}`), monthsOf],
  ["year and month with a point", file("Month,x", (i, v) => `${year(i)}.${two(month(i))},${v}`), monthsOf],
  ["months with two digits of a year", file("Month;x", (i, v) => `${two(month(i))}/${year(i)};${v}`), monthsOf],
  [
    "years of two digits",
    file("Date,x", (i, v) => `${Number(dayParts(i)[1])}/${Number(dayParts(i)[2])}/21,${v}`),
    daysOf,
    "years of two digits read as 2021, dates as month/day/year",
  ],
  [
    "hours of twelve",
    file("Date,x", (i, v) => `2021-02-0${1 + Math.floor(i / 24)} ${i % 12 || 12}-${i % 24 < 12 ? "AM" : "PM"},${v}`),
    ["2021-02-01 00:00", "2021-02-03 11:00", "1 hour"],
  ],
  [
    "intervals",
    file(
      "Zeit;x",
      (i, v) => `1${Math.floor(i / 24)}.02.2021 ${hour(i)}:00 - 1${Math.floor(i / 24)}.02.2021 ${hour(i)}:59;${v}`,
    ),
    ["2021-02-10 00:00", "2021-02-12 11:00", "1 hour"],
    "the times are intervals: their starts are read",
  ],
  [
    "a title above the header",
    `Report of the station\n\n${file("Date,x", (i, v) => `${iso(i)},${v}`)}`,
    daysOf,
    "line 3 is taken",
  ],
  ["sep=", `sep=;\n${file("Date;x", (i, v) => `${iso(i)};${comma(v)}`)}`, daysOf, 'line 1 names the delimiter: ";"'],
  [
    "comments",
    `# a\n# b\n${file("Date,x", (i, v) => `${iso(i)},${v}`)}`,
    daysOf,
    '2 lines left out that begin with "#"',
  ],
  [
    "a line of units",
    file("Tag;x\nJJJJ;°C", (i, v) => `${german(i)};${comma(v)}`),
    daysOf,
    "taken as part of the header",
  ],
  ["yfinance", file("Price,Close,Open\nTicker,A,A\nDate,,", (i, v) => `${iso(i)},${v},${v}`), daysOf],
  ["a total", `${file("Datum;x", (i, v) => `${german(i)};${comma(v)}`)}Summe;6000,5\n`, daysOf, 'begins with "Summe"'],
  ["a source", `${file("Day\tx", (i, v) => `${iso(i)}\t${v}`)}\nSource: Bureau\n`, daysOf, "is no row: left out"],
  [
    "two files in one",
    file("Date,x", (i, v) => `${i === 30 ? "Date,x\n" : ""}${iso(i)},${v}`),
    daysOf,
    "line 32 has the names",
  ],
  ["columns by blanks", file("date        x", (i, v) => ` ${iso(i)}   ${v.toFixed(2).padStart(8)}`), daysOf],
])("%s: read, and a line proposed that runs", async (_, content, clock, note = "") => {
  const { clock: read, notes, problems, proposal } = await inspect(content);
  expect(problems).toEqual([]);
  expect([read.from, read.to, read.step]).toEqual(clock);
  expect(notes.join("\n")).toContain(note);
  expect(proposal).toMatchObject({ refusal: null });
});

test.each<[kind: string, write: (value: number, i: number) => string, first: number, note: string]>([
  ["thousands and a unit", (v) => `${(v / 100).toFixed(2)}K`, 1000, '"x": "K" as times 1e3'],
  ["euros behind", (v) => `${comma(v)} €`, 100, '"€" stands behind each cell of "x"'],
  ["blanks between groups", (v) => `1\u00a0${comma(100 + v / 2)}`, 1150, ""],
  ["apostrophes", (v) => `1'${(100 + v / 2).toFixed(2)}`, 1150, ""],
  ["brackets", (v) => `(${v.toFixed(2)})`, -100, '60 cells of "x" in brackets read as negative'],
  ["the true minus", (v) => `\u2212${v.toFixed(1)}`, -100, ""],
  ["yes and no", (v) => (v >= 100 ? "ja" : "nein"), 1, '"x": ja read as 1, nein as 0'],
  ["tiny numbers", (v) => `${v.toFixed(1)}e-12`, 1e-10, ""],
])("numbers with %s are read", async (_, write, first, note) => {
  const { columns, head, notes } = await inspect(file("Date\tx", (i, v) => `${iso(i)}\t${write(v, i)}`));
  expect(columns[1].type).toBe("numbers");
  expect(head[0].x).toBeCloseTo(first, 15);
  expect(notes.join("\n")).toContain(note);
});

test("words for missing are counted, or named with the option that takes them", async () => {
  const marked = (word: string) => file("Date;x", (i, v) => `${iso(i)};${i % 20 === 3 ? word : comma(v)}`);
  for (const word of ["---", "unavailable", "#NV"]) {
    const { columns, notes } = await inspect(marked(word));
    expect([columns[1].missing, notes]).toEqual([3, [`taken as missing: "${word}" in 3 cells`]]);
  }
  for (const word of ["M", "<1", "k.A."]) {
    const said = await refusal(marked(word), "--repair", "forward-fill");
    expect(said).toContain(`3 cells are "${word}", which is not a number. If that means "no value", say --missing `);
  }
});

test("numbers that mean missing, and a single spike, are findings with their option", async () => {
  const marked = await inspect(file("Date,x", (i, v) => `${iso(i)},${i % 12 === 5 ? -999 : v}`));
  expect(marked.findings.map(({ message }) => message).join()).toContain("--missing -999");
  const spiked = await inspect(file("Date,x", (i, v) => `${iso(i)},${i === 40 ? 90_000 : v}`));
  expect(spiked.findings.map(({ message }) => message).join()).toMatch(/90000 in row 41 \(line 42\).* --missing 90000/);
});

test("missing rows are a gap, and the proposed line fills them", async () => {
  const { findings, proposal } = await inspect(file("Date,x", (i, v) => `${iso(i < 40 ? i : i + 3)},${v}`));
  expect(findings[0].message).toContain("3 missing between 2021-04-10 and 2021-04-14");
  expect(proposal?.command).toContain("--fill-gaps seasonal");
});

test("several series below each other, and in rows of dates, are named with the option that chooses one", async () => {
  const long = file("shop;Datum;x", (i, v) => `${i % 2 ? "Ulm" : "Kiel"};${german(Math.floor(i / 2))};${comma(v)}`);
  expect(await refusal(long, "--target", "x", "--sort", "--repair", "drop")).toContain(
    '60 rows are 2 series by "shop" ("Kiel", "Ulm"). Choose one with --where shop=Kiel',
  );
  const wide = `Land,${values.map((_, i) => iso(i)).join(",")}\nA,${values.join(",")}\nB,${values.join(",")}\n`;
  expect(await refusal(wide)).toContain("60 columns are named by dates and there are 2 rows");
});

test("no clock is found for 1-01: the message has --no-time, and a file without a header --header none", async () => {
  const shampoo = file("Month,x", (i, v) => `${1 + Math.floor(i / 12)}-${two(month(i))},${v}`);
  expect(await refusal(shampoo)).toContain("none with --no-time");
  const klines = values.map((v, i) => `${1_600_000_000_000 + 60_000 * i},${v},${v}`).join("\n");
  expect(await refusal(klines)).toContain("Name the columns by their numbers with --header none");
  const iris = values.map((v) => `${v},${v / 2},Iris-setosa`).join("\n");
  expect(await refusal(iris)).toContain("--header none, or say that it has the names with --header first");
});

test("dates that were swapped, and a year that was not turned, are named before any sort", async () => {
  const swapped = file("day;x", (i, v) => {
    const [y, m, d] = dayParts(i);
    return `${Number(d) <= 12 ? `${y}-${d}-${m}` : `${y}-${m}-${d}`};${v}`;
  });
  expect(await refusal(swapped)).toContain("they seem to be swapped wherever the day is 12 or less");
  const typo = file(
    "day,x",
    (i, v) => `2021-${i < 50 ? `1${1 + Math.floor(i / 25)}-${two((i % 25) + 1)}` : `01-${two(i - 49)}`},${v}`,
  );
  expect(await refusal(typo)).toContain("a year that was not turned at New Year?");
});

test("an input that knows the future is named", async () => {
  const place = new Workplace({
    "data.csv": file("day,x,y", (i, v) => `${iso(i)},${v},${2 * (values[i + 1] ?? 100) + 3}`),
  });
  const { stdout } = await place.here("forecast", "data.csv", ...quick, "--target", "x", "--inputs", "x,y", "--json");
  expect(stdout).toContain('"y\\" is \\"x\\" one row later in other units in all 59 rows');
});

test("a text in Windows-1252 is read, and files of other programs are named", async () => {
  const text = Buffer.from(file("Datum;Größe €", (i, v) => `${german(i)};${comma(v)}`).replace("€", "\x80"), "latin1");
  const { columns, notes } = await inspect(text);
  expect([columns[1].name, notes[0]]).toEqual(["Größe €", "not UTF-8: read as Windows-1252, as no encoding was given"]);
  const place = new Workplace({ "m.h5": Buffer.from("\x89HDF\r\n\x1a\n and more", "latin1") });
  expect((await place.here("inspect", "m.h5")).stderr).toContain("docs/pytorch.md#keras");
});

test("a forecast of times in a zone ends, with the zone's offset in its file", async () => {
  const place = new Workplace({
    "data.csv": file("When,x", (i, v) => `2021-02-1${Math.floor(i / 24)} ${hour(i)}:00,${v}`),
  });
  const args = [...quick, "--time-zone", "Europe/Berlin", "--json"];
  const { stdout, code } = await place.here("forecast", "data.csv", ...args);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).forecast[0].time).toBe("2021-02-12 12:00+01:00");
});
