import { spawn } from "node:child_process";
import { hostname } from "node:os";
import { expect, onTestFinished, test, vi } from "vitest";
import { isElsewhereOnThisMachine, lifeOf, readOwner, thisProcess } from "./run-owner.ts";

const host = hostname();

test("this process lives, one that never was is dead, and of another machine's nothing is known", () => {
  expect(lifeOf(thisProcess())).toBe("alive");
  expect(lifeOf({ pid: process.pid, host })).toBe("alive");
  expect(lifeOf({ pid: 2 ** 31 - 2, host })).toBe("dead");
  expect(lifeOf({ pid: process.pid, host: `not ${host}` })).toBe("unknown");
});

test("of a process of another container on this machine nothing is known, whatever has its number here; a boot ends them all", () => {
  const { start, space } = thisProcess();
  expect(process.platform !== "linux" || space !== undefined).toBe(true);
  // Where the system has no such spaces, the number must do.
  for (const pid of [process.pid, 2 ** 31 - 2]) {
    const there = { pid, host, space: "pid:[7]", ...(start !== undefined && { start }) };
    expect(space === undefined ? "unknown" : lifeOf(there)).toBe("unknown");
    expect(isElsewhereOnThisMachine(there)).toBe(space !== undefined);
    expect(space === undefined ? "dead" : lifeOf({ ...there, start: "another boot:1" })).toBe("dead");
  }
  expect(isElsewhereOnThisMachine(thisProcess())).toBe(false);
  expect(isElsewhereOnThisMachine({ pid: 1, host: "another", space: "pid:[7]" })).toBe(false);
});

test("a process that began at another moment has only been given the same number", () => {
  const { start } = thisProcess();
  // Where no file tells when a process began, its number must do.
  const expected = start === undefined ? "alive" : "dead";
  expect(lifeOf({ pid: process.pid, host, start: "another boot:1" })).toBe(expected);
  expect(process.platform !== "linux" || start !== undefined).toBe(true);
});

test("a process that has ended and waits to be collected is dead", async () => {
  // The shell becomes a program that never asks for its child.
  const child = spawn("sh", ["-c", "true & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const pid = await new Promise<number>((resolve) => child.stdout.once("data", (text) => resolve(Number(text))));
  const seen = () => (thisProcess().start === undefined ? "dead" : lifeOf({ pid, host }));
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
