import { expect, test } from "vitest";
import { settingsFor } from "./column-table.tsx";

test("a column that is no clock is said to be none, and another one is named", () => {
  expect(settingsFor("number", "time", "Date", {}, "x")).toEqual({ time: "false" });
  expect(settingsFor("time", "text", "day", {}, "x")).toEqual({ time: "day" });
  expect(settingsFor("time", "number", "x", { target: "x" }, "x")).toEqual({ time: "x", target: "" });
});

test("words are marks among the inputs, beside the target, and leave again with their column", () => {
  expect(settingsFor("words", "text", "weather", {}, "x")).toEqual({ categories: "weather", inputs: "x,weather" });
  expect(settingsFor("words", "text", "weather", { inputs: "x,y", categories: "town" }, "x")).toEqual({
    ...{ categories: "town,weather", inputs: "x,y,weather" },
  });
  expect(settingsFor("text", "words", "weather", { inputs: "x,weather", categories: "weather" }, "x")).toEqual({
    ...{ categories: "", inputs: "" },
  });
});

test("text that is asked for as numbers is an input, whose cells are refused by name where they are none", () => {
  expect(settingsFor("number", "text", "load", {}, "x")).toEqual({ inputs: "x,load" });
});
