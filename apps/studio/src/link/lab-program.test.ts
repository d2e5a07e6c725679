import { expect, test } from "vitest";
import { labProgram } from "./lab-program.ts";

const run = { version: "0.1.0", run: "lab/denoise", settings: { hidden: "12" }, seed: 3, mode: "strict" as const };

test("the program of a lab says that its constants are its own, and which command is the run of the page", () => {
  const [first, second, ...rest] = labProgram(run, "let seed = 7;\n").split("\n");
  expect(first).toBe("// The run of the page is: npx recurra lab denoise --hidden 12 --seed 3");
  expect(second).toMatch(/^\/\/ .*constants of its own/);
  expect(rest).toEqual(["let seed = 7;", ""]);
});

test("no setting leads out of the comment", () => {
  const lines = labProgram({ ...run, settings: { hidden: "1\nprocess.exit(1)\u2028exit()" } }, "").split(/[\n\u2028]/);
  expect(lines.filter((line) => line !== "" && !line.startsWith("//"))).toEqual([]);
});
