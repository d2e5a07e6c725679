// What `recurra inspect` says of tables, and whether the line that it proposes runs.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { day, Workplace } from "../command.fixture.ts";
import type { CsvInspection } from "./inspect-csv.ts";

const value = (n: number) => 40 + ((n * n * n) % 127) / 4;
const lines = (count: number, cells: (n: number) => string) => Array.from({ length: count }, (_, n) => cells(n));
const file = (header: string, count: number, cells: (n: number) => string) =>
  [header, ...lines(count, cells)].join("\n");

async function inspected(text: string, ...args: string[]) {
  const place = new Workplace({ "my data.csv": text });
  const json = await place.here("inspect", "my data.csv", "--json", ...args);
  expect(json).toMatchObject({ code: 0, stderr: "" });
  const { code, stdout } = await place.here("inspect", "my data.csv", ...args);
  expect(code).toBe(0);
  return { place, result: JSON.parse(json.stdout) as CsvInspection, stdout };
}

/** Runs the proposed line as it was parsed, with a small network. */
async function runs({ place, result }: Awaited<ReturnType<typeof inspected>>) {
  const small = ["--epochs", "1", "--hidden", "2", "--quiet", "--out", "run"];
  return place.here("forecast", "my data.csv", ...(result.proposal?.options ?? []), ...small);
}

test("columns stand in the order of the file, with unit and distinct values, and texts with their commonest", async () => {
  const { result, stdout } = await inspected(
    file("kind,Date,load", 60, (n) => `${n % 3 ? "low" : "high"},${day(n)},${value(n)} kW`),
  );
  expect(result.columns.map(({ name, type, unit, distinct }) => [name, type, unit, distinct])).toEqual([
    ["kind", "text", undefined, 2],
    ["Date", "times", undefined, undefined],
    ["load", "numbers", "kW", expect.any(Number)],
  ]);
  expect(stdout).toMatch(/^column +type +unit +smallest +largest +mean +missing +distinct$/m);
  expect(stdout).toMatch(/^kind: "low" 40, "high" 20$/m);
  expect(stdout).toMatch(/^ {10}found by its name$/m);
  expect(stdout).toMatch(/^gaps +none \(every missing time is a gap\)$/m);
});

test("the first and the last rows stand there as they were read", async () => {
  const { result, stdout } = await inspected(
    file("Date,note,x", 9, (n) => `${day(n)},${"ab"[n % 2]},${n === 8 ? "" : n / 8}`),
  );
  expect(result.head[1]).toEqual({ Date: day(1), note: "b", x: 0.125 });
  expect(result.tail.at(-1)).toEqual({ Date: day(8), note: "a", x: null });
  expect(stdout).toContain(`\n${day(1)}  b     0.125\n${day(2)}  a      0.25\n...\n`);
  expect(stdout).toContain(`\n${day(8)}  a         -\n`);
});

test("a spoiled cell leaves the other columns to be described, and the line names what settles it", async () => {
  const found = await inspected(file("Date,tmp,rest", 80, (n) => `${day(n)},${n === 20 ? "M" : value(n)},${n % 9}`));
  const { result, stdout } = found;
  expect(result.columns.map(({ name, type }) => [name, type])).toEqual([
    ["Date", "times"],
    ["tmp", "unclear"],
    ["rest", "numbers"],
  ]);
  expect(result.columns[1].problem).toContain('"M" is not a number');
  expect(result.problems).toMatchObject([
    {
      code: "CELL_NOT_A_NUMBER",
      remedies: expect.arrayContaining([{ option: "missing", value: "M", text: expect.any(String) }]),
    },
  ]);
  expect(stdout.replaceAll("\n", " ")).toContain('row 21 (line 22), column "tmp": "M" is not a number.');
  expect((await runs(found)).code).toBe(0);
});

test.each<[string, string, RegExp, string[]]>([
  [
    "an ambiguous date order",
    file("Date,x", 12, (n) => `0${(n % 9) + 1}/02/20${10 + n},${value(n)}`),
    /--date-order dmy or --date-order mdy/,
    ["--date-order", "dmy"],
  ],
  [
    "an ambiguous decimal sign",
    file("Date;x", 60, (n) => `${day(n)};1.${101 + ((n * 37) % 800)}`),
    /--decimal , or --decimal \./,
    ["--decimal", ","],
  ],
  ["no header", lines(60, (n) => `${day(n)},${value(n)},5`).join("\n"), /--header none/, ["--header", "none"]],
  [
    "several series below each other",
    ["id,Date,x", ...["A", "B"].flatMap((id) => lines(60, (n) => `${id},${day(n)},${value(n)}`))].join("\n"),
    /--where id=A/,
    ["--where", "id=A"],
  ],
  [
    "a series in each row",
    [
      `id,${lines(60, day).join(",")}`,
      ...["A", "B"].map((id) => `${id},${lines(60, (n) => String(value(n))).join(",")}`),
    ].join("\n"),
    /--where id=A/,
    ["--where", "id=A"],
  ],
  [
    "a time column that is none",
    file("Month,x", 40, (n) => `${1 + Math.floor(n / 12)}-${n % 12},${value(n)}`),
    /--no-time/,
    ["--no-time"],
  ],
])("%s is told with its option, the rest is shown, and the proposed line runs", async (_, text, said, options) => {
  const found = await inspected(text);
  expect(found.stdout.replaceAll("\n", " ")).toMatch(said);
  expect(found.result.problems).toHaveLength(1);
  const all = found.result.proposal?.options.join(" ");
  expect(all).toContain(options.join(" "));
  expect(found.result.proposal?.refusal).toBeNull();
  expect((await runs(found)).code).toBe(0);
});

