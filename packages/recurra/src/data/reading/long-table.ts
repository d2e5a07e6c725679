// Tables with several series below each other: found where times repeat, or jump back, and a column or a few tell their rows apart.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { codeCells, joinCodes, orderByCode, type RowCodes } from "../columns/row-codes.ts";
import type { Table } from "../csv/table.ts";
import { wrongTimes } from "../time/disorder-cause.ts";
import type { TimeIndex } from "../time/time-index.ts";

/** What tells the rows of several series apart. */
export interface SeriesColumns extends RowCodes {
  /** The columns. */
  readonly indices: readonly number[];
}

/** A column by which the rows may be several series. */
interface Candidate extends RowCodes {
  readonly index: number;
  readonly isText: boolean;
}

/** The columns that were named: "Store,Dept" is two of them where there is none of that name. Throws DataError COLUMN_UNKNOWN. */
export function namedSeries(table: Table, series: string | readonly string[] | undefined): readonly number[] {
  if (series === undefined) return [];
  const whole = typeof series === "string" && table.header.includes(series.trim());
  const names = typeof series !== "string" ? series : whole ? [series] : series.split(",");
  const indices = names.map((name) => {
    const index = table.header.indexOf(name.trim());
    if (index >= 0) return index;
    throw new DataError("COLUMN_UNKNOWN", table.name, `there is no column ${quoteCell(name.trim())}`, {
      place: { column: name.trim(), said: true },
      context: suggestNames(name, table.header),
      remedies: [["name the columns that tell the series apart with ", { option: "series", like: "COLUMN,COLUMN" }]],
    });
  });
  return [...new Set(indices)];
}

/** The codes of the columns that were named. Throws DataError SERIES_ID_MISSING for a row with an empty cell there. */
export function codeSeries(table: Table, indices: readonly number[]): SeriesColumns {
  const columns = indices.map((index) => {
    const codes = codeCells(table.columns[index], table.length) as RowCodes;
    const row = codes.firsts.find((first) => table.columns[index].at(first).trim() === "");
    if (row !== undefined) throw missingId(table, index, row, codes);
    return codes;
  });
  return { indices, ...joinCodes(columns) };
}

function missingId(table: Table, index: number, row: number, { codes }: RowCodes): DataError {
  const column = table.header[index];
  const count = codes.reduce((sum, code) => sum + (code === codes[row] ? 1 : 0), 0);
  const rows = count === 1 ? "1 row has" : `${grouped(count)} rows have`;
  const number = table.numbers?.[row] ?? row + 1;
  return new DataError(
    "SERIES_ID_MISSING",
    table.name,
    `${rows} no value in column ${quoteCell(column)}, which tells the series apart: the first is row ${grouped(number)} (line ${table.lines[row]})`,
    {
      place: { row: number, line: table.lines[row], column, said: true },
      remedies: ["fill the cell", "leave the row out"],
    },
  );
}

/** Rows of each time on average, from which on a column of text may tell series apart, and one of numbers. */
const someRepeat = 1.2;
export const manyRepeat = 1.5;
/** The share of the rows that may have a time twice within a series: a logger writes some rows again. */
const mostTwice = 0.02;

/** The columns that tell several series of a table apart; undefined where its rows are one. `clock`: the columns of the times. */
export function findSeries(table: Table, clock: readonly number[], times: TimeIndex): SeriesColumns | undefined {
  const values = times.values();
  if (clock.length === 0 || values.every((time, i) => i === 0 || time > values[i - 1])) return undefined;
  const repeats = values.length / new Set(values).size;
  const apart =
    repeats < someRepeat
      ? undefined
      : findApart(
          candidatesOf(table, clock, mayBeId).filter(({ isText }) => isText || repeats >= manyRepeat),
          values,
          repeats >= manyRepeat,
        );
  return apart ?? findBlocks(() => candidatesOf(table, clock, (cell) => !isMissing(cell)), times);
}

/** The columns with at least two values and three rows for each on average, all of whose cells are accepted. */
export function candidatesOf(table: Table, clock: readonly number[], accepts: (cell: string) => boolean): Candidate[] {
  return table.header.flatMap((_, index) => {
    const codes = clock.includes(index) ? undefined : codeCells(table.columns[index], table.length / 3, accepts);
    if (codes === undefined || codes.firsts.length < 2) return [];
    const cells = table.columns[index];
    return [{ ...codes, index, isText: codes.firsts.some((row) => numberIn(cells.at(row)) === undefined) }];
  });
}

function numberIn(cell: string): number | undefined {
  return parseNumber(cell, ".") ?? parseNumber(cell, ",");
}

export function mayBeId(cell: string): boolean {
  return !isMissing(cell) && Number.isInteger(numberIn(cell) ?? 0);
}

/**
 * The column, or the two, with the fewest values that have each time once; of more, all those of text that are needed. Where there is none,
 * the column of text that has nearly each time once.
 */
