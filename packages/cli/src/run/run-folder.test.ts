import { mkdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { flawOfName } from "../output/file-name.ts";
import { thisProcess } from "../output/run-owner.ts";
import { RunFolder } from "./run-folder.ts";
import { runFiles } from "./run-form.ts";
import { readRun } from "./run-record.ts";
import { reseal } from "./run-seal.fixture.ts";
import { tidyRun } from "./tidy-run.ts";

test("a file that the disk refuses is named with the cause and what to do", () => {
  const place = new Workplace();
  const folder = RunFolder.begin({ files: runFiles.forecast, name: "name", facts: {}, out: place.file("run") });
  mkdirSync(place.file("run", "report.html"));
  expect(() => folder.write("report", "<p>")).toThrow(
    /report\.html: cannot be written: refused \(EISDIR\)\. See to it, or name another folder with out\.$/,
  );
  folder.end("failed");
  expect(place.list("run")).toEqual(["metrics.jsonl", "report.html", "run.json"]);
});

test("what a folder holds of an earlier run is gone before the first line of the new one, its checkpoints too", () => {
  const place = new Workplace();
  mkdirSync(place.file("run", "checkpoints"), { recursive: true });
  for (const name of ["forecast.csv", "result.json", "checkpoints/state-000001.safetensors", ".run.json.999999999.tmp"])
    place.write(`run/${name}`, "of another run");
  RunFolder.begin({ files: runFiles.lab, name: "name", facts: {}, out: place.file("run") });
  expect(place.list("run")).toEqual(["lock", "metrics.jsonl", "run.json"]);
});

test("a folder is one run's until it ends, and free then", () => {
  const place = new Workplace();
  const begin = () =>
    RunFolder.begin({ files: runFiles.forecast, name: "name", facts: { command: "forecast" }, out: place.file("run") });
  const folder = begin();
  expect(readRun(folder.path).status).toBe("running");
  expect(begin).toThrow(/run: a run is at work in this folder \(process \d+\)\./);
  folder.end("failed", { error: "why" });
  expect(readRun(folder.path)).toMatchObject({ status: "failed", error: "why" });
  expect(begin().id).not.toBe(folder.id);
});

test("going on keeps the run's id, start and facts, and takes back its end", () => {
  const place = new Workplace();
  const facts = { command: "forecast", options: { seed: "3" } };
  const folder = RunFolder.begin({ files: runFiles.forecast, name: "name", facts, out: place.file("run") });
  const { started, id } = readRun(folder.path);
  folder.end("interrupted", { error: "why" });
  // A record that was read before another process went on, and stopped.
  const early = readRun(folder.path);
  place.write("run/run.json", JSON.stringify(reseal({ ...(early.json as object), resumed: 1, data: "moved" })));
  RunFolder.goOn(early, runFiles.forecast, {}, () => {});
  const { json, ...record } = readRun(folder.path);
  expect(record).toMatchObject({ status: "running", started, id, resumed: 2, options: { seed: "3" } });
  expect(json).toMatchObject({ data: "moved" });
  expect(record.error).toBeUndefined();
});

test("who comes too late to go on is told that the run is done, or another one", () => {
  const place = new Workplace();
  const facts = { command: "forecast" };
  const folder = RunFolder.begin({ files: runFiles.forecast, name: "name", facts, out: place.file("run") });
  const before = readRun(folder.path);
  folder.end("done");
  expect(RunFolder.goOn(before, runFiles.forecast, {}, () => {})).toBe("done");
  expect(place.list("run")).toEqual(["metrics.jsonl", "run.json"]);
  RunFolder.begin({ files: runFiles.forecast, name: "name", facts, out: place.file("run") }).end("failed");
  expect(() => RunFolder.goOn(before, runFiles.forecast, {}, () => {})).toThrow(/another run has begun in this folder/);
  expect(place.list("run")).toEqual(["metrics.jsonl", "run.json"]);
});

test("a file that was changed since, and one that does not fit, leave the folder as it is and free", () => {
  const place = new Workplace();
  const facts = { command: "forecast", options: { seed: "3" } };
  const folder = RunFolder.begin({ files: runFiles.forecast, name: "name", facts, out: place.file("run") });
  folder.end("interrupted");
  const before = readFileSync(place.file("run", "run.json"), "utf8");
  const record = readRun(folder.path);
  const refuse = (): never => {
    throw new Error("does not fit");
  };
  expect(() => RunFolder.goOn(record, runFiles.forecast, {}, refuse)).toThrow("does not fit");
  expect(readFileSync(place.file("run", "run.json"), "utf8")).toBe(before);
  place.write("run/run.json", before.replace('"seed": "3"', '"seed": "2"'));
  expect(() => RunFolder.goOn(record, runFiles.forecast, {}, refuse)).toThrow(/run\.json: not as it was written: /);
  expect(place.list("run")).toEqual(["metrics.jsonl", "run.json"]);
});

test("a process whose folder was taken over while it stood still writes nothing any more", () => {
  const place = new Workplace();
  const facts = { command: "forecast" };
  const folder = RunFolder.begin({ files: runFiles.forecast, name: "name", facts, out: place.file("run") });
  folder.metric({ epoch: 1 });
  const lock = readFileSync(place.file("run", "lock"), "utf8");
  for (const other of [lock.replace(/"id":"[0-9a-f]{4}/, '"id":"0000'), undefined]) {
    if (other === undefined) rmSync(place.file("run", "lock"));
    else place.write("run/lock", other);
    for (const write of [
      () => folder.metric({ epoch: 2 }),
      () => folder.write("report", "<p>"),
      () => folder.startMetrics([]),
      () => folder.end("failed"),
    ])
      expect(write).toThrow(/run: this run is no longer this process's: its lock is gone, or another's\./);
    expect(readRun(folder.path).json).toMatchObject({ status: "running" });
    expect(readFileSync(place.file("run", "metrics.jsonl"), "utf8")).toBe('{"epoch":1}\n');
    folder.release();
    expect(place.list("run").includes("lock")).toBe(other !== undefined);
  }
});

test("what a finished run has left over goes away, also without a lock; where somebody is at work it stays", () => {
  const place = new Workplace();
  const begin = () =>
    RunFolder.begin({ files: runFiles.forecast, name: "name", facts: { command: "forecast" }, out: place.file("run") });
  begin().end("done");
  const files = place.list("run");
  const leave = () => {
    mkdirSync(place.file("run", "checkpoints"));
    place.write("run/checkpoints/state-000001.safetensors", "left");
    // Of a process of another container, whose number is one that is in use here.
    place.write("run/.report.html.1.tmp", "half");
  };
  leave();
  tidyRun(place.file("run"));
  expect(place.list("run")).toEqual(files);
  leave();
  const owner = { ...thisProcess(), space: "pid:[7]", id: "0123456789abcdef", beat: 1 };
  place.write("run/lock", JSON.stringify(owner));
  let at = 1000;
  const wait = () => utimesSync(place.file("run", "lock"), at, at++);
  tidyRun(place.file("run"), { wait, note: () => {} });
  expect(place.list("run")).toContain("checkpoints");
  tidyRun(place.file("run"), { wait: () => {}, note: () => {} });
  expect(place.list("run")).toEqual(files);
});

test("a new folder has a name that every system takes, whatever a column is called", () => {
  const place = new Workplace();
  const before = process.cwd();
  process.chdir(place.path);
  onTestFinished(() => process.chdir(before));
  const names = ["CON", "nul.", "a b ", "..", "C:\\x", "x/y", "??", "\u0000", "LPT1", "Größe", "a".repeat(500), "."];
  for (const name of names) RunFolder.begin({ files: runFiles.forecast, name, facts: {} }).end("failed");
  const made = place.list("runs");
  expect(made).toHaveLength(names.length);
  for (const name of made) {
    expect(flawOfName(name, "win32")).toBeUndefined();
    expect(name).toMatch(/^\d{4}-\d\d-\d\d-[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{7}$/);
    expect(name.length).toBeLessThan(64);
  }
  // Also where letters of either case are the same.
  expect(new Set(made.map((name) => name.toLowerCase())).size).toBe(names.length);
});
