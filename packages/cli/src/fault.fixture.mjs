// Loaded before the command line (`node --import`), this ends the process at a chosen moment, or makes the disk refuse: what the
// shipped code does must hold without its help. RECURRA_FAULT is JSON: { kind, at, how }, the at-th event of a kind, from 1:
//
//   batch    a step of the optimizer was taken            write    bytes were written to a file
//   predict  a batch of forecasts was made (backtest)     half     the same, after half of the bytes
//   flush    a file or folder was flushed                 rename   a file got its name
//   link     a lock was made                              remove   a file or folder was removed
//
// how: "kill" (SIGKILL, after the event), "ENOSPC" (or another code: in place of the event, and of all of its kind after it), "pause"
// (after the event nothing happens until somebody has opened the pipe RECURRA_GATE for writing and closed it again), or "count":
// nothing, but the events are written to the file RECURRA_EVENTS when the process ends, one word a line.

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isMainThread } from "node:worker_threads";
import { Adam, AdamW, Forecaster, SGD } from "recurra";

const { kind, at, how } = JSON.parse(process.env.RECURRA_FAULT ?? '{"how":"count"}');
const events = [];
let seen = 0;

/** Runs `event` of a kind; `half` does a part of it. Returns what the event does. */
function during(name, event, half) {
  if (how !== "count") {
    // A write counts as one, and as one that may be cut in half.
    const met = name === kind || (name === "write" && kind === "half");
    if (met) seen++;
    if (met && how === "pause") {
      const result = event();
      if (seen === at) fs.readFileSync(process.env.RECURRA_GATE);
      return result;
    }
    if (met && how !== "kill" && seen >= at) {
      if (kind === "half") half();
      throw refusal(how, name);
    }
    if (met && seen === at) {
      if (kind === "half") half();
      else event();
      process.kill(process.pid, "SIGKILL");
      // The signal may take a moment; nothing must happen in it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
  }
  const result = event();
  events.push(name);
  return result;
}

function refusal(code, name) {
  return Object.assign(new Error(`${code}: refused by the test, ${name}`), { code, syscall: name, errno: -1 });
}

function watch() {
  const { writeSync, fsyncSync, renameSync, linkSync, rmSync } = fs;
  fs.writeSync = (file, data, offset = 0, ...rest) => {
    // The terminal is no file.
    if (file <= 2) return writeSync(file, data, offset, ...rest);
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    const length = bytes.length - offset;
    return during(
      "write",
      () => writeSync(file, bytes, offset, length),
      () => writeSync(file, bytes, offset, Math.floor(length / 2)),
    );
  };
  fs.fsyncSync = (file) => during("flush", () => fsyncSync(file));
  fs.renameSync = (from, to) => during("rename", () => renameSync(from, to));
  fs.linkSync = (from, to) => during("link", () => linkSync(from, to));
  fs.rmSync = (path, options) => during("remove", () => rmSync(path, options));
  syncBuiltinESMExports();

  for (const [owner, method, name] of [
    [Adam.prototype, "step", "batch"],
    [AdamW.prototype, "step", "batch"],
    [SGD.prototype, "step", "batch"],
    [Forecaster.prototype, "predictAt", "predict"],
  ]) {
    const original = owner[method];
    owner[method] = function (...args) {
      return during(name, () => original.apply(this, args));
    };
  }
}

// Workers load this too, and write no files.
if (isMainThread) watch();
if (isMainThread && how === "count")
  process.on("exit", () => fs.writeFileSync(process.env.RECURRA_EVENTS, events.join("\n")));
