// `recurra init FOLDER`: a project to begin with, which runs as it is written.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { Series } from "recurra";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { visitsCsv } from "./visits.ts";

test("init makes a project that runs with the two commands that it says: a better score than the week before, and a picture", async () => {
  const place = new Workplace();
  const { code, stdout, stderr } = await place.here("init", "my project");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(
    '\nIn my project: package.json, README.md, forecast.js, visits.csv\n\n  cd "my project"\n  npm install\n  npm start\n\n',
  );
  const cwd = place.file("my project");
  const npm = (...args: string[]): string =>
    execFileSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
  npm("install", "--offline", "--no-audit", "--no-fund");
  const printed = npm("start");
  const [, own, rival] = /GRU: ([\d.]+), 'the week before': ([\d.]+)/.exec(printed) ?? [];
  expect(Number(own)).toBeLessThan(Number(rival));
  expect(printed).toContain("picture: forecast.html");
  expect(existsSync(place.file("my project", "forecast.html"))).toBe(true);
}, 120_000);

test("the series is two years of days without a gap, the same each time", () => {
  const series = Series.fromCsv(visitsCsv(), { name: "visits.csv" });
  expect(series.length).toBe(730);
  expect(series.check()).toEqual([]);
  expect(visitsCsv()).toBe(visitsCsv());
});

test("init . fills the folder that one is in", async () => {
  const place = new Workplace();
  const { code, stdout } = await place.here("init", ".");
  expect(code).toBe(0);
  expect(stdout).not.toContain("cd ");
  expect(place.list()).toEqual(["README.md", "forecast.js", "package.json", "visits.csv"]);
});

test("init refuses a folder that holds files, and asks for one where none is named", async () => {
  const place = new Workplace();
  mkdirSync(place.file("full"));
  place.write("full/notes.txt", "mine");
  const { code, stderr } = await place.here("init", "full");
  expect(code).toBe(2);
  expect(stderr).toBe("recurra: full: this folder is not empty; nothing was written. Name a new or empty folder.\n");
  expect(readFileSync(place.file("full", "notes.txt"), "utf8")).toBe("mine");
  expect((await place.here("init")).code).toBe(2);
});
