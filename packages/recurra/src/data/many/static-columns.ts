// Columns whose value is the same in every row of a series: what a series is, and not what it does.

import { quoteCell } from "../../core/nearest-names.ts";
import { isMissing } from "../cells/missing-word.ts";
import { codeCells } from "../columns/row-codes.ts";
import type { Table } from "../csv/table.ts";
import type { SeriesColumns } from "../reading/long-table.ts";
import type { LeftOut, SeriesParts } from "../table/series-parts.ts";
import type { StaticColumn } from "./set-parts.ts";

/** With fewer rows a series on average, what is the same in all of them says little. */
const leastRows = 2;

/**
 * The static columns of a table, and its parts without those of numbers that were not `asked` for. Of these at least one stays: what all
 * series are about is not static because it does not move.
 */
export function findStatics(
  parts: SeriesParts,
  table: Table,
  series: SeriesColumns,
  asked: readonly string[] | undefined,
): { statics: ReadonlyMap<string, StaticColumn>; rows: SeriesParts } {
  const statics = new Map<string, StaticColumn>();
  const { codes, firsts } = series;
  if (codes.length < leastRows * firsts.length) return { statics, rows: parts };
  const constant = [...parts.columns].filter(([, values]) =>
    values.every((value, row) => Object.is(value + 0, values[firsts[codes[row]]] + 0)),
  );
  const numbers = constant.length < parts.columns.size ? constant : [];
  const columns = new Map(parts.columns);
  const leftOut = new Map(parts.leftOut);
  for (const [index, name] of table.header.entries()) {
    const found = numbers.find(([column]) => column === name);
    if (found !== undefined) {
      statics.set(name, { kind: "numbers", values: Float64Array.from(firsts, (row) => found[1][row]) });
      if (asked?.includes(name)) continue;
      columns.delete(name);
      leftOut.set(name, staticColumn(name));
    } else if (leftOut.get(name)?.kind === "text") {
      const texts = categories(table, index, series);
      if (texts === undefined) continue;
      statics.set(name, texts);
      leftOut.set(name, staticColumn(name));
    }
  }
  return { statics, rows: { ...parts, columns, leftOut } };
}

/** A column of text as static categories; undefined where it differs within a series. */
function categories(table: Table, index: number, { codes, firsts }: SeriesColumns): StaticColumn | undefined {
  const texts = codeCells(table.columns[index], firsts.length);
  if (texts?.codes.every((code, row) => code === texts.codes[firsts[codes[row]]]) !== true) return undefined;
  const cell = (row: number) => table.columns[index].at(row);
  const names: string[] = [];
  const places = texts.firsts.map((row) => (isMissing(cell(row)) ? -1 : names.push(cell(row)) - 1));
  return { kind: "categories", codes: Int32Array.from(firsts, (row) => places[texts.codes[row]]), names };
}

function staticColumn(column: string): LeftOut {
  return {
    kind: "static",
    problem: `column ${quoteCell(column)} is the same in every row of a series`,
    details: {
      place: { column, said: true },
      remedies: ["choose another column", [{ call: "set.statics" }, " has it"]],
    },
  };
}
