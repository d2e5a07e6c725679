// The rule: no remedy is proposed that would drop more than 5 % of the rows, or leave one series of several, without its being said.
import { expect, test } from "vitest";
import { DataError } from "../../core/errors.ts";
import { type Phrase, partsOf } from "../../core/phrase.ts";
import { grouped } from "../../words/grouped.ts";
import type { CsvOptions } from "../reading/csv-options.ts";
import type { Repair } from "../table/repair-method.ts";
import { Series } from "./series.ts";

const day = (at: number) =>
  `2021-${String(1 + Math.floor(at / 28)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")}`;
const table = (rows: readonly (readonly (string | number)[])[], header = "day,x") =>
  `${header}\n${rows.map((row) => row.join(",")).join("\n")}\n`;
const rows = Array.from({ length: 100 }, (_, at) => at);
const wavy = (at: number) => 10 + ((at * 37) % 11);

/** Files that cannot be worked with as they stand. */
const files: Readonly<Record<string, string>> = {
  "a cell of three is missing": table(rows.map((at) => [day(at), at % 3 === 1 ? "" : wavy(at)])),
  "a cell of three is missing, the first one too": table(rows.map((at) => [day(at), at % 3 === 0 ? "" : wavy(at)])),
  "two cells are missing": table(rows.map((at) => [day(at), at % 50 === 0 ? "" : wavy(at)])),
  "nearly all cells are missing": table(rows.map((at) => [day(at), at % 50 === 0 ? wavy(at) : ""])),
  "each time stands twice": table(rows.map((at) => [day(at >> 1), wavy(at)])),
  "each time stands five times": table(rows.map((at) => [day(Math.floor(at / 5)), wavy(at)])),
  "one time stands twice": table(rows.map((at) => [day(at === 50 ? 49 : at), wavy(at)])),
  "a fifth of the times stand twice": table(rows.map((at) => [day(at % 5 === 4 ? at - 1 : at), wavy(at)])),
  "two series without a name for them": table(rows.map((at) => [day(at % 50), wavy(at)])),
  "two series that share no times": table(rows.map((at) => [day((at + 50) % 100), wavy(at)])),
  "a row out of order": table(rows.map((at) => [day(at === 40 ? 41 : at === 41 ? 40 : at), wavy(at)])),
  "two series by a name": table(
    rows.map((at) => [day(at % 50), at < 50 ? "a" : "b", wavy(at)]),
    "day,shop,x",
  ),
  "a series in each row": table(
    ["a", "b", "c"].map((shop) => [shop, ...rows.slice(0, 20).map(wavy)]),
    ["shop", ...rows.slice(0, 20).map(day)].join(","),
  ),
  "marks for missing from the first row on": table(rows.map((at) => [day(at), at % 9 === 0 ? -9999 : wavy(at)])),
  "lines of another length above": table(
    rows.slice(0, 9).map((at) => (at < 3 ? [day(at), 1] : [day(at), 1, 2])),
    "a,b",
  ),
};

/** What is offered: with an error its sentence and remedies, with a finding its message. */
function offersFor(text: string): { message: string; remedies: readonly Phrase[] }[] {
  try {
    const series = Series.fromCsv(text, { name: "a.csv" });
    const offers = series.check().map(({ message, remedies = [] }) => ({ message, remedies }));
    try {
      series.requireClean(series.columns);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      offers.push({ message: error.message, remedies: error.details.remedies ?? [] });
    }
    return offers;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return [{ message: error.message, remedies: error.details.remedies ?? [] }];
  }
}

/** The options that a remedy would set. */
function optionsOf(remedy: Phrase): CsvOptions & { repair?: Repair } {
  const set: Record<string, unknown> = {};
  for (const part of partsOf(remedy)) {
    if (typeof part === "object" && "option" in part && part.value !== undefined) {
      const before = set[part.option];
      set[part.option] = before === undefined ? part.value : [before, part.value].flat();
    }
  }
  return set as CsvOptions;
}

for (const [title, text] of Object.entries(files)) {
  test(`what a remedy leaves out is said: ${title}`, () => {
    const offers = offersFor(text);
    expect(offers.length).toBeGreaterThan(0);
    const all = text.trim().split("\n").length - 1;
    for (const { message, remedies } of offers) {
      for (const remedy of remedies) {
        const { fillGaps: _, ...options } = optionsOf(remedy) as CsvOptions & { fillGaps?: string };
        if (Object.keys(options).length === 0) continue;
        if (options.repair === "linear" || options.repair === "forward-fill") continue; // They keep every row.
        if ("where" in options) {
          expect(message).toMatch(/are \d+ series by|one series per row/);
          continue;
        }
        if (options.skipFirst !== undefined) {
          expect(message).toContain(`the ${options.skipFirst} lines above`);
          continue;
        }
        const left = all - Series.fromCsv(text, options).length;
        if (left > 0.05 * all) expect(message).toContain(`leaves out ${grouped(left)} of ${all} rows`);
      }
    }
  });
}

test("of several series that nothing tells apart, the first is never offered as the whole, nor all sorted into one in silence", () => {
  for (const title of ["each time stands twice", "each time stands five times", "two series without a name for them"]) {
    for (const { remedies } of offersFor(files[title])) {
      for (const remedy of remedies) expect(Object.keys(optionsOf(remedy))).not.toContain("repair");
    }
  }
  const [offer] = offersFor(files["two series that share no times"]).filter(({ message }) => message.includes("sort"));
  expect(offer.message).toContain("The times begin anew 1 time: were these several series, sorting would mix them");
});
