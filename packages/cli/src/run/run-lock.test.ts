import { execFileSync, spawn } from "node:child_process";
import fs, { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { hostname } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { checkOutFolder } from "./out-folder.ts";
import { findLockHolder, type LockHolder, RunLock } from "./run-lock.ts";

const dead = { pid: 2 ** 31 - 2, host: hostname() };
const alive = { pid: process.pid, host: hostname() };
const ids = ["0123456789abcdef", "fedcba9876543210", "0011223344556677"];

function lockOf(place: Workplace, name: string, owner: object, id: string): void {
  place.write(name, JSON.stringify({ ...owner, id }));
}

/** What another process does in the moment before this one calls `method` on `path` for the first time. */
function justBefore(method: "linkSync" | "lstatSync" | "openSync", path: string, act: () => void): void {
  const original = fs[method] as (...args: unknown[]) => unknown;
  const put = (call: unknown): void => {
    Object.assign(fs, { [method]: call });
    syncBuiltinESMExports();
  };
  put((...args: unknown[]) => {
    if (args.includes(path)) {
      put(original);
      act();
    }
    return original(...args);
  });
  onTestFinished(() => put(original));
}

test("a lock is taken once, and again after it was given back", () => {
  const place = new Workplace();
  const lock = RunLock.take(place.path);
  expect(lock).toBeInstanceOf(RunLock);
  expect(RunLock.take(place.path)).toMatchObject({ life: "alive", owner: { pid: process.pid, host: hostname() } });
  (lock as RunLock).release();
  expect(place.list()).toEqual([]);
  expect(RunLock.take(place.path)).toBeInstanceOf(RunLock);
});

test("the lock of a dead process is taken over, also when who took it over before died on the way", () => {
  const place = new Workplace();
  lockOf(place, "lock", dead, ids[0]);
  lockOf(place, `lock.${ids[0]}`, dead, ids[1]);
  expect(RunLock.take(place.path)).toBeInstanceOf(RunLock);
  expect(place.list()).toEqual(["lock"]);
});

test("files whose names only begin like that of a lock stay, and are no leftovers to --out", () => {
  const place = new Workplace({ "lock.txt": "mine" });
  expect(() => checkOutFolder(place.path)).toThrow(/holds files that are no run of recurra/);
  expect(RunLock.take(place.path)).toBeInstanceOf(RunLock);
  expect(place.list()).toEqual(["lock", "lock.txt"]);
});

test("while another takes over, it is left to it, and the folder is said to be the other's", () => {
  const place = new Workplace();
  lockOf(place, "lock", dead, ids[0]);
  lockOf(place, `lock.${ids[0]}`, alive, ids[1]);
  expect(RunLock.take(place.path)).toMatchObject({ life: "alive", id: ids[1] });
  expect(findLockHolder(place.path)).toMatchObject({ life: "alive", id: ids[1] });
  // One who died as it took over has left the folder to the next.
  lockOf(place, `lock.${ids[0]}`, dead, ids[1]);
  expect(findLockHolder(place.path)).toMatchObject({ life: "dead", id: ids[0] });
  lockOf(place, `lock.${ids[0]}.${ids[1]}`, alive, ids[2]);
  expect(findLockHolder(place.path)).toMatchObject({ life: "alive", id: ids[2] });
});

test("a claim to a lock that is gone is nothing, to who looks and to who is refused", () => {
  const place = new Workplace();
  lockOf(place, "lock", dead, ids[0]);
  justBefore("linkSync", place.file(`lock.${ids[0]}`), () => {
    lockOf(place, "lock", alive, ids[1]);
    lockOf(place, `lock.${ids[0]}`, alive, ids[2]);
  });
  expect(RunLock.take(place.path)).toMatchObject({ life: "alive", id: ids[1] });
  expect(findLockHolder(place.path)).toMatchObject({ life: "alive", id: ids[1] });
});

test("a lock that is taken over while one looks for the claim to it is its new holder's", () => {
  const place = new Workplace();
  lockOf(place, "lock", dead, ids[0]);
  lockOf(place, `lock.${ids[0]}`, alive, ids[1]);
  justBefore("lstatSync", place.file(`lock.${ids[0]}`), () => {
    lockOf(place, "lock", alive, ids[1]);
    rmSync(place.file(`lock.${ids[0]}`));
  });
  expect(findLockHolder(place.path)).toMatchObject({ life: "alive", id: ids[1] });
});

test("a lock that is given back as it is read, and made anew, is not taken for one that cannot be understood", () => {
  const place = new Workplace();
  lockOf(place, "lock", alive, ids[0]);
  justBefore("openSync", place.file("lock"), () => {
    rmSync(place.file("lock"));
    justBefore("lstatSync", place.file("lock"), () => lockOf(place, "lock", alive, ids[1]));
  });
  expect(findLockHolder(place.path)).toMatchObject({ life: "alive", id: ids[1] });
});

test("processes of two containers that have one number do not write into one another's file", () => {
  const place = new Workplace();
  const written: string[][] = [];
  for (const _ of ["one", "another"]) {
    justBefore("linkSync", place.file("lock"), () => written.push(place.list()));
    (RunLock.take(place.path) as RunLock).release();
  }
  expect(written.map((names) => names.length)).toEqual([1, 1]);
  expect(written[0]).not.toEqual(written[1]);
});

test("a lock of another machine, or one that cannot be understood, is left alone", () => {
  const place = new Workplace();
  lockOf(place, "lock", { ...dead, host: "elsewhere" }, ids[0]);
  expect(RunLock.take(place.path)).toMatchObject({ life: "unknown", owner: { host: "elsewhere" } });
  lockOf(place, "lock", dead, "../../etc/passwd");
  expect(RunLock.take(place.path)).toMatchObject({ life: "unknown", owner: undefined });
});

test("what was taken from this process is not given back by it", () => {
  const place = new Workplace();
  const lock = RunLock.take(place.path) as RunLock;
  lockOf(place, "lock", dead, ids[0]);
  lock.release();
  expect((JSON.parse(readFileSync(place.file("lock"), "utf8")) as LockHolder).id).toBe(ids[0]);
});

test("of many processes that find a dead one's lock at once, exactly one gets it", async () => {
  const place = new Workplace();
  lockOf(place, "lock", dead, ids[0]);
  const module = new URL("../../dist/run/run-lock.js", import.meta.url).href;
  const script = `
    import { RunLock } from ${JSON.stringify(module)};
    process.stdout.write("ready");
    process.stdin.once("data", () => {
      process.stdout.write(RunLock.take(${JSON.stringify(place.path)}) instanceof RunLock ? " taken" : " refused");
      // Until all have tried: the lock of a process that has ended is free.
      process.stdin.once("data", () => process.exit());
    });`;
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  const said = (child: (typeof children)[number], words: number): Promise<string> =>
    new Promise((resolve) => {
      let text = "";
      child.stdout.on("data", (chunk) => {
        text += String(chunk);
        if (text.split(" ").length === words) resolve(text);
      });
    });
  await Promise.all(children.map((child) => said(child, 1)));
  const answers = children.map((child) => said(child, 2));
  for (const child of children) child.stdin.write("go");
  const outcomes = await Promise.all(answers);
  for (const child of children) child.stdin.write("end");
  expect(outcomes.sort()).toEqual([...Array(5).fill(" refused"), " taken"]);
  expect(readdirSync(place.path)).toEqual(["lock"]);
});

test("a lock that is no plain file is somebody's, and is neither waited for nor followed", () => {
  const place = new Workplace();
  lockOf(place, "real", dead, ids[0]);
  for (const name of ["pipe", "folder", "link"]) mkdirSync(place.file(name));
  if (process.platform !== "win32") execFileSync("mkfifo", [place.file("pipe", "lock")]);
  else mkdirSync(place.file("pipe", "lock"));
  mkdirSync(place.file("folder", "lock"));
  symlinkSync(place.file("real"), place.file("link", "lock"));
  for (const name of ["pipe", "folder", "link"]) {
    expect(RunLock.take(place.file(name))).toEqual({ owner: undefined, id: undefined, life: "unknown" });
    expect(readdirSync(place.file(name))).toEqual(["lock"]);
  }
});
