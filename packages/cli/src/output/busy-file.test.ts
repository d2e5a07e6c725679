import fs, { existsSync, readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { expect, onTestFinished, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { removeFile, removeFolder, renameOver } from "./busy-file.ts";

/** A system that refuses an operation so often before it does it. */
function refusing(method: "renameSync" | "rmSync", code: string, times: number): () => number {
  const original = fs[method] as (...args: unknown[]) => unknown;
  let calls = 0;
  const put = (call: unknown): void => {
    Object.assign(fs, { [method]: call });
    syncBuiltinESMExports();
  };
  put((...args: unknown[]) => {
    calls++;
    if (calls > times) return original(...args);
    throw Object.assign(new Error(code), { code, syscall: method });
  });
  onTestFinished(() => put(original));
  return () => calls;
}

test.for(["EPERM", "EACCES", "EBUSY"])(
  "on Windows a file that is open elsewhere (%s) is waited for, up to a second",
  (code) => {
    const place = new Workplace({ a: "new", b: "old" });
    const waits: number[] = [];
    const windows = { platform: "win32", wait: (ms: number) => waits.push(ms) } as const;
    refusing("renameSync", code, 3);
    renameOver(place.file("a"), place.file("b"), windows);
    expect([readFileSync(place.file("b"), "utf8"), existsSync(place.file("a"))]).toEqual(["new", false]);
    refusing("rmSync", code, 3);
    removeFile(place.file("b"), windows);
    expect(existsSync(place.file("b"))).toBe(false);
    expect(waits).toEqual([10, 20, 30, 10, 20, 30]);
  },
);

test("what stays open is an error after a second, and what is no matter of open files at once", () => {
  const place = new Workplace({ a: "new" });
  let waited = 0;
  const wait = (ms: number): void => {
    waited += ms;
  };
  const windows = { platform: "win32", wait } as const;
  const tries = refusing("renameSync", "EBUSY", 1000);
  expect(() => renameOver(place.file("a"), place.file("b"), windows)).toThrow("EBUSY");
  expect([tries(), waited]).toEqual([14, 910]);
  const others = refusing("renameSync", "ENOSPC", 1000);
  expect(() => renameOver(place.file("a"), place.file("b"), windows)).toThrow("ENOSPC");
  expect(others()).toBe(1);
});

test("elsewhere nobody waits: an open file is in nobody's way, and EPERM means what it says", () => {
  const place = new Workplace({ a: "new" });
  const wait = () => expect.unreachable();
  for (const platform of ["linux", "darwin"] as const) {
    const tries = refusing("renameSync", "EPERM", 1000);
    expect(() => renameOver(place.file("a"), place.file("b"), { platform, wait })).toThrow("EPERM");
    expect(tries()).toBe(1);
  }
});

test("what is not there is removed already", () => {
  const place = new Workplace();
  removeFile(place.file("none"));
  removeFolder(place.file("none"));
  expect(place.list()).toEqual([]);
});
