// Bad input gets one line that names the file, the place and the remedy, the exit code 2, and no run folder; with --json, that line is JSON.

import { spawnSync } from "node:child_process";
import { mkdirSync, openSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { daily, dailyLines, errorOf, quick, Workplace } from "./command.fixture.ts";

interface Case {
  readonly title: string;
  readonly content?: string | Uint8Array;
  readonly args?: readonly string[];
  readonly message: string | RegExp;
}

/** The lines of a good file with one of them changed. */
function withLine(at: number, line: string): string {
  return dailyLines(60).with(at, line).join("\n");
}

const cases: Case[] = [
  { title: "an empty file", content: "", message: "data.csv: the file is empty." },
  { title: "a header without rows", content: "Date,Value\n", message: "data.csv: a header (" },
  {
    title: "a column that is not there, with the nearest names",
    args: ["--target", "Valeu"],
    message: /data\.csv: there is no column "Valeu"\..*"Value"/,
  },
  {
    title: "text in a column of numbers",
    content: withLine(17, "2024-01-17,about fifty"),
    message: 'data.csv: row 17 (line 18), column "Value": "about fifty" is not a number.',
  },
  {
    title: "missing cells without a repair chosen",
    content: withLine(17, "2024-01-17,"),
    message:
      /data\.csv: column "Value" has 1 missing cell, the first in row 17 \(line 18\), 2024-01-17, and no repair was chosen\. Choose --repair forward-fill, or --fill-gaps seasonal, which repeats the season, or --repair linear, .*, or --repair drop, which leaves out 1 of 60 rows\./,
  },
  {
    title: "a time that comes twice",
    content: withLine(17, "2024-01-16,50"),
    message:
      /data\.csv: row 17 \(line 18\) \(2024-01-16\) has the same time as row 16 \(line 17\)\..*--repair drop, which leaves out 1 of 60 rows\./,
  },
  {
    title: "times out of order",
    content: withLine(17, "2023-12-16,50"),
    message: /data\.csv: row 17 \(line 18\) \(2023-12-16\) is earlier than row 16 \(line 17\).*--sort\./,
  },
  {
    title: "fewer rows than lookback and horizon need",
    content: daily(9),
    args: ["--lookback", "6", "--horizon", "3"],
    message:
      /data\.csv: lookback 6 \+ horizon 3 need 9 rows to learn from and 3 more .* 12 in all, but there are 6\..*The series has 9 rows, of which the backtest keeps the last 3/,
  },
  {
    title: "a file of one row",
    content: daily(1),
    message: /there are 0\. The series has 1 row, of which the backtest keeps all/,
  },
  {
    title: "a horizon of 0",
    args: ["--horizon", "0"],
    message: '--horizon must be a whole number from 1, but it is "0".',
  },
  {
    title: "a binary file",
    content: Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13),
    message: /^recurra: data\.csv: not a CSV text but a picture \(PNG\)/,
  },
  {
    title: "a date that is none",
    content: withLine(17, "2024-02-30,50"),
    message:
      'data.csv: row 17 (line 18), column "Date": "2024-02-30" is a date that is none: February 2024 has 29 days. Correct the cell.',
  },
  {
    title: "a test part from a date that is none",
    args: ["--test", "2024-13-01"],
    message: '--test 2024-13-01: "2024-13-01" is a date that is none: there is no month 13. The series has 60 rows',
  },
  {
    title: "dates that may be read in two ways",
    content: "Date,Value\n05/06/2020,1\n06/06/2020,2\n",
    message: "read as month/day/year. Say which with --date-order dmy or --date-order mdy.",
  },
  {
    title: "a number too large to compute with",
    content: withLine(17, "2024-01-17,1e300"),
    message: 'data.csv: row 17 (line 18), column "Value": 1e+300 is larger than 1e150, too large to compute with.',
  },
  {
    title: "a network that memory cannot hold",
    args: ["--hidden", "100000"],
    message:
      "40,001,400,007 weights in 8 tensors need 960,033,616,552 bytes with gradients and an optimizer's state, but memory has 4,294,967,296. Choose a smaller --hidden or --layers.",
  },
  {
    title: "threads that are no number",
    args: ["--threads", "many"],
    message: '--threads must be "auto" or a whole number from 1, but it is "many".',
  },
  { title: "an empty --out", args: ["--out", ""], message: "--out must name a folder, but it is empty." },
  {
    title: "an infinite number",
    content: withLine(17, "2024-01-17,Infinity"),
    message: 'data.csv: row 17 (line 18), column "Value": "Infinity" is infinite.',
  },
  {
    title: "a row with too many cells",
    content: withLine(17, "2024-01-17,50,51"),
    message: "data.csv: row 17 (line 18) has 3 cells, but the header has 2",
  },
  {
    title: "a target that is left out where there are several columns",
    content: "Date,Open,Close\n2024-01-01,1,2\n2024-01-02,2,3\n",
    message: 'data.csv: which column is to be forecast? Say --target with one of "Open", "Close".',
  },
  {
    title: "a test part that leaves nothing to learn from",
    args: ["--test", "60"],
    message: "--test 60 leaves no row to learn from",
  },
  {
    title: "a test part shorter than the horizon",
    args: ["--test", "1"],
    message: "leaves 1 row to test on, but one forecast has 2",
  },
  {
    title: "dropout without a second layer",
    args: ["--dropout", "0.2"],
    message: "--dropout 0.2 acts between layers, but there is one.",
  },
  {
    title: "an unknown cell",
    args: ["--cell", "gpt"],
    message: '--cell must be one of "rnn", "lstm", "gru", "mingru", "slstm", but it is "gpt".',
  },
];

