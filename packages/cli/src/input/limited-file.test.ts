import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { readLimited } from "./limited-file.ts";

test("a file is read up to the limit, and it is said whether that was all", () => {
  const place = new Workplace({ file: "0123456789" });
  expect(readLimited(place.file("file"), 10)).toEqual({ text: "0123456789", whole: true });
  expect(readLimited(place.file("file"), 4)).toEqual({ text: "0123", whole: false });
});

test("what is no plain file is not read: none, a folder, a link, a pipe that nobody writes to", () => {
  const place = new Workplace({ file: "secret" });
  symlinkSync(place.file("file"), place.file("link"));
  if (process.platform !== "win32") execFileSync("mkfifo", [place.file("pipe")]);
  for (const name of ["none", ".", "link", "pipe"]) expect(readLimited(place.file(name), 10)).toBeUndefined();
});
