import { expect, test } from "vitest";
import { formatTable } from "./table.ts";

const columns = [
  { title: "", cells: ["LSTM", "last value"] },
  { title: "MAE", cells: ["1.5", "12.25"] },
  { title: "RMSE", cells: ["2", "3"], optional: 1 },
  { title: "direction", cells: ["51%", "-"], optional: 2 },
];

test("the first column is aligned to the left, numbers to the right", () => {
  expect(formatTable(columns, 100)).toEqual([
    "              MAE  RMSE  direction",
    "LSTM          1.5     2        51%",
    "last value  12.25     3          -",
  ]);
});

test("on a narrow terminal the most optional columns go first, and those that are not optional stay", () => {
  expect(formatTable(columns, 30)[0]).toBe("              MAE  RMSE");
  expect(formatTable(columns, 20)[0]).toBe("              MAE");
  expect(formatTable(columns, 5)[0]).toBe("              MAE");
});
