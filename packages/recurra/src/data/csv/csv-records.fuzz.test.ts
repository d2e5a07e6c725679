// Our reader of CSV beside csv-parse, where the two mean to read the same (docs/data.md names what they do not).
import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { csvParseRecords } from "./csv-parse.fixture.ts";
import { readRecords } from "./csv-records.ts";

const sign = fc.constantFrom("1", "a", "é", "😀", ".", ",", ";", "\t", "|", " ", "\n", "\r\n", "\r", '"', '"', '""');
const text = fc.array(sign, { maxLength: 30 }).map((signs) => signs.join(""));

function outcome(read: () => string[][]): unknown {
  try {
    return read();
  } catch {
    return "refused";
  }
}

/** A second quoted text behind an empty one in the same cell: csv-parse drops the first, we refuse both. */
const quotedTwice = /""[ \t]+"/;

test("any text gives the records that csv-parse finds, with quotes inside cells as they stand, or is refused by both", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(",", ";", "\t", "|"), (content, delimiter) => {
      fc.pre(!quotedTwice.test(content));
      const read = outcome(() =>
        // A lone empty cell is a record of ours where it stands in quotes.
        readRecords(content, "a.csv", delimiter).records.filter((cells) => cells.length > 1 || cells[0] !== ""),
      );
      const strict = outcome(() => csvParseRecords(content, delimiter, false));
      const relaxed = outcome(() => csvParseRecords(content, delimiter, true));
      expect(read).toEqual(strict === "refused" && read !== "refused" ? relaxed : strict);
    }),
    fuzz(5000),
  );
});

test("each record knows the line on which it starts, whatever ends the lines", () => {
  const cell = fc
    .array(fc.constantFrom("1", ",", '"', "\n", "\r\n", "\r"), { maxLength: 5 })
    .map((signs) => `x${signs.join("")}`);
  const end = fc.constantFrom("\n", "\r\n", "\r");
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(cell, { minLength: 1, maxLength: 3 }), fc.nat(2), end)), (rows) => {
      let content = "";
      const lines: number[] = [];
      for (const [cells, empty, lineEnd] of rows) {
        lines.push(1 + (content.match(/\r\n|\n|\r/g)?.length ?? 0));
        // An x before the end keeps CR of a cell and LF behind it apart.
        content += cells.map((value) => `"${value.replaceAll('"', '""')}x"`).join(",") + lineEnd.repeat(1 + empty);
      }
      const read = readRecords(content, "a.csv", ",");
      expect(read.lines).toEqual(lines);
      expect(read.records).toEqual(rows.map(([cells]) => cells.map((value) => `${value}x`)));
    }),
    fuzz(1000),
  );
});
