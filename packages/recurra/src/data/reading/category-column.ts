// A column of words as columns of numbers: one for each word, 1 in its rows and 0 in the others.

import { DataError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { codeCells } from "../columns/row-codes.ts";
import type { Table } from "../csv/table.ts";

/** More words than these are no categories. */
const MOST = 100;

/** What the column of a word is called. */
export function indicatorName(column: string, word: string): string {
  return `${column}=${word}`;
}

/** The words of a column, in the order of the alphabet's codes, and the column of each; NaN where a cell is empty. Throws DataError CATEGORIES_MANY. */
export function readCategories(
  table: Table,
  index: number,
): { words: readonly string[]; columns: Map<string, Float64Array> } {
  const column = table.header[index];
  const found = codeCells(table.columns[index], MOST + 1);
  const texts = found?.firsts.map((row) => table.columns[index].at(row).trim());
  const words = [...new Set(texts)].filter((word) => word !== "").sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (found === undefined || texts === undefined || words.length > MOST) {
    throw new DataError(
      "CATEGORIES_MANY",
      table.name,
      `column ${quoteCell(column)} has more than ${MOST} different words`,
      {
        place: { column, said: true },
        remedies: [["leave it out of ", { option: "categories" }]],
      },
    );
  }
  const columns = new Map<string, Float64Array>();
  for (const word of words) {
    const values = texts.map((text) => (text === "" ? Number.NaN : text === word ? 1 : 0));
    columns.set(
      indicatorName(column, word),
      Float64Array.from(found.codes, (code) => values[code]),
    );
  }
  return { words, columns };
}
