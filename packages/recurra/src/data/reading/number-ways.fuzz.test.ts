// One known column in every way that numbers are written: read to the same values, or refused with an option that then reads it so.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { DataError } from "../../core/errors.ts";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

/** Digits in groups of three by a sign, with decimals behind another. */
function written(value: number, group: string, decimal: string, decimals: number): string {
  const [whole, rest] = Math.abs(value).toFixed(decimals).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, () => group);
  return rest === undefined ? groups : `${groups}${decimal}${rest}`;
}

const signed = (value: number, text: string) => (value < 0 ? `-${text}` : text);

const ways: Record<string, (value: number, group: string, decimal: string, decimals: number) => string> = {
  bare: (value, _, decimal, decimals) => signed(value, written(value, "", decimal, decimals)),
  grouped: (value, group, decimal, decimals) => signed(value, written(value, group, decimal, decimals)),
  blanks: (value, _, decimal, decimals) => signed(value, written(value, "\u202f", decimal, decimals)),
  apostrophes: (value, _, decimal, decimals) => signed(value, written(value, "'", decimal, decimals)),
  plus: (value, group, decimal, decimals) => `${value < 0 ? "\u2212" : "+"}${written(value, group, decimal, decimals)}`,
  brackets: (value, group, decimal, decimals) => {
    const text = written(value, group, decimal, decimals);
    return value < 0 ? `(${text})` : text;
  },
  behind: (value, group, decimal, decimals) => `${written(value, group, decimal, decimals)}${value < 0 ? "-" : ""}`,
  dollars: (value, group, decimal, decimals) => `${signed(value, "$")}${written(value, group, decimal, decimals)}`,
  euros: (value, group, decimal, decimals) => signed(value, `${written(value, group, decimal, decimals)} €`),
  percent: (value, group, decimal, decimals) => signed(value, `${written(value, group, decimal, decimals)}%`),
  unit: (value, group, decimal, decimals) => signed(value, `${written(value, group, decimal, decimals)} kWh`),
  text: (value, group, decimal, decimals) => `="${signed(value, written(value, group, decimal, decimals))}"`,
};

test("numbers in twelve ways are read to their values, or refused with an option that reads them so", () => {
  let read = 0;
  let all = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(ways)),
      fc.constantFrom(",", ";", "\t"),
      fc.constantFrom<"." | ",">(".", ","),
      fc.nat(4),
      fc.array(fc.integer({ min: -99_999_999, max: 99_999_999 }), { minLength: 12, maxLength: 20 }),
      fc.boolean(),
      (way, delimiter, decimal, decimals, numbers, small) => {
        // In a file that commas cut, 1,234 is grouped: all decimals of three digits would be, too.
        fc.pre(delimiter !== "," || decimal === "." || decimals !== 3);
        const values = [...numbers, small ? 52_345 : 523, small ? 12_345_678 : 123_456].map(
          (n) => Number((n / (small ? 10_000 : 100)).toFixed(decimals)) + 0,
        );
        const group = decimal === "." ? "," : ".";
        const lines = values.map((value, i) => {
          const cell = ways[way](value, group, decimal, decimals);
          return `r${i}${delimiter}"${cell.replaceAll('"', '""')}"`;
        });
        const from = (options: CsvOptions) => [
          ...Series.fromCsv(`id${delimiter}x\n${lines.join("\n")}\n`, { columns: ["x"], ...options }).column("x"),
        ];
        all++;
        try {
          expect(from({})).toEqual(values);
          read++;
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          expect(error.code).toBe("DECIMAL_AMBIGUOUS");
          expect(from({ decimal })).toEqual(values);
        }
      },
    ),
    fuzz(1500),
  );
  // Two of the five counts of decimals are those that can be doubtful: none, and three.
  expect(read / all).toBeGreaterThan(0.85);
});
