import { linkSync, symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";
import { checkOutFolder } from "../run/out-folder.ts";
import { flawOfName } from "./file-name.ts";
import { checkOutFile } from "./out-file.ts";

test("names that Windows takes for devices, or cannot keep, are named; elsewhere they are names", () => {
  for (const [path, flaw] of [
    ["CON", 'Windows has a device of the name "CON"'],
    ["runs/nul.csv", 'Windows has a device of the name "nul.csv"'],
    ["a\\Com1.tar.gz", 'Windows has a device of the name "Com1.tar.gz"'],
    ["LPT\u00b2", 'Windows has a device of the name "LPT\u00b2"'],
    ["run.", 'Windows forgets the dot or space at the end of "run."'],
    ["run /model", 'Windows forgets the dot or space at the end of "run "'],
    ["what?.csv", 'Windows takes no "?" in a name'],
    ["ab:c.csv", 'Windows takes no ":" in a name'],
  ]) {
    expect(flawOfName(path, "win32")).toBe(flaw);
    for (const platform of ["linux", "darwin"] as const) expect(flawOfName(path, platform)).toBeUndefined();
  }
  for (const path of [
    "C:\\data\\run",
    "\\\\?\\C:\\long",
    "../run",
    "./a.b/c",
    "console",
    "com",
    "com10",
    ".hidden",
    "a b.csv",
  ])
    expect(flawOfName(path, "win32")).toBeUndefined();
});

test("such a name is refused in one line, for files and for folders", () => {
  const place = new Workplace();
  expect(() => checkOutFile("out", place.file("con.csv"), [], "win32")).toThrow(
    /^--out .*con\.csv: Windows has a device of the name "con\.csv"\. Name another file\.$/,
  );
  expect(() => checkOutFolder(place.file("run."), "win32")).toThrow(
    /^--out .*run\.: Windows forgets the dot or space at the end of "run\."\. Name another folder\.$/,
  );
  checkOutFile("out", place.file("con.csv"), [], "linux");
  checkOutFolder(place.file("run."), "darwin");
});

test("a file that is read is not written to, by whatever name it is called", () => {
  const place = new Workplace({ "data.csv": "a", "other.csv": "a" });
  // As a disk has it that takes letters of either case for the same.
  linkSync(place.file("data.csv"), place.file("DATA.csv"));
  symlinkSync(place.file("data.csv"), place.file("link.csv"));
  for (const name of ["data.csv", "./data.csv", "DATA.csv", "link.csv"])
    expect(() => checkOutFile("out", `${place.path}/${name}`, [place.file("data.csv")])).toThrow(
      /this is the file to read/,
    );
  checkOutFile("out", place.file("other.csv"), [place.file("data.csv")]);
});
