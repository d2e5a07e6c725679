import { execFileSync, spawn } from "node:child_process";
import fs, {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { hostname } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { placeOf, thisProcess } from "../output/run-owner.ts";
import { checkOutFolder } from "./out-folder.ts";
import { findLockHolder, type LockHolder, RunLock } from "./run-lock.ts";

// Where the system does not tell which numbers are whose, only a beat tells who lives: these tests are for those that do.
const alive = thisProcess();
const dead = { ...alive, pid: 2 ** 31 - 2 };
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
    expect(RunLock.take(place.file(name))).toEqual({
      owner: undefined,
      id: undefined,
      life: "unknown",
      beats: false,
    });
    expect(readdirSync(place.file(name))).toEqual(["lock"]);
  }
});

/** A holder that cannot be seen from here: in another container, on another machine of this name, and on one of another name. */
const unseen = [
  { ...alive, space: "pid:[7]" },
  { ...dead, start: "another boot:1" },
  { ...alive, host: "elsewhere" },
  // Of a system that tells neither.
  { pid: process.pid, host: hostname() },
];

let beats = 0;

/** A lock that beats at one of the looks, or never; no two beats at the same time, however fast the test is. */
function looking(place: Workplace, at = Number.POSITIVE_INFINITY) {
  let [looks, waited] = [0, 0];
  const notes: string[] = [];
  const wait = (ms: number): void => {
    waited += ms;
    looks++;
    if (looks === at) utimesSync(place.file("lock"), new Date(), new Date(Date.now() + 1000 * ++beats));
  };
  return { wait, note: (sentence: string) => notes.push(sentence), notes, waited: () => waited };
}

test.for(unseen)(
  "the lock of a process that cannot be seen is its own while it beats, and free ten seconds after that: %o",
  (owner) => {
    const place = new Workplace();
    lockOf(place, "lock", { ...owner, beat: 1 }, ids[0]);
    for (const at of [1, 20]) {
      const here = looking(place, at);
      expect(RunLock.take(place.path, here)).toMatchObject({ life: "alive", owner, id: ids[0] });
      expect(here.waited()).toBe(500 * at);
      expect(here.notes).toEqual([
        `${place.file("lock")}: looking for up to ten seconds whether process ${owner.pid}${placeOf(owner)} is still at work.`,
      ]);
    }
    expect(findLockHolder(place.path)).toMatchObject({ life: "unknown" });
    const later = looking(place);
    const lock = RunLock.take(place.path, later);
    expect(lock).toBeInstanceOf(RunLock);
    expect(later.waited()).toBe(10_000);
    expect(place.list()).toEqual(["lock"]);
    (lock as RunLock).release();
    expect(place.list()).toEqual([]);
  },
);

test("where a lock goes, or becomes another's, while one looks, one looks again", () => {
  for (const becomes of [undefined, alive]) {
    const place = new Workplace();
    lockOf(place, "lock", { ...unseen[0], beat: 1 }, ids[0]);
    const taken = RunLock.take(place.path, {
      wait: () => {
        rmSync(place.file("lock"));
        if (becomes !== undefined) {
          place.write("other", "so that no number of a file is given again");
          lockOf(place, "lock", becomes, ids[1]);
        }
      },
      note: () => {},
    });
    if (becomes === undefined) expect(taken).toBeInstanceOf(RunLock);
    else expect(taken).toMatchObject({ life: "alive", id: ids[1] });
  }
});

test("the lock of an older build, which does not beat, is left alone where its process cannot be seen", () => {
  const place = new Workplace();
  const here = looking(place);
  lockOf(place, "lock", unseen[0], ids[0]);
  expect(RunLock.take(place.path, here)).toMatchObject({ life: "unknown", beats: false });
  expect(here.waited()).toBe(0);
  expect(() => checkOutFolder(place.path)).toThrow(/a run may be at work in this folder: .* in another container\./);
});

test("who only lists does not wait: a lock that beat within a minute may be alive", () => {
  const place = new Workplace();
  lockOf(place, "lock", { ...unseen[0], beat: 1 }, ids[0]);
  const at = Date.now();
  expect(findLockHolder(place.path, at + 50_000)).toMatchObject({ life: "unknown" });
  expect(findLockHolder(place.path, at + 70_000)).toMatchObject({ life: "dead" });
  lockOf(place, "lock", alive, ids[0]);
  expect(findLockHolder(place.path, at + 70_000)).toMatchObject({ life: "alive" });
});

test("a lock that beats moves its time, also while the thread that holds it does nothing else, and ends with it", async () => {
  const place = new Workplace();
  const lock = RunLock.take(place.path) as RunLock;
  const file = statSync(place.file("lock"), { bigint: true });
  utimesSync(place.file("lock"), 1000, 1000);
  lock.beat();
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const moved = () => statSync(place.file("lock"), { bigint: true }).mtimeNs;
  for (let looks = 0; looks < 200 && moved() === 1_000_000_000_000n; looks++) Atomics.wait(cell, 0, 0, 50);
  expect(moved()).not.toBe(1_000_000_000_000n);
  // In the file that it was, and in no other that stands in its place.
  renameSync(place.file("lock"), place.file("kept"));
  lockOf(place, "lock", alive, ids[0]);
  utimesSync(place.file("lock"), 1000, 1000);
  utimesSync(place.file("kept"), 1000, 1000);
  const other = () => statSync(place.file("kept"), { bigint: true });
  for (let looks = 0; looks < 200 && other().mtimeNs === 1_000_000_000_000n; looks++) Atomics.wait(cell, 0, 0, 50);
  expect(other()).toMatchObject({ ino: file.ino });
  expect(other().mtimeNs).not.toBe(1_000_000_000_000n);
  expect(moved()).toBe(1_000_000_000_000n);
  lock.release();
  expect(place.list()).toEqual(["kept", "lock"]);
});

test("a ticket that was cleared away by who could not see whose it is, is written again", () => {
  const place = new Workplace();
  justBefore("linkSync", place.file("lock"), () => {
    for (const name of place.list()) rmSync(place.file(name));
  });
  expect(RunLock.take(place.path)).toBeInstanceOf(RunLock);
  expect(place.list()).toEqual(["lock"]);
});
