// Which columns of a table are the steps of series that stand in its rows, and which tell these apart.

import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { codeCells, joinCodes, type RowCodes } from "../columns/row-codes.ts";
import type { Table } from "../csv/table.ts";
import { dissectTime, isTimeCell } from "../time/time-cell.ts";

/** Columns named by times, or numbered, that make a table wide. */
const leastColumns = 5;
/** Columns that are only numbered, and not named by times. */
const leastNumbered = 50;

export interface WideColumns {
  /** The columns that are steps. */
  readonly steps: readonly number[];
  /** Their names as times; undefined where they are none. */
  readonly dated: readonly string[] | undefined;
  /** The columns that tell the rows apart. */
  readonly ids: readonly number[];
}

/** What makes a table a wide one; undefined for others. `asked`: it is one. `ids`: the columns that were named to tell the rows apart. */
export function findWide(table: Table, asked: boolean, ids: readonly number[]): WideColumns | undefined {
  const { header } = table;
  const named = datedColumns(header, asked ? 2 : leastColumns);
  const dated = named !== undefined && (asked || 2 * named.size > header.length) ? named : undefined;
  const steps = dated === undefined ? numbered(table, asked, ids) : [...dated.keys()];
  if (steps.length < (asked ? 1 : leastColumns)) return undefined;
  const isStep = new Set(steps);
  const others = [...header.keys()].filter((index) => !isStep.has(index) && header[index] !== "");
  const filled = others.filter((index) => !everyCell(table, index, isMissing));
  if (!asked && filled.some((index) => everyCell(table, index, isTimeCell))) return undefined;
  const texts = filled.filter((index) => !everyCell(table, index, (cell) => isMissing(cell) || isPlainNumber(cell)));
  if (!asked && dated === undefined && texts.length === 0 && ids.length === 0) return undefined;
  return {
    steps,
    dated: dated && [...dated.values()],
    ids: ids.length > 0 ? ids : idsOf(table, texts.length > 0 ? texts : filled),
  };
}

function everyCell(table: Table, index: number, test: (cell: string) => boolean): boolean {
  for (const cell of table.columns[index]) if (!test(cell)) return false;
  return true;
}

function isPlainNumber(cell: string): boolean {
  return parseNumber(cell, ".") !== undefined;
}

/** Columns whose names are times, with these; years where there are fewer others. */
function datedColumns(header: readonly string[], least: number): Map<number, string> | undefined {
  const dates = new Map<number, string>();
  const years = new Map<number, string>();
  for (const [index, name] of header.entries()) {
    const time = timeIn(name);
    if (/^\d{4}$/.test(time)) {
      if (dissectTime(time) !== undefined) years.set(index, time);
    } else if (isTimeCell(time) || /^\d{1,2}\/\d{1,2}\/\d{2}$/.test(time)) dates.set(index, time);
  }
  return dates.size >= least ? dates : years.size >= least ? years : undefined;
}

/** "1960" of "1960 [YR1960]" and of "X1960", "2020-01-31" of "X2020.01.31". */
function timeIn(name: string): string {
  const bare = /^(\d{4}\S*) \[[^\]]*\d[^\]]*\]$/.exec(name)?.[1] ?? name;
  const prefixed = /^[XY](\d{4}(?:\.\d{1,2}(?:\.\d{1,2})?)?)$/.exec(bare)?.[1];
  return prefixed?.replaceAll(".", "-") ?? bare;
}

/**
 * The columns V2 to V961 behind one that names each row, or d_1 to d_1913 behind several: more of them than anything else. Where it is asked
 * for, those that count up at the end, or else all of numbers that name no row.
 */
function numbered(table: Table, asked: boolean, ids: readonly number[]): number[] {
  const { header } = table;
  const match = /^(\D*)(\d+)$/.exec(header.at(-1) ?? "");
  const last = header.length - 1;
  const steps: number[] = [];
  const all = match !== null && header[0] === `${match[1]}1` && holdsText(table, 0);
  if (match !== null && (asked || all || header.length >= leastNumbered)) {
    for (let i = last; i >= 0 && header[i] === match[1] + String(Number(match[2]) - (last - i)); i--) {
      if (!ids.includes(i)) steps.push(i);
    }
    steps.reverse();
    // In V1 to V961 the first names the rows.
    if (steps[0] === 0) steps.shift();
  }
  if (asked) return steps.length > 1 ? steps : ofNumbers(table, ids);
  const before = [...header.keys()].slice(0, steps[0]);
  const many = steps.length + 1 >= leastNumbered || (all && steps.length === last);
  const most = many && 2 * steps.length > header.length;
  return most && before.some((index) => isApart(table, [index])) ? steps : [];
}

/** Whether no cell is a number: names of rows. */
function holdsText(table: Table, index: number): boolean {
  return everyCell(table, index, (cell) => !isMissing(cell) && !isPlainNumber(cell) && !isTimeCell(cell));
}

/** The columns of numbers behind the last one of text, or behind the first that is named like an id. */
function ofNumbers(table: Table, ids: readonly number[]): number[] {
  const isText = (index: number) =>
    !everyCell(table, index, (cell) => isMissing(cell) || isPlainNumber(cell) || parseNumber(cell, ",") !== undefined);
  const behind = [...table.header.keys()].filter((index) => ids.includes(index) || isText(index)).at(-1);
  return [...table.header.keys()].filter((index) => index > (behind ?? -1));
}

function isApart(table: Table, ids: readonly number[]): boolean {
  const columns = ids.map((index) => codeCells(table.columns[index], table.length) as RowCodes);
  return ids.length > 0 && joinCodes(columns).firsts.length === table.length;
}

/** One column that differs in all rows, or two that do together, or all of them. */
function idsOf(table: Table, others: readonly number[]): readonly number[] {
  const one = others.find((index) => isApart(table, [index]));
  if (one !== undefined) return [one];
  const pairs = others.flatMap((index, at) => others.slice(at + 1).map((other) => [index, other]));
  return pairs.slice(0, 100).find((pair) => isApart(table, pair)) ?? others;
}