export function findApart(
  candidates: readonly Candidate[],
  times: Float64Array,
  nearly: boolean,
): SeriesColumns | undefined {
  const size = (codes: RowCodes) => codes.firsts.length;
  const fewest = (columns: readonly Candidate[]) =>
    columns.reduce<Candidate | undefined>(
      (best, one) => (best !== undefined && size(best) <= size(one) ? best : one),
      undefined,
    );
  const single = fewest(candidates.filter((one) => isApart(one, times)));
  if (single !== undefined) return named([single]);
  const texts = candidates.filter(({ isText }) => isText);
  return (
    findPair(candidates, times) ??
    findTexts(texts, times) ??
    (nearly ? namedOne(fewest(texts.filter((one) => isApart(one, times, mostTwice * times.length)))) : undefined)
  );
}

function namedOne(column: Candidate | undefined): SeriesColumns | undefined {
  return column === undefined ? undefined : named([column]);
}

function findPair(candidates: readonly Candidate[], times: Float64Array): SeriesColumns | undefined {
  const size = (codes: RowCodes) => codes.firsts.length;
  let best: readonly Candidate[] | undefined;
  let count = times.length + 1;
  for (const [i, one] of candidates.entries()) {
    for (const other of candidates.slice(i + 1)) {
      if (size(one) * size(other) >= count || !isApart(joinCodes([one, other]), times)) continue;
      best = [one, other];
      count = size(one) * size(other);
    }
  }
  return best === undefined ? undefined : named(best);
}

function findTexts(candidates: readonly Candidate[], times: Float64Array): SeriesColumns | undefined {
  let texts = candidates;
  if (texts.length < 3 || !isApart(joinCodes(texts), times)) return undefined;
  for (const one of texts.toReversed()) {
    const rest = texts.filter((other) => other !== one);
    if (isApart(joinCodes(rest), times)) texts = rest;
  }
  const found = named(texts);
  return found.firsts.length > times.length / 3 ? undefined : found;
}

function named(columns: readonly Candidate[]): SeriesColumns {
  return { indices: columns.map(({ index }) => index), ...joinCodes(columns) };
}

/** Whether no two rows of one value have one time, but for `most`. */
function isApart(codes: RowCodes, times: Float64Array, most = 0): boolean {
  const { order, starts } = orderByCode(codes);
  let twice = 0;
  for (let code = 0; code + 1 < starts.length; code++) {
    const [from, to] = [starts[code], starts[code + 1]];
    let ordered = true;
    for (let at = from + 1; at < to && ordered; at++) ordered = times[order[at]] > times[order[at - 1]];
    if (ordered) continue;
    const sorted = Float64Array.from(order.subarray(from, to), (row) => times[row]).sort();
    for (let at = 1; at < sorted.length; at++) {
      if (sorted[at] === sorted[at - 1] && ++twice > most) return false;
    }
  }
  return true;
}

/**
 * The column with the fewest values whose rows stand together, in order of time, while times jump back only from one value to the next,
 * and mostly there: series that share no times. Not where the times themselves seem to be wrong.
 */
function findBlocks(candidates: () => readonly Candidate[], times: TimeIndex): SeriesColumns | undefined {
  const values = times.values();
  // A file with the newest row first jumps back everywhere.
  if (values.every((time, i) => i === 0 || time < values[i - 1])) return undefined;
  const fitting = candidates().filter((one) => areBlocks(one, values));
  if (fitting.length === 0 || wrongTimes(times) !== undefined) return undefined;
  return named([fitting.reduce((best, one) => (one.firsts.length < best.firsts.length ? one : best))]);
}

function areBlocks({ codes, firsts }: RowCodes, times: Float64Array): boolean {
  const sign = Math.sign(times[1] - times[0]);
  let [blocks, jumps] = [1, 0];
  for (let row = 1; row < codes.length; row++) {
    const goesOn = Math.sign(times[row] - times[row - 1]) === sign;
    if (codes[row] === codes[row - 1]) {
      if (!goesOn) return false;
      continue;
    }
    if (firsts[codes[row]] !== row) return false;
    blocks++;
    if (!goesOn) jumps++;
  }
  return jumps > 0 && 2 * jumps >= blocks - 1;
}

/** The refusal of a table of several series where one is wanted. `chosen`: conditions have left these. */
export function severalSeries(table: Table, series: SeriesColumns, chosen: boolean): DataError {
  const { indices, firsts } = series;
  const names = indices.map((index) => table.header[index]);
  const ids = firsts.slice(0, 3).map((row) => indices.map((index) => table.columns[index].at(row)).join(", "));
  const more = firsts.length > ids.length ? ` and ${grouped(firsts.length - ids.length)} more` : "";
  const conditions = indices.flatMap((index, at): Exclude<Phrase, string>[number][] => [
    at > 0 ? " " : "",
    { option: "where", value: `${table.header[index]}=${table.columns[index].at(firsts[0])}` },
  ]);
  return new DataError(
    "LONG_TABLE",
    table.name,
    `the ${grouped(table.length)} rows are ${counted(firsts.length, "series", "series")} by ${listNames(names)} (${ids.map(quoteCell).join(", ")}${more})`,
    {
      place: { column: names[0], said: true },
      found: names,
      remedies: [
        [chosen ? "choose one of them with a further " : "choose one with ", ...conditions],
        ["read all with ", { call: "SeriesSet.fromCsv(text)" }],
      ],
    },
  );
}
