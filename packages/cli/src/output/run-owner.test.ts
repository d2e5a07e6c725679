import { spawn } from "node:child_process";
import { hostname } from "node:os";
import { expect, onTestFinished, test, vi } from "vitest";
import { lifeOf, placeOf, readOwner, thisProcess } from "./run-owner.ts";

const host = hostname();

/** Where the system tells when a process began and which numbers are whose, a number decides; else nothing does. */
const tells = thisProcess().start !== undefined && thisProcess().space !== undefined;

test("this process lives, one that never was is dead, and of another machine's nothing is known", () => {
  expect(process.platform !== "linux" || tells).toBe(true);
  expect(lifeOf(thisProcess())).toBe(tells ? "alive" : "unknown");
  expect(lifeOf({ ...thisProcess(), pid: 2 ** 31 - 2 })).toBe(tells ? "dead" : "unknown");
  expect(lifeOf({ ...thisProcess(), host: `not ${host}` })).toBe("unknown");
});

test("a number alone decides nothing: of a process that does not say whose it is nothing is known", () => {
  for (const pid of [process.pid, 2 ** 31 - 2]) {
    const { start, space } = thisProcess();
    for (const part of [{}, start === undefined ? {} : { start }, space === undefined ? {} : { space }])
      expect(lifeOf({ pid, host, ...part })).toBe("unknown");
  }
});

test("of a process of another container, or of another machine of the same name, nothing is known, whatever has its number here", () => {
  for (const pid of [process.pid, 2 ** 31 - 2]) {
    expect(lifeOf({ ...thisProcess(), pid, space: "pid:[7]" })).toBe("unknown");
    // Or of this machine, before it was started anew: who could tell?
    expect(lifeOf({ ...thisProcess(), pid, start: "another boot:1" })).toBe("unknown");
  }
  if (!tells) return;
  expect(placeOf(thisProcess())).toBe("");
  expect(placeOf({ ...thisProcess(), space: "pid:[7]" })).toBe(" in another container");
  expect(placeOf({ ...thisProcess(), start: "another boot:1" })).toBe(
    ` on another machine "${host}", or before it was started anew`,
  );
  expect(placeOf({ ...thisProcess(), host: "another" })).toBe(' on "another"');
});

test("a process that began at another moment has only been given the same number", () => {
  const { start = "" } = thisProcess();
  expect(lifeOf({ ...thisProcess(), start: start.replace(/:.*/, ":1") })).toBe(tells ? "dead" : "unknown");
});

test("a process that has ended and waits to be collected is dead", async () => {
  // The shell becomes a program that never asks for its child.
  const child = spawn("sh", ["-c", "true & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const pid = await new Promise<number>((resolve) => child.stdout.once("data", (text) => resolve(Number(text))));
  const seen = () =>
    thisProcess().start === undefined
      ? "dead"
      : lifeOf({ ...thisProcess(), pid, start: `${(thisProcess().start ?? "").replace(/:.*/, "")}:1` });
  await vi.waitUntil(() => seen() === "dead", { timeout: 10_000, interval: 10 });
});

test("an owner is read from what has a number and a machine, and nothing else", () => {
  expect(readOwner({ pid: 7, host: "a", start: "b", more: 1 })).toEqual({ pid: 7, host: "a", start: "b" });
  expect(readOwner({ pid: 7, host: "a", space: "c" })).toEqual({ pid: 7, host: "a", space: "c" });
  for (const none of [
    null,
    7,
    {},
    { pid: -1, host: "a" },
    { pid: 1.5, host: "a" },
    { pid: 7 },
    { pid: 7, host: "a", start: 1 },
    { pid: 7, host: "a", space: 1 },
  ])
    expect(readOwner(none)).toBeUndefined();
});
