import { readingOptionNames } from "recurra/files";
import { expect, test } from "vitest";
import { experimentOf, namesAsText, namesIn, READING, readingOf, sameReading } from "./reading.ts";

test("what says how a file is read is what the library takes for it, but for what a page has no use for", () => {
  const unused = ["columns", "series"];
  expect([...READING].sort()).toEqual(readingOptionNames.filter((name) => !unused.includes(name)).sort());
});

test("settings are parted into those of reading and those of the experiment", () => {
  const settings = { target: "x", decimal: ",", where: "Store=1", repair: "drop" };
  expect(readingOf(settings)).toEqual({ decimal: ",", where: "Store=1" });
  expect(experimentOf(settings)).toEqual({ target: "x", repair: "drop" });
  expect(sameReading(settings, { where: "Store=1", decimal: ",", target: "y" })).toBe(true);
  expect(sameReading(settings, { ...settings, decimal: "." })).toBe(false);
});

test("names of columns come back from their text, with commas in them", () => {
  for (const names of [["Open"], ["Open", "Close, adjusted"], []]) expect(namesIn(namesAsText(names))).toEqual(names);
  expect(namesIn(undefined)).toEqual([]);
});
