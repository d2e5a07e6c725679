import { expect, test } from "vitest";
import { table } from "./table.ts";

const columns = [
  { title: "", cells: ["LSTM", "last value"] },
  { title: "MAE", cells: ["1.5", "12.25"] },
  { title: "RMSE", cells: ["2", "3"], optional: 1 },
  { title: "direction", cells: ["51%", "-"], optional: 2 },
];

test("the first column is aligned to the left, numbers to the right", () => {
  expect(table(columns, 100)).toEqual([
    "              MAE  RMSE  direction",
    "LSTM          1.5     2        51%",
    "last value  12.25     3          -",
  ]);
});

test("on a narrow terminal the most optional columns go first, and those that are not optional stay", () => {
  expect(table(columns, 30)[0]).toBe("              MAE  RMSE");
  expect(table(columns, 20)[0]).toBe("              MAE");
  expect(table(columns, 5)[0]).toBe("              MAE");
});
