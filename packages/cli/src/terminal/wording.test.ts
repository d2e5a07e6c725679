import { DataError, OptionError, StateError } from "recurra/core";
import { afterEach, expect, test } from "vitest";
import { exportCommand } from "../export/command.ts";
import { forecastCommand } from "../forecast/command.ts";
import { inspectCommand } from "../inspect/command.ts";
import { predictCommand } from "../predict/command.ts";
import { serveCommand } from "../serve/command.ts";
import { commandWording, flagOf, problemOf, sentenceOf, speakAs } from "./wording.ts";

afterEach(() => speakAs(undefined));

const forecast = commandWording(forecastCommand(() => {}));

test("options of the library are said as flags, by their own names or those that the command line has for them", () => {
  expect(forecast.option("sort", true)).toBe("--sort");
  expect(forecast.option("repair", "forward-fill")).toBe("--repair forward-fill");
  expect(forecast.option("time", undefined, "COLUMN")).toBe("--time COLUMN");
  expect(forecast.option("hiddenSize", 30)).toBe("--hidden 30");
  expect(forecast.option("numLayers")).toBe("--layers");
  expect(forecast.option("batchSize")).toBe("--batch");
  expect(forecast.option("dateOrder", "dmy")).toBe("--date-order dmy");
  expect(forecast.option("mode", "native")).toBe("--native");
  expect(commandWording(predictCommand(() => {})).option("anyStep", true)).toBe("--any-step");
  expect(commandWording(serveCommand(() => {})).option("limits.bodyBytes")).toBe("--max-body");
});

test("values are written as they are typed", () => {
  expect(forecast.option("decimal", ",")).toBe("--decimal ,");
  expect(forecast.option("delimiter", "\t")).toBe("--delimiter tab");
  expect(forecast.option("delimiter", ";")).toBe("--delimiter ';'");
  expect(forecast.option("target", "Adj Close")).toBe("--target 'Adj Close'");
  expect(forecast.option("target", "O'Hara")).toBe(`--target 'O'\\''Hara'`);
});

test("what a command does not have is not said, but a flag that says no is: another command's options, values that no flag sets, calls, functions", () => {
  expect(forecast.option("anyStep", true)).toBeUndefined();
  expect(forecast.option("time", false)).toBe("--no-time");
  expect(forecast.option("sort", false)).toBeUndefined();
  expect(forecast.option("mode", "strict")).toBeUndefined();
  expect(commandWording(inspectCommand(() => {})).option("repair", "drop")).toBeUndefined();
  expect(commandWording(undefined).option("sort")).toBeUndefined();
  expect(forecast.call("series.sorted()")).toBeUndefined();
  expect(forecast.speaker("train")).toBeUndefined();
  expect(commandWording(exportCommand(() => {})).option("library")).toBe("RECURRA_BLAS");
});

test("an error is said in the words of the command that runs, and its remedies are those that this command can take", () => {
  const unsorted = new DataError("TIMES_UNORDERED", "data.csv", "is earlier than row 16", {
    place: { row: 17, line: 18 },
    remedies: [
      ["sort the rows with ", { option: "sort", value: true }],
      ["call ", { call: "series.sorted()" }],
    ],
  });
  expect(unsorted.message).toContain("Sort the rows with sort: true, or call series.sorted().");
  speakAs(forecastCommand(() => {}));
  expect(sentenceOf(unsorted)).toBe("data.csv: row 17 (line 18): is earlier than row 16. Sort the rows with --sort.");
  speakAs(inspectCommand(() => {}));
  expect(sentenceOf(unsorted)).toBe("data.csv: row 17 (line 18): is earlier than row 16.");
  expect(problemOf(unsorted)).toBe("is earlier than row 16");
  expect(sentenceOf(new StateError("STATE", "train", "it is over"))).toBe("it is over.");
  expect(sentenceOf(new OptionError("OPTION", "Adam", [{ option: "epsilon" }, " is none"]))).toBe("epsilon is none.");
  expect(sentenceOf(new Error("other programs' errors stay as they are"))).toContain("stay as they are");
});

test("a flag is the name with dashes where the table has no other", () => {
  expect([flagOf("learningRate"), flagOf("hiddenSize"), flagOf("out")]).toEqual([
    "--learning-rate",
    "--hidden",
    "--out",
  ]);
});
