// Files that look unusual and are simply read.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { daily, dailyLines, day, quick, value, Workplace } from "./command.fixture.ts";

interface Data {
  readonly data: {
    rows: number;
    from: string;
    to: string;
    notes: string[];
    findings: { kind: string; message: string }[];
  };
  readonly forecast: { time: string; value: number }[];
}

async function read(content: string, ...args: string[]): Promise<Data> {
  const place = new Workplace({ "data.csv": content });
  const { code, stdout, stderr } = await place.here("forecast", "data.csv", ...quick, "--json", ...args);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Data;
}

const expected = daily(60);
const bin = fileURLToPath(new URL("../bin/recurra.js", import.meta.url));

test("Windows line ends, a byte-order mark and quoted cells change nothing", async () => {
  const plain = await read(expected);
  expect(plain.data).toMatchObject({ rows: 60, from: day(0), to: day(59) });
  expect(plain.forecast.map((row) => row.time)).toEqual([day(60), day(61)]);
  const windows = await read(`\ufeff${dailyLines(60).join("\r\n")}\r\n`);
  expect(windows.forecast).toEqual(plain.forecast);
  const quoted = await read(expected.replace(/,([\d.]+)/g, ',"$1"'));
  expect(quoted.forecast).toEqual(plain.forecast);
});

test("a quoted comma is part of its cell", async () => {
  const lines = dailyLines(60).map((line, n) => (n === 0 ? `Note,${line}` : `"day ${n}, as measured",${line}`));
  const { data, forecast } = await read(lines.join("\n"), "--target", "Value");
  expect(data.rows).toBe(60);
  expect(forecast.map((row) => row.time)).toEqual([day(60), day(61)]);
});

test("a file with the newest row first is turned round, and said", async () => {
  const [header, ...rows] = dailyLines(60);
  const turned = await read([header, ...rows.reverse()].join("\n"));
  expect(turned.data.from).toBe(day(0));
  expect(turned.data.notes.join(" ")).toContain("newest row first: turned round");
  expect(turned.forecast).toEqual((await read(expected)).forecast);
});

test("two hundred columns are read, and one of them is forecast from three", async () => {
  const names = Array.from({ length: 200 }, (_, i) => `c${i}`);
  const rows = Array.from({ length: 60 }, (_, n) => [day(n), ...names.map((_, i) => value(n + i))].join(","));
  const text = [["Date", ...names].join(","), ...rows].join("\n");
  const { data } = await read(text, "--target", "c150", "--inputs", "c150,c3,c199");
  expect(data.rows).toBe(60);
  expect((data as unknown as { inputs: string[] }).inputs).toEqual(["c150", "c3", "c199"]);
});

test("a missing cell is read once a repair is chosen, and stays a finding", async () => {
  const { data } = await read(
    dailyLines(60)
      .with(17, `${day(16)},`)
      .join("\n"),
    "--repair",
    "forward-fill",
  );
  expect(data.rows).toBe(60);
  expect(data.findings.map((finding) => finding.kind)).toContain("missing");
});

test("marks for missing are named, told what they were, and kept for a run that goes on", async () => {
  const place = new Workplace({
    "data.csv": dailyLines(60)
      .with(17, `${day(16)},-9999`)
      .with(30, `${day(29)},M`)
      .join("\n"),
  });
  const args = [...quick, "--json", "--missing", "-9999", "--missing", "M", "--repair", "forward-fill"];
  const { stdout, stderr } = await place.here("forecast", "data.csv", ...args);
  expect(stderr).toBe("");
  const { data, files } = JSON.parse(stdout) as Data & { files: { run: string } };
  expect(data.notes.slice(0, 2)).toEqual([
    '1 cell of "Value" taken as missing: -9999',
    '1 cell of "Value" taken as missing: M',
  ]);
  const run = JSON.parse(readFileSync(place.file(files.run), "utf8")) as { options: Record<string, string> };
  expect(run.options.missing).toBe("-9999,M");
});

test("a spike is named in the words of the command line", async () => {
  const { data } = await read(
    dailyLines(120)
      .with(17, `${day(16)},350000`)
      .join("\n"),
  );
  expect(data.findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^"Value": 350000 in row 17 \(line 18\), .+ times the usual size: a wrong reading\? --missing 350000 --fill-gaps seasonal$/,
    ),
  ]);
});

test("rows out of order are read with --sort", async () => {
  const lines = dailyLines(60);
  const { data, forecast } = await read([lines[0], ...lines.slice(31), ...lines.slice(1, 31)].join("\n"), "--sort");
  expect(data).toMatchObject({ rows: 60, from: day(0), to: day(59) });
  expect(forecast).toEqual((await read(expected)).forecast);
});

test("a Parquet file is forecast as the CSV that it would be, and is no model", async () => {
  const folder = new URL("../../../fixtures/parquet/", import.meta.url);
  const lines = JSON.parse(readFileSync(new URL("expected.json", folder), "utf8")) as Record<string, string[]>;
  const place = new Workplace({
    "a.parquet": readFileSync(new URL("encodings.parquet", folder)),
    "a.csv": lines["encodings.parquet"].join("\n"),
  });
  const run = async (file: string): Promise<Data> => {
    const { stdout } = await place.here("forecast", file, "--target", "split", "--inputs", "split", ...quick, "--json");
    return JSON.parse(stdout) as Data;
  };
  expect((await run("a.parquet")).forecast).toEqual((await run("a.csv")).forecast);
  expect((await place.here("inspect", "a.parquet")).stdout).toContain("Parquet, 500 rows");
  expect((await place.here("predict", "a.parquet", "a.csv")).stderr).toMatch(
    /^recurra: a\.parquet: this is a Parquet file, a table, not a model\. [^\n]+\n$/,
  );
});

test("gzip, JSON and a text in Windows-1252 are read by all commands, and standard input by its name", async () => {
  const place = new Workplace({
    "a.csv.gz": gzipSync(expected),
    "a.json": JSON.stringify(Array.from({ length: 60 }, (_, n) => ({ Date: day(n), Value: value(n) }))),
    "a.csv": Buffer.from(expected.replace("Value", "Größe"), "latin1"),
  });
  const { forecast } = await read(expected);
  for (const file of ["a.csv.gz", "a.json", "a.csv"]) {
    const { code, stdout } = await place.here("forecast", file, ...quick, "--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Data).forecast).toEqual(forecast);
    expect((await place.here("inspect", file)).stdout).toMatch(/unpacked by gzip|JSON, read as a table|Windows-1252/);
  }
  const { stdout } = spawnSync(process.execPath, [bin, "inspect", "-", "--json"], {
    input: gzipSync(expected),
    encoding: "utf8",
  });
  expect(JSON.parse(stdout)).toMatchObject({ file: "standard input", rows: 60, notes: ["unpacked by gzip"] });
});
