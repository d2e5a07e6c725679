import { expect, test } from "vitest";
import { fitTable } from "./fitting-table.ts";

const columns = [
  { title: "", cells: ["GRU", "moving average of the last 9"] },
  { title: "mean error\n(kW)", cells: ["1.5", "12.25"] },
  { title: "looks ahead", cells: ["nothing", "4 steps"] },
];

test("a table that fits is left as it is", () => {
  expect(fitTable(columns, 80)).toEqual([
    "                              mean error",
    "                                    (kW)  looks ahead",
    "GRU                                  1.5      nothing",
    "moving average of the last 9       12.25      4 steps",
  ]);
});

test("on a narrower terminal titles break, on a still narrower one the texts", () => {
  expect(fitTable(columns, 50)).toEqual([
    "                               mean",
    "                              error    looks",
    "                               (kW)    ahead",
    "GRU                             1.5  nothing",
    "moving average of the last 9  12.25  4 steps",
  ]);
  expect(fitTable(columns, 36)).toEqual([
    "                    mean",
    "                   error    looks",
    "                    (kW)    ahead",
    "GRU                  1.5  nothing",
    "moving average of  12.25  4 steps",
    "  the last 9",
  ]);
});

test("where no table fits, each row is a list under its first cell, and nothing is lost", () => {
  expect(fitTable(columns, 26)).toEqual([
    "GRU",
    "  mean error (kW)  1.5",
    "  looks ahead      nothing",
    "",
    "moving average of the last 9",
    "  mean error (kW)  12.25",
    "  looks ahead      4 steps",
  ]);
});

test("cells are painted without the space around them, whatever form the table has", () => {
  const painted = columns.map((column) => ({ ...column, paint: (text: string, row: number) => `<${row}${text}>` }));
  expect(fitTable(painted, 80)[2]).toBe("<0GRU>                                  <01.5>      <0nothing>");
  expect(fitTable(painted, 36).slice(-2)).toEqual(["<1moving average of>  <112.25>  <14 steps>", "<1  the last 9>"]);
  expect(fitTable(painted, 26).slice(0, 2)).toEqual(["<0GRU>", "  mean error (kW)  <01.5>"]);
});
