import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { onReload } from "./reload-signal.ts";

class Signals extends EventEmitter {
  readonly pid = 7;
  readonly platform: string;
  readonly sent: string[] = [];
  constructor(platform = "linux") {
    super();
    this.platform = platform;
  }
  kill(pid: number, signal: string): void {
    this.sent.push(`${pid} ${signal}`);
  }
}

const none = { had: false, isThere: () => false };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("each SIGHUP loads anew, one after another, and those that come meanwhile are one", async () => {
  const signals = new Signals();
  const ends: (() => void)[] = [];
  onReload(() => new Promise((resolve) => ends.push(resolve)), signals, none);
  for (let i = 0; i < 3; i++) signals.emit("SIGHUP");
  expect(ends).toHaveLength(1);
  ends[0]();
  await settled();
  expect(ends).toHaveLength(2);
  ends[1]();
  await settled();
  expect(ends).toHaveLength(2);
  signals.emit("SIGHUP");
  expect(ends).toHaveLength(3);
});

test("in a terminal it loads anew as long as the terminal is there; its end is the command's", () => {
  const signals = new Signals();
  let [there, loads] = [true, 0];
  onReload(async () => void loads++, signals, { had: true, isThere: () => there });
  signals.emit("SIGHUP");
  expect([loads, signals.sent]).toEqual([1, []]);
  there = false;
  signals.emit("SIGHUP");
  expect([loads, signals.sent, signals.listenerCount("SIGHUP")]).toEqual([1, ["7 SIGHUP"], 0]);
});

test("on Windows nothing listens: the signal is the end of the console there", () => {
  const signals = new Signals("win32");
  onReload(async () => {}, signals, none);
  expect(signals.listenerCount("SIGHUP")).toBe(0);
});
