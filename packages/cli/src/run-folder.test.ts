import { mkdirSync } from "node:fs";
import { expect, test } from "vitest";
import { Workplace } from "./command.fixture.ts";
import { RunFolder, runFiles } from "./run-folder.ts";

test("a file that the disk refuses is named with the cause and what to do", () => {
  const place = new Workplace();
  const folder = new RunFolder(runFiles.forecast, "name", {}, place.file("run"));
  mkdirSync(place.file("run", "report.html"));
  expect(() => folder.write("report", "<p>")).toThrow(
    /report\.html: cannot be written: refused \(EISDIR\)\. Make room for it, or name another folder with --out\.$/,
  );
  folder.end("failed");
  expect(place.list("run")).toEqual(["metrics.jsonl", "report.html", "run.json"]);
});
