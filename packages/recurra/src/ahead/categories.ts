// Columns of words among what a model reads: each is a column of numbers for each of its words.

import { DataError } from "../core/errors.ts";
import { listNames, quoteCell } from "../core/nearest-names.ts";
import { type Finding, Series } from "../data/index.ts";
import { indicatorName } from "../data/reading/category-column.ts";
import { counted } from "../words/counted.ts";

type Categories = ReadonlyMap<string, readonly string[]>;

/** The names with the columns of its words in place of each column of words. */
export function expandNames({ parts }: Series, names: readonly string[]): string[] {
  return names.flatMap((name) => parts.categories?.get(name)?.map((word) => indicatorName(name, word)) ?? [name]);
}

/** Those of the names that are columns of words. */
export function categoriesIn({ parts }: Series, names: readonly string[]): string[] {
  return names.filter((name) => parts.categories?.has(name));
}

/** The series with a column for each of these words too: 0 in all rows that have another one. */
export function withWords(series: Series, words: Categories): Series {
  const { parts } = series;
  const columns = new Map(parts.columns);
  const categories = new Map(parts.categories);
  for (const [column, wanted] of words) {
    const own = categories.get(column);
    if (own === undefined || own.length === 0) continue;
    const first = columns.get(indicatorName(column, own[0])) as Float64Array;
    const none = first.map((value) => (Number.isNaN(value) ? Number.NaN : 0));
    for (const word of wanted) {
      const name = indicatorName(column, word);
      if (!columns.has(name)) columns.set(name, none);
    }
    categories.set(column, [...new Set([...own, ...wanted])]);
  }
  return new Series({ ...parts, columns, categories });
}

/** What a model's columns say of the words that it knows, of each of its columns of words. */
export function knownWords(columns: readonly string[], categories: readonly string[]): Map<string, string[]> {
  return new Map(
    categories.map((column) => {
      const start = indicatorName(column, "");
      return [column, columns.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length))];
    }),
  );
}

/** The words of columns in rows [0, end). Throws DataError CATEGORIES_ONE where it is a single one: it tells a fit nothing. */
export function wordsBefore(series: Series, columns: readonly string[], end: number): Map<string, string[]> {
  return new Map(
    columns.map((column) => {
      const words = series.parts.categories?.get(column) ?? [];
      const seen = words.filter((word) => series.column(indicatorName(column, word)).subarray(0, end).includes(1));
      if (seen.length > 1) return [column, seen];
      const what = seen.length === 0 ? "has no word" : `is ${quoteCell(seen[0])}`;
      throw new DataError(
        "CATEGORIES_ONE",
        series.name,
        `column ${quoteCell(column)} ${what} in all rows that a fit learns from, so it tells nothing`,
        { place: { column, said: true }, remedies: ["leave it out"] },
      );
    }),
  );
}

/** A finding for each column with words in rows [from, to), which stand `where`, that are not among the `known` ones. */
export function findUnseen(series: Series, known: Categories, from: number, to: number, where = ""): Finding[] {
  return [...known].flatMap(([column, words]): Finding[] => {
    const others = (series.parts.categories?.get(column) ?? []).filter((word) => !words.includes(word));
    const rows: number[] = [];
    const found = others.filter((word) => {
      const values = series.column(indicatorName(column, word));
      let any = false;
      for (let row = from; row < to; row++) {
        if (values[row] !== 1) continue;
        rows.push(row);
        any = true;
      }
      return any;
    });
    if (found.length === 0) return [];
    const message = `${quoteCell(column)} is ${listNames(found)} in ${counted(rows.length, "row")}${where}, which the fit has not seen: it counts as none of ${listNames(words)}`;
    return [{ kind: "unseen", column, rows: rows.sort((a, b) => a - b).slice(0, 5), count: rows.length, message }];
  });
}
