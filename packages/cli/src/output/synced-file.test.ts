import fs, { closeSync, readFileSync, writeSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { expect, onTestFinished, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { flush, flushFolder, openToWrite } from "./synced-file.ts";

/** Counts the flushes; `code` is what they are answered with. */
function flushes(code?: string): () => number {
  const { fsyncSync } = fs;
  let count = 0;
  fs.fsyncSync = (file) => {
    count++;
    if (code !== undefined) throw Object.assign(new Error(code), { code, syscall: "fsync" });
    fsyncSync(file);
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  });
  return () => count;
}

test("a file is flushed when it is asked for; with few rights each write is, and fsync is not called", () => {
  const place = new Workplace();
  for (const restricted of [false, true]) {
    const count = flushes();
    const file = openToWrite(place.file("file"), "w", restricted);
    writeSync(file, "content");
    flush(file, restricted);
    closeSync(file);
    flushFolder(place.path, "linux", restricted);
    expect(count()).toBe(restricted ? 0 : 2);
    expect(readFileSync(place.file("file"), "utf8")).toBe("content");
    expect(() => openToWrite(place.file("file"), "wx", restricted)).toThrow("EEXIST");
    const more = openToWrite(place.file("file"), "a", restricted);
    writeSync(more, "!");
    closeSync(more);
    expect(readFileSync(place.file("file"), "utf8")).toBe("content!");
  }
});

test("Windows flushes no folder, and a disk that knows no such thing is forgiven", () => {
  const place = new Workplace();
  const count = flushes("EINVAL");
  flushFolder(place.path, "win32", false);
  expect(count()).toBe(0);
  flushFolder(place.path, "darwin", false);
  expect(count()).toBe(1);
  flushes("EIO");
  expect(() => flushFolder(place.path, "linux", false)).toThrow("EIO");
});
