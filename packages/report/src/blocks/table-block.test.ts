import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { TableBlock } from "../data/document.ts";
import { tableBlock } from "./table-block.ts";

const block: TableBlock = {
  kind: "table",
  caption: "Errors in <dollars>",
  columns: [{ title: "method" }, { title: "RMSE", unit: "$" }, { title: "what", align: "left" }],
  rows: [
    { cells: ["LSTM", "18.40", "two layers"], role: "model" },
    { cells: ["yesterday", "18.29", `no model at all, only the price of the day before`], role: "naive", best: [1] },
  ],
};

test("the first column names the rows, units stand in the head, the best cells are in bold", () => {
  const { document } = parseHTML(`<body>${tableBlock(block).text}</body>`);
  expect(Array.from(document.querySelectorAll("thead th"), (cell) => cell.textContent)).toEqual([
    "method",
    "RMSE $",
    "what",
  ]);
  expect(Array.from(document.querySelectorAll("tbody th"), (cell) => cell.textContent)).toEqual(["LSTM", "yesterday"]);
  expect(Array.from(document.querySelectorAll("strong"), (cell) => cell.textContent)).toEqual(["18.29"]);
  expect(Array.from(document.querySelectorAll("tbody tr"), (row) => row.className)).toEqual(["model", "naive"]);
  expect(document.querySelector(".caption")?.textContent).toBe("Errors in <dollars>");
  expect(document.querySelector(".scroll")?.getAttribute("aria-label")).toBe("Errors in <dollars>");
});

test("a column without a title has no heading that would be read out as nothing", () => {
  const untitled = { ...block, columns: [{ title: "" }, ...block.columns.slice(1)] };
  const { document } = parseHTML(`<body>${tableBlock(untitled).text}</body>`);
  expect(Array.from(document.querySelectorAll("thead tr *"), (cell) => cell.localName)).toEqual([
    "td",
    "th",
    "small",
    "th",
  ]);
});

test("columns are aligned as asked, and long cells may wrap", () => {
  const { document } = parseHTML(`<body>${tableBlock(block).text}</body>`);
  const last = Array.from(document.querySelectorAll("tbody tr td:last-child"));
  expect(last.map((cell) => cell.getAttribute("style"))).toEqual(["text-align:left", "text-align:left"]);
  expect(last.map((cell) => cell.className)).toEqual(["", "long"]);
  expect(document.querySelector("tbody td")?.getAttribute("style")).toBeNull();
});

test("a row with another number of cells than there are columns is refused", () => {
  expect(() => tableBlock({ ...block, rows: [...block.rows, { cells: ["GRU", "1"] }] })).toThrow(
    'documentPage: the table block "Errors in <dollars>": row 3 has 2 cells, but there are 3 columns.',
  );
});

test("a column's alignment from a file brings no other style into the page", () => {
  const align = "left;position:fixed" as "left";
  const { text } = tableBlock({ ...block, columns: [{ title: "method", align }, ...block.columns.slice(1)] });
  expect(text).not.toContain("position");
});