test("the line takes what findings call for, keeps the options that were given, and is quoted for the shell", async () => {
  const cells = (n: number) => `${day(n)};${n % 25 === 9 ? "-9999" : value(n)};${n % 7}`;
  const text = ["a title", ...file("Date;the load;weekday", 120, cells).split("\n")].join("\n");
  const found = await inspected(text, "--skip", "1", "--delimiter", ";");
  expect(found.result.proposal).toMatchObject({
    target: "the load",
    horizon: 7,
    refusal: null,
    command:
      "recurra forecast 'my data.csv' --skip 1 --delimiter ';' --target 'the load' --horizon 7 --missing -9999 --fill-gaps seasonal",
  });
  expect((await runs(found)).code).toBe(0);
});

test("gaps are filled, and what a remedy drops is said", async () => {
  const gaps = await inspected(file("Date,x", 90, (n) => `${day(n + Math.floor(n / 30))},${value(n)}`));
  expect(gaps.result.gaps).toEqual({ count: 2, rows: 2 });
  expect(gaps.result.proposal?.options).toContain("--fill-gaps");
  expect((await runs(gaps)).code).toBe(0);
  const holes = await inspected(file("Date,x", 90, (n) => `${day(n)},${n < 3 ? "" : value(n)}`));
  expect(holes.result.proposal?.remarks).toEqual(["--repair drop leaves out 3 of 90 rows."]);
  expect((await runs(holes)).code).toBe(0);
});

test("where no option cures it, the line stands there with what is to be mended", async () => {
  const dates = (n: number) => (n === 40 ? "13-14-2024x" : day(n));
  const { result, stdout } = await inspected(
    file("Date,x", 60, (n) => `${dates(n)},${value(n)}`),
    "--time",
    "Date",
  );
  expect(result.clock).toMatchObject({ found: "unread", kind: "row" });
  expect(result.proposal?.refusal).toContain("is not a date or time");
  expect(stdout).toContain("To forecast it, once what is said above is mended:");
});

test("a file without numbers has no line", async () => {
  const { result, stdout } = await inspected(file("Date,kind", 20, (n) => `${day(n)},${"abc"[n % 3]}`));
  expect(result.proposal).toBeNull();
  expect(stdout).not.toContain("recurra forecast");
});

test("a table of many columns and long names keeps to the width, and its text is short", async () => {
  const names = lines(300, (n) => `a name that goes on and on, and then some ${n}`);
  const row = (r: number) => `${day(r)},${names.map((_, n) => value(n * 7 + r)).join(",")}`;
  const { stdout, result } = await inspected(file(`Date,${names.map((name) => `"${name}"`).join(",")}`, 30, row));
  expect(result.columns).toHaveLength(301);
  expect(stdout).toContain("... 283 columns more; --json lists all");
  expect(stdout.split("\n").length).toBeLessThan(80);
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
});

test("docs/cli.md shows what inspect prints of the bundled file, and names every member of its document", async () => {
  const root = new URL("../../../../", import.meta.url);
  const page = readFileSync(new URL("docs/cli.md", root), "utf8");
  const path = fileURLToPath(new URL("examples/data/aapl.csv", root));
  const { stdout } = await new Workplace().here("inspect", path);
  const words = (text: string) => text.replace(/\\\n/g, " ").replace(/\s+/g, " ");
  expect(words(page)).toContain(words(stdout).replaceAll(path, "examples/data/aapl.csv").trim());
  const { result } = await inspected(
    file("kind,Date,load", 60, (n) => `${n % 3 ? "low" : "high"},${day(n)},${value(n)} kW`),
  );
  const members = [result, result.clock, ...result.columns, result.proposal ?? {}].flatMap((part) => Object.keys(part));
  for (const name of new Set(members)) expect(page, name).toContain(`\`${name}\``);
});
