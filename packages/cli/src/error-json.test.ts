// With --json, an error is one line of JSON on stderr: what it is about, where, and what would cure it, by flags of this command.

import { expect, test } from "vitest";
import { daily, dailyLines, errorOf, quick, Workplace } from "./command.fixture.ts";

test("an error of the library has its code, place, what was found, and remedies with their flags", async () => {
  const place = new Workplace({ "data.csv": "Date,Value\n05/06/2020,1\n06/06/2020,2\n" });
  const { code, stdout, stderr } = await place.here("forecast", "data.csv", "--json");
  expect([code, stdout]).toEqual([2, ""]);
  const text = "say which with --date-order dmy or --date-order mdy";
  expect(errorOf(stderr)).toMatchObject({
    code: "DATE_ORDER_AMBIGUOUS",
    subject: "data.csv",
    place: { row: 1, line: 2, column: "Date" },
    found: "05/06/2020",
    remedies: [
      { option: "dateOrder", value: "dmy", flag: "--date-order dmy", text },
      { option: "dateOrder", value: "mdy", flag: "--date-order mdy", text },
    ],
    exitCode: 2,
  });
});

test("no remedy is one that the command lacks: inspect has no --sort and no --repair", async () => {
  const place = new Workplace({ "data.csv": dailyLines(20).with(17, "2023-12-16,50").join("\n") });
  const forecast = errorOf((await place.here("forecast", "data.csv", ...quick, "--json")).stderr);
  expect(forecast.remedies.map(({ flag }) => flag)).toContain("--sort");
  expect((await place.here("inspect", "data.csv", "--json")).code).toBe(0);
});

test.each<[string, readonly string[], string, RegExp]>([
  ["a misspelt option", ["forecast", "data.csv", "--horizn", "5", "--json"], "USAGE_OPTION", /--horizn.*--horizon/],
  ["no file", ["predict", "--json"], "USAGE_ARGUMENT", /"model" is missing/],
  ["a required option left out", ["export", "model.st", "--json"], "USAGE_VALUE", /--onnx/],
  ["a file that is not there", ["inspect", "dta.csv", "--json"], "FILE_MISSING", /dta\.csv: no such file/],
  ["a lab that is not there", ["lab", "--json", "denois"], "USAGE_COMMAND", /Did you mean denoise\?$/],
  ["a misspelt option of a lab", ["lab", "denoise", "--hiden", "3", "--json"], "USAGE_OPTION", /--hidden/],
  ["a misspelt option of the list of runs", ["runs", "--json", "--limt", "3"], "USAGE_OPTION", /--limit/],
  ["a run that is not there", ["runs", "show", "nothing", "--json"], "RUN_NOT_FOUND", /no run "nothing"/],
  ["a model that is none", ["serve", "data.csv", "--json"], "FILE_KIND", /not a model/],
])("%s is JSON with its code, and stdout stays empty", async (_, args, wanted, message) => {
  const place = new Workplace({ "data.csv": daily(20) });
  const { code, stdout, stderr } = await place.here(...args);
  const error = errorOf(stderr);
  expect([code, stdout, error.code, error.exitCode]).toEqual([2, "", wanted, 2]);
  expect(error.message).toMatch(message);
});

test("what was meant by a misspelt option is a remedy with its flag, and a misspelt command is told as JSON too", async () => {
  const place = new Workplace({ "data.csv": daily(20) });
  const option = errorOf((await place.here("forecast", "data.csv", "--horizn", "5", "--json")).stderr);
  expect(option).toMatchObject({
    found: "--horizn",
    remedies: [{ option: "horizon", flag: "--horizon", text: "did you mean --horizon?" }],
  });
  const command = errorOf((await place.here("forcast", "data.csv", "--json")).stderr);
  expect(command).toMatchObject({
    code: "USAGE_COMMAND",
    found: "forcast",
    remedies: [{ text: "did you mean forecast?" }],
  });
});

test("without --json an error is a line of text", async () => {
  const place = new Workplace({ "data.csv": daily(20) });
  expect((await place.here("inspect", "dta.csv")).stderr).toMatch(/^recurra: dta\.csv: /);
  expect((await place.here("forcast", "data.csv")).stderr).toMatch(/^recurra: there is no command "forcast"/);
});

test("signs that would steer a terminal are escaped, and it is JSON still", async () => {
  const { stderr } = await new Workplace().here("inspect", "a\u202e\u009b\u001b.csv", "--json");
  for (const sign of ["\u202e", "\u009b", "\u001b"]) expect(stderr).not.toContain(sign);
  expect(errorOf(stderr).subject).toBe("a\u202e\u009b\u001b.csv");
});
