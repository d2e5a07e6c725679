import { expect, test } from "vitest";
import { asCommand } from "./as-command.ts";
import type { RunLink } from "./run-link.ts";

const run: RunLink = { version: "0.1.0", run: "lab/denoise", settings: {}, seed: 0, mode: "strict" };

test("what is at its default is not in the line; flags have no value; names have dashes", () => {
  expect(asCommand(run)).toBe("npx recurra lab denoise");
  const settings = { bidirectional: "true", learningRate: "0.01", relative: "false" };
  expect(asCommand({ ...run, settings, seed: 3, mode: "fast" })).toBe(
    "npx recurra lab denoise --bidirectional --learning-rate 0.01 --seed 3 --fast",
  );
});

test("the settings of a forecast have the flags of the command line, whatever they are called there", () => {
  const settings = { hiddenSize: "8", fillGaps: "linear", target: "Close", dateOrder: "dmy" };
  expect(asCommand({ ...run, run: "forecast", settings, file: { name: "a.csv", sha256: "0".repeat(64) } })).toBe(
    "npx recurra forecast a.csv --hidden 8 --fill-gaps linear --target Close --date-order dmy",
  );
});

test("how a file is read has flags, too: what is said no to, and each of several conditions", () => {
  const settings = {
    time: "false",
    wide: "true",
    where: "Store=3\nDept=it's",
    skipFirst: "2",
    delimiter: "tab",
    sort: "true",
  };
  expect(asCommand({ ...run, run: "forecast", settings, file: { name: "a.csv", sha256: "0".repeat(64) } })).toBe(
    "npx recurra forecast a.csv --no-time --wide --where Store=3 --where 'Dept=it'\\''s' --skip 2 --delimiter tab --sort",
  );
});

test("a file's name cannot leave its word", () => {
  const file = { name: "it's $(rm -rf) .csv", sha256: "0".repeat(64) };
  expect(asCommand({ ...run, run: "forecast", file, stop: 12 })).toBe(
    "npx recurra forecast 'it'\\''s $(rm -rf) .csv' --stop-step 12",
  );
});

test("a file whose name looks like an option is a file all the same", () => {
  const file = { name: "--resume", sha256: "0".repeat(64) };
  expect(asCommand({ ...run, run: "forecast", file })).toBe("npx recurra forecast ./--resume");
  expect(asCommand({ ...run, run: "lab/stock", file })).toBe("npx recurra lab stock --data ./--resume");
});

test("what a link says no to is said no to, where the command line can", () => {
  const settings = { linear: "false", time: "false", attention: "false", head: "studentT" };
  const link = { version: "0.1.0", run: "forecast", settings, seed: 0, mode: "strict" as const };
  expect(asCommand(link)).toBe("npx recurra forecast --no-linear --no-time --head studentT");
});

test("where the command line has no option for a setting, no line is given for another run", () => {
  const link = { version: "0.1.0", run: "forecast", settings: { loss: "mse", skip: "true" }, seed: 0 };
  expect(asCommand({ ...link, mode: "strict" })).toBe(
    "# No option of the command line is loss or skip: copy this run as code.",
  );
  const ofLab = { ...link, run: "lab/sound", settings: { skip: "2" } };
  expect(asCommand({ ...ofLab, mode: "strict" })).toBe("npx recurra lab sound --skip 2");
});
