// The columns of a table that are no columns of numbers, with what is said to whoever asks for one.

import type { DataError } from "../../core/errors.ts";
import { listNames, quoteCell } from "../../core/nearest-names.ts";
import { programWording, putPhrase } from "../../core/phrase.ts";
import type { Table } from "../csv/table.ts";
import type { LeftOut } from "../table/series-parts.ts";

/** A column of the clock. */
export function timeColumn(column: string): LeftOut {
  return {
    kind: "times",
    problem: `column ${quoteCell(column)} holds the times`,
    details: { place: { column, said: true }, remedies: ["choose a column of numbers"] },
  };
}

/** A column that is none of those asked for. */
export function unreadColumn(column: string, asked: ReadonlySet<string>): LeftOut {
  return {
    kind: "unread",
    problem: `column ${quoteCell(column)} was not read: only ${listNames([...asked])} ${asked.size === 1 ? "was" : "were"}`,
    details: { place: { column, said: true }, remedies: [["add it to ", { option: "columns" }]] },
  };
}

/** A column that tells series apart, as one that is no column of numbers. */
export function idColumn(column: string): LeftOut {
  return {
    kind: "id",
    problem: `column ${quoteCell(column)} tells the series apart`,
    details: { place: { column, said: true }, remedies: ["choose a column of numbers"] },
  };
}

/** A column of words that was read as categories. */
export function categoryColumn(column: string): LeftOut {
  return {
    kind: "text",
    problem: `column ${quoteCell(column)} holds words, which were read as categories`,
    details: {
      place: { column, said: true },
      remedies: [["name it among ", { option: "inputs" }, " or ", { option: "future" }]],
    },
  };
}

/** The columns left out, with the cells that a first look shows. */
export function withEnds(leftOut: ReadonlyMap<string, LeftOut>, table: Table): Map<string, LeftOut> {
  const { length, numbers } = table;
  const ends = [0, 1, 2, 3, length - 4, length - 3, length - 2, length - 1].filter((row) => row >= 0 && row < length);
  const indices = new Map(table.header.map((name, index) => [name, index]));
  return new Map(
    [...leftOut].map(([name, left]) => {
      const index = indices.get(name) ?? 0;
      return [
        name,
        { ...left, ends: new Map(ends.map((row) => [numbers?.[row] ?? row + 1, table.columns[index].at(row)])) },
      ];
    }),
  );
}

export function leaveUnclear({ problem, details }: DataError): LeftOut {
  return { kind: "unclear", problem: putPhrase(problem, programWording, false) ?? "", details };
}
