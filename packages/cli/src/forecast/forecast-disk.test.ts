// What a disk refuses is one line that says how to go on; the last good checkpoint stays, and going on ends with the same bytes.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { daily, errorOf, Workplace } from "../command.fixture.ts";
import { type Fault, refused } from "../fault.fixture.ts";
import { readRun } from "../run/run-record.ts";

const asked = [
  "--horizon",
  "2",
  "--lookback",
  "4",
  "--hidden",
  "4",
  "--epochs",
  "2",
  "--learning-rate",
  "0.1",
  "--seed",
  "1",
  "--no-linear",
  "--checkpoint",
  "0",
];
const begin = ["forecast", "data.csv", ...asked, "--json", "--out", "run"];

function bytes(place: Workplace): string[] {
  return ["model.safetensors", "forecast.csv"].map((name) => readFileSync(place.file("run", name), "base64"));
}

let undisturbed: Promise<string[]> | undefined;

/** The bytes of a run that nothing disturbs. */
function whole(): Promise<string[]> {
  undisturbed ??= (async () => {
    const place = new Workplace({ "data.csv": daily(60) });
    expect((await place.here(...begin)).code).toBe(0);
    return bytes(place);
  })();
  return undisturbed;
}

test.for<[title: string, fault: Fault, code: string, cause: RegExp]>([
  [
    "a full disk, at a checkpoint",
    { kind: "half", at: 12 },
    "ENOSPC",
    /the disk is full \(ENOSPC\)\. Make room on it,/,
  ],
  [
    "a used up quota, at a flush",
    { kind: "flush", at: 20 },
    "EDQUOT",
    /quota is used up \(EDQUOT\)\. Make room in it,/,
  ],
  [
    "a disk turned read-only, at a rename",
    { kind: "rename", at: 20 },
    "EROFS",
    /read-only \(EROFS\)\. Make it writable,/,
  ],
  [
    "a full disk, at the last files",
    { kind: "write", at: 31 },
    "ENOSPC",
    /the disk is full \(ENOSPC\)\. Make room on it,/,
  ],
])("%s: one line, nothing half written, and the run goes on", async ([, fault, how, cause]) => {
  const place = new Workplace({ "data.csv": daily(60) });
  const { code, stdout, stderr } = await refused(place, fault, how, ...begin);
  expect([code, stdout]).toEqual([1, ""]);
  const { message } = errorOf(stderr);
  expect(message).toMatch(
    /^run\/[\w./-]+: cannot be written: [^\n]*, then go on with `recurra forecast --resume run`\.$/,
  );
  expect(message).toMatch(cause);
  const names = [...place.list("run"), ...place.list("run", "checkpoints")];
  expect(names.filter((name) => name.endsWith(".tmp") || name === "lock")).toEqual([]);
  expect(names.some((name) => /^(state-\d+|fitted)\.safetensors$/.test(name))).toBe(true);
  expect(["interrupted", "failed"]).toContain(readRun(place.file("run")).status);
  const after = await place.here("forecast", "--resume", "run", "--json");
  expect([after.code, after.stderr]).toEqual([0, ""]);
  expect(bytes(place)).toEqual(await whole());
});

test.for([1, 2])("a disk that refuses file %i of a new folder is one line, and no folder is left", async (at) => {
  const place = new Workplace({ "data.csv": daily(60) });
  const { code, stderr } = await refused(place, { kind: "write", at }, "ENOSPC", "forecast", "data.csv", ...asked);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^recurra: runs\/[^ ]+: cannot be written: the disk is full \(ENOSPC\)\. Make room on it, or name another folder with --out\.\n$/,
  );
  expect(place.list("runs")).toEqual([]);
});
