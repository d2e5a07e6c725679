import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { cellsOf } from "./csv-records.ts";
import { RecordReader } from "./record-reader.ts";

interface Read {
  readonly records: readonly (readonly [line: number, cells: readonly string[]])[];
  readonly empty: readonly number[];
  readonly comments: number;
  readonly bare: number;
  readonly refused: string | undefined;
}

function read(pieces: readonly string[], delimiter: string, options = {}): Read {
  const records: [number, string[]][] = [];
  const empty: number[] = [];
  let comments = 0;
  let bare = 0;
  const reader = new RecordReader("a.csv", delimiter, options, {
    slices: (text, starts, ends, count, line) => records.push([line, cellsOf(text, starts, ends, count)]) > 0,
    cells: (cells, line) => records.push([line, cells]) > 0,
    empty: (line) => empty.push(line) > 0,
    comment: () => ++comments > 0,
    bare: (cells) => {
      bare += cells;
    },
  });
  let refused: string | undefined;
  try {
    for (const [i, piece] of pieces.entries()) reader.push(piece, i === pieces.length - 1);
  } catch (error) {
    refused = (error as Error).message;
  }
  return { records, empty, comments, bare, refused };
}

const sign = fc.constantFrom("1", "a", "é", "#", ",", ";", " ", "\u00a0", "\n", "\r\n", "\r", '"', '"', '""');
const text = fc.array(sign, { maxLength: 40 }).map((signs) => signs.join(""));

test("text in pieces, cut anywhere, is read as the whole is", () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(",", ";", " ", "  "),
      fc.constantFrom({}, { rules: new Set([2, 3]) }, { comment: "#" }, { skip: 2 }),
      (pieces, delimiter, options) => {
        const whole = read([pieces.join("")], delimiter, options);
        expect(read(pieces, delimiter, options)).toEqual(whole);
        expect(read([...pieces.join("")], delimiter, options)).toEqual(whole);
      },
    ),
    fuzz(1500),
  );
});

test("a quote that opens far above and is never closed is looked at a few times only", () => {
  const pieces = ['a\n"', ...Array.from({ length: 2000 }, () => `${"1,2\n".repeat(50)}`)];
  expect(read(pieces, ",").refused).toContain("line 2: a quote is opened and never closed");
});

test("a quote inside a cell that begins with none is itself, and counted but in a number kept as text", () => {
  const found = read(['a,b,c\n1,="007",7\n2, 5" pipe ,8\n"3",a"b""c,9\n'], ",");
  expect(found.records.slice(1)).toEqual([
    [2, ["1", '="007"', "7"]],
    [3, ["2", '5" pipe', "8"]],
    [4, ["3", 'a"b""c', "9"]],
  ]);
  expect(found.bare).toBe(2);
});