test.for(cases)("$title: one line, exit code 2, nothing left behind", async ({ content, args = [], message }) => {
  const place = new Workplace({ "data.csv": content ?? daily(60) });
  const { code, stdout, stderr } = await place.here("forecast", "data.csv", ...quick, ...args);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^recurra: [^\n]*\n$/);
  expect(stdout).toBe("");
  expect(code).toBe(2);
  const json = await place.here("forecast", "data.csv", ...quick, "--json", ...args);
  expect({ ...json, stderr: "" }).toEqual({ code, stdout, stderr: "" });
  const error = errorOf(json.stderr);
  expect([`recurra: ${error.message}\n`, error.exitCode]).toEqual([stderr, 2]);
  expect(place.list()).toEqual(["data.csv"]);
});

test("a missing file is named, with a neighbour of a similar name", async () => {
  const place = new Workplace({ "prices.csv": daily(60) });
  const wrongCase = await place.here("forecast", "Prices.CSV");
  expect(wrongCase.stderr).toBe('recurra: Prices.CSV: no such file. Did you mean "prices.csv"?\n');
  expect(wrongCase.code).toBe(2);
  const missing = await place.here("forecast", "sales.csv");
  expect(missing.stderr).toBe(
    "recurra: sales.csv: no such file. Check the path; it is relative to the current folder.\n",
  );
  expect(missing.code).toBe(2);
  expect(place.list()).toEqual(["prices.csv"]);
});

test("a folder in place of a file is named as one", async () => {
  const place = new Workplace();
  mkdirSync(place.file("data.csv"));
  const { code, stderr } = await place.here("forecast", "data.csv");
  expect(stderr).toBe("recurra: data.csv: this is a folder. Name the CSV file inside it.\n");
  expect(code).toBe(2);
  expect(place.list()).toEqual(["data.csv"]);
});

test("an --out folder that holds other files is refused, and they stay", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  mkdirSync(place.file("precious"));
  place.write("precious/thesis.txt", "years of work");
  const { code, stderr } = await place.here("forecast", "data.csv", ...quick, "--out", "precious");
  expect(stderr).toBe(
    "recurra: --out precious: this folder holds files that are no run of recurra; nothing was written. Name a new or empty folder.\n",
  );
  expect(code).toBe(2);
  expect(place.list("precious")).toEqual(["thesis.txt"]);
});

test("an --out folder that cannot be made is named", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const { code, stderr } = await place.here("forecast", "data.csv", ...quick, "--out", "data.csv/run");
  expect(stderr).toBe(
    "recurra: data.csv: this is a file, so no folder can be made there. Name another folder with --out.\n",
  );
  expect(code).toBe(2);
});

test("an --out that is a link to nowhere is named", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  symlinkSync(place.file("nowhere"), place.file("run"));
  const { code, stderr } = await place.here("forecast", "data.csv", ...quick, "--out", "run");
  expect(stderr).toBe(
    "recurra: run: this folder cannot be made (EEXIST). Name a folder that can be written with --out.\n",
  );
  expect(code).toBe(2);
});

test("a stdout that takes nothing is one line and a failure, not a stack", () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const bin = fileURLToPath(new URL("../bin/recurra.js", import.meta.url));
  const readOnly = openSync(place.file("data.csv"), "r");
  const { status, stderr } = spawnSync(process.execPath, [bin, "forecast", "data.csv", ...quick, "--out", "run"], {
    cwd: place.path,
    stdio: ["ignore", readOnly, "pipe"],
    encoding: "utf8",
  });
  expect(stderr).toBe(
    "recurra: the result could not be written to stdout (EBADF); a run folder that was made is whole.\n",
  );
  expect(status).toBe(1);
  expect(place.list("run")).toContain("report.html");
});

test("an HTML page, such as a run's report, is named as one wherever a CSV or a model is wanted", async () => {
  const place = new Workplace({ "report.html": '<!doctype html>\n<p class="a">"x" 1,2</p>\n', "data.csv": daily(20) });
  const line = "recurra: report.html: this is an HTML page. Open it in a browser, or name a CSV or a model.\n";
  for (const words of [
    ["inspect", "report.html"],
    ["forecast", "report.html"],
    ["predict", "report.html", "data.csv"],
    ["lab", "stock", "--data", "report.html"],
  ])
    expect(await place.here(...words)).toEqual({ code: 2, stdout: "", stderr: line });
});
