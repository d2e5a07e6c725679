import fc from "fast-check";
import { expect, test } from "vitest";
import { CellColumn } from "./cell-column.ts";
import { COMMA, INTEGER, OTHER, POINT } from "./templates.ts";

const numeric = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.integer().map(String),
  fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(8)).map(([n, digits]) => (n / 7).toFixed(digits)),
);
const dated = fc.tuple(fc.nat(9999), fc.nat(99), fc.nat(99)).map(([y, m, d]) => `${y}-${m}-${d} 0${m % 10}:0${d % 10}`);
const cell = fc.oneof(
  numeric,
  dated,
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.stringMatching(/^[+-]?\d{0,20}[.,]?\d{0,20}$/),
  fc.constantFrom(
    "",
    "0",
    "-0",
    "007",
    "-.5",
    "5.",
    ".",
    "1,234",
    "NA",
    "9007199254740993",
    "999999999999999.9",
    "0.000",
  ),
);

test("every cell is read back to the character, however many forms a column has", () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 80 }), (cells) => {
      expect([...CellColumn.of(cells)]).toEqual(cells);
    }),
    { numRuns: 1000 },
  );
});

test("a column of more forms than a byte and than two bytes count keeps each", () => {
  const letters = (n: number) => n.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)]);
  const cells = Array.from({ length: 140_000 }, (_, i) => (i % 2 === 0 ? letters(i) : String(i)));
  const column = CellColumn.of(cells);
  expect(column.forms).toBeGreaterThan(65_536);
  expect([...column]).toEqual(cells);
  expect(column.distinct()).toBe(new Set(cells).size);
});

test("numbers are the doubles that Number() makes of their cells, and a decimal comma counts as one", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^-?\d{1,9}(\.\d{0,9})?$/), (text) => {
      const digits = text.replace(/\D/g, "").length;
      fc.pre(digits <= 15);
      const values = CellColumn.of([text, text.replace(".", ",")]).values();
      expect([...values]).toEqual([Number(text), Number(text)]);
    }),
    { numRuns: 2000 },
  );
});

test("the forms of cells are told apart, with how many have each", () => {
  const column = CellColumn.of(["12", "34", "", "1.5", "-2.25", "3,5", "NA", "2020-01-01", "12345678901234567"]);
  const forms = Array.from({ length: column.forms }, (_, i) => [
    column.pattern(i),
    column.kind(i),
    column.varies(i),
    column.count(i),
  ]);
  expect(forms).toEqual([
    ["", OTHER, false, 1],
    ["00", INTEGER, true, 2],
    ["0.0", POINT, true, 1],
    ["-0.00", POINT, true, 1],
    ["0,0", COMMA, true, 1],
    ["NA", OTHER, false, 1],
    ["0000-00-00", OTHER, true, 1],
    ["00000000000000067", OTHER, true, 1],
  ]);
  expect([column.onlyForm, column.hasDigits, CellColumn.of(["1-2", "3-4"]).onlyForm]).toEqual([-1, true, 1]);
  expect([...column.values()]).toEqual([12, 34, NaN, 1.5, -2.25, 3.5, NaN, 20200101, 123456789012345]);
  expect([...column]).toEqual(["12", "34", "", "1.5", "-2.25", "3,5", "NA", "2020-01-01", "12345678901234567"]);
});

test("texts that differ are counted as texts: 5 and 05 are two", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("5", "05", "5.0", "a", "b", "", "1-2", "1-3")), (cells) => {
      expect(CellColumn.of(cells).distinct()).toBe(new Set(cells).size);
    }),
  );
});

test("rows are taken in any order and left out at the end", () => {
  const column = CellColumn.of(["a", "1", "2.5", "", "b"]);
  expect([...column.take([4, 1, 1])]).toEqual(["b", "1", "1"]);
  column.truncate(2);
  expect([[...column], [0, 1, 2, 3, 4].map((code) => column.count(code))]).toEqual([
    ["a", "1"],
    [0, 1, 1, 0, 0],
  ]);
  for (const cell of ["x", "", "9"]) column.add(cell);
  expect([...column]).toEqual(["a", "1", "x", "", "9"]);
});

test("a column rises where its cells have one form and each number is larger than the one before", () => {
  const rises = (...cells: string[]) => CellColumn.of(cells).rises;
  expect(rises("2024-01-01", "2024-01-02", "2024-02-01")).toBe(true);
  expect(rises("2024-01-01", "2024-01-01")).toBe(false);
  expect(rises("2", "1")).toBe(false);
  expect(rises("1", "x2")).toBe(false);
  expect(rises("a", "a")).toBe(false);
});
