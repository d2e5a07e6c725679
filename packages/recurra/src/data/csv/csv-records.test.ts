import fc from "fast-check";
import { expect, test } from "vitest";
import { csvParseRecords } from "./csv-parse.fixture.ts";
import { readRecords } from "./csv-records.ts";

test("text without quotes is split into the records that csv-parse finds", () => {
  const character = fc.constantFrom("1", "a", ".", ",", ";", "\t", " ", "\n", "\r\n", "\r", "é", "\u00a0");
  const text = fc.array(character, { maxLength: 40 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.constantFrom(",", ";", "\t"), (content, delimiter) => {
      expect(readRecords(content, "a.csv", delimiter).records).toEqual(csvParseRecords(content, delimiter));
    }),
    { numRuns: 2000 },
  );
});

test("a record knows the line on which it starts, past empty lines and line ends within quotes", () => {
  expect(readRecords('a,b\r\n\r\n"x\ny",2\n  \n3,4\r5,6', "a.csv", ",")).toEqual({
    records: [
      ["a", "b"],
      ["x\ny", "2"],
      ["3", "4"],
      ["5", "6"],
    ],
    lines: [1, 3, 6, 7],
    empty: [1, 2],
    comments: 0,
  });
});

test("quotes after a space, quoted delimiters and doubled quotes are read", () => {
  expect(readRecords('a, "1,234.5" ,"say ""hi"""', "a.csv", ",").records).toEqual([["a", "1,234.5", 'say "hi"']]);
});

test("a broken quote is an error that names the line", () => {
  expect(() => readRecords('a,b\n1,"x\n3,4', "a.csv", ",")).toThrow(
    'a.csv: line 2: a quote is opened and never closed. Put the whole cell in quotes and write a quote inside it twice ("").',
  );
  expect(() => readRecords('a,b\n1,"x"y\n', "a.csv", ",")).toThrow(
    "a.csv: line 2: a cell goes on behind its closing quote.",
  );
});

test("a quote that is closed far below names the lines in between", () => {
  expect(() => readRecords('a,b\n1,"x\n3,4\n5,"6"\n', "a.csv", ",")).toThrow(
    "a.csv: lines 2 to 4: a cell goes on behind its closing quote.",
  );
});

test("a limit stops after so many records", () => {
  expect(readRecords("a\nb\nc", "a.csv", ",", { limit: 2 }).records).toEqual([["a"], ["b"]]);
  expect(readRecords('"a"\nb\nc', "a.csv", ",", { limit: 2 }).records).toEqual([["a"], ["b"]]);
});

test("a second quoted text in one cell is refused, also behind an empty one", () => {
  for (const cell of ['"a" "b"', '"" "b"', '""  ""']) {
    expect(() => readRecords(`a\n${cell}\n`, "a.csv", ",")).toThrow("line 2: a cell goes on behind its closing quote");
  }
});

test("any white space may stand around a quoted cell", () => {
  expect(readRecords('\u00a0"a, b"\u3000,\t"c"\v', "a.csv", ",").records).toEqual([["a, b", "c"]]);
});

test("a quote that is never closed names the line on which it opens, and text behind one the lines of its record", () => {
  expect(() => readRecords('a,b\n\n"x\ny","2', "a.csv", ",")).toThrow("line 4: a quote is opened and never closed");
  expect(() => readRecords('a,b\n\n"x\r\ny"2', "a.csv", ",")).toThrow("lines 3 to 4: a cell goes on behind its");
});
