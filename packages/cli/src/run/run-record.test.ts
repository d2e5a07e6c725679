import { mkdirSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { thisProcess } from "../output/run-owner.ts";
import { UsageError } from "../terminal/failure.ts";
import { RunLock } from "./run-lock.ts";
import { readRun } from "./run-record.ts";

const run = {
  format: "recurra-run/1",
  status: "running",
  command: "forecast",
  id: "one",
  started: "2026-01-02T03:04:05.678Z",
  options: { horizon: "5", sort: true },
  data: { file: "a.csv", path: "/tmp/a.csv", sha256: "0a".repeat(32), rows: 60 },
  versions: { recurra: "0.1.0", node: "24.0.0" },
};

function folderWith(json: unknown): { place: Workplace; folder: string } {
  const place = new Workplace();
  mkdirSync(place.file("run"));
  place.write("run/run.json", typeof json === "string" ? json : JSON.stringify(json));
  return { place, folder: place.file("run") };
}

const dead = { ...thisProcess(), pid: 2 ** 31 - 2 };

test("a record has what run.json says, and the whole document", () => {
  const { folder } = folderWith({ ...run, status: "done", more: [1] });
  expect(readRun(folder)).toEqual({
    folder,
    status: "done",
    command: "forecast",
    id: "one",
    started: run.started,
    resumed: 0,
    options: run.options,
    data: { file: "a.csv", path: "/tmp/a.csv", sha256: run.data.sha256 },
    recurra: "0.1.0",
    json: { ...run, status: "done", more: [1] },
  });
});

test("running is what a living process holds; without one the run was interrupted", () => {
  const { place, folder } = folderWith(run);
  expect(readRun(folder).status).toBe("interrupted");
  const lock = RunLock.take(folder) as RunLock;
  expect(readRun(folder).status).toBe("running");
  lock.release();
  expect(readRun(folder).status).toBe("interrupted");
  const lockOf = (owner: object): void => place.write("run/lock", JSON.stringify({ ...owner, id: "0123456789abcdef" }));
  lockOf(dead);
  expect(readRun(folder).status).toBe("interrupted");
  // Another process that was given the same number.
  lockOf({ ...thisProcess(), start: `${(thisProcess().start ?? "").replace(/:.*/, "")}:1` });
  expect(readRun(folder).status).toBe(thisProcess().start === undefined ? "running" : "interrupted");
  // Nobody here can tell.
  lockOf({ pid: 1, host: `not ${hostname()}` });
  expect(readRun(folder).status).toBe("running");
  place.write("run/lock", "{");
  expect(readRun(folder).status).toBe("running");
});

test("a lab's run is read too, and one of an older version, with less in it", () => {
  const { folder } = folderWith({ format: run.format, status: "failed", command: "lab", lab: "denoise", data: null });
  expect(readRun(folder)).toMatchObject({ status: "failed", command: "lab", lab: "denoise", resumed: 0 });
  expect(readRun(folder).data).toBeUndefined();
});

test.for([
  ["cut off", '{"format":"recurra-run/1"', /not a JSON object/],
  ["a list", "[]", /not a JSON object/],
  ["of another format", { ...run, format: "recurra-run/2" }, /its format is "recurra-run\/2".*Update recurra/],
  ["without a format", {}, /it names no format/],
  ["of a status that is none", { ...run, status: "asleep" }, /its status is none that a run has/],
  ["without a command", { ...run, command: 3 }, /does not say which command ran/],
  ["of 5 MB", " ".repeat(5 * 2 ** 20), /longer than 4 MB/],
] as const)("a run.json that is %s is one line", ([, json, message]) => {
  const { folder } = folderWith(json);
  expect(() => readRun(folder)).toThrow(UsageError);
  expect(() => readRun(folder)).toThrow(message);
});

test("a folder without run.json, and one where it is a link, is no run", () => {
  const place = new Workplace();
  expect(() => readRun(place.path)).toThrow(/no run: there is no file run\.json.*Name the folder of a run\.$/);
  const { folder } = folderWith(run);
  symlinkSync(`${folder}/run.json`, place.file("run.json"));
  expect(() => readRun(place.path)).toThrow(/no run/);
});

test("members of the wrong kind are left out", () => {
  const { folder } = folderWith({
    ...run,
    id: 3,
    data: { file: "a", sha256: "../x" },
    options: { a: [] },
    process: {},
  });
  const { id, data, options, process } = readRun(folder);
  expect([id, data, options, process]).toEqual([undefined, undefined, undefined, undefined]);
});
