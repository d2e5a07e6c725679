// The cells of a column as numbers, and what is said of those that are none.

import { DataError, type ErrorPlace } from "../../core/errors.ts";
import { listNames, quoteCell } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { listed } from "../../words/listed.ts";
import type { Decimal } from "../cells/bare-number.ts";
import { ColumnDress } from "../cells/column-dress.ts";
import type { MissingMarks } from "../cells/missing-marks.ts";
import { isMissing } from "../cells/missing-word.ts";
import { numberWithin } from "../cells/number-cell.ts";
import { SpoiledCells } from "../cells/spoiled-cells.ts";
import { truthOf } from "../cells/truth-words.ts";
import type { CellColumn } from "../columns/cell-column.ts";
import { FormAnswers } from "../columns/form-answers.ts";
import { COMMA, INTEGER, POINT } from "../columns/templates.ts";
import type { Table } from "../csv/table.ts";
import type { LeftOut } from "../table/series-parts.ts";
import { isTimeCell } from "../time/time-cell.ts";
import { NumberForms } from "./number-forms.ts";

/** A column counts as numbers when at least this share of its filled cells are: the rest is then an error by name. */
export const nearlyAll = 0.9;

/** The share of a column's filled cells that pass. A form is looked at once where its digits do not matter (`FormAnswers`). */
export function share(column: CellColumn, test: (cell: string) => boolean): number {
  const answers = new FormAnswers(column, (cell) => (isMissing(cell) ? "missing" : test(cell)));
  let filled = 0;
  let passed = 0;
  const open = new Set<number>();
  for (let code = 0; code < column.forms; code++) {
    const count = column.count(code);
    const answer = count === 0 ? "missing" : answers.ofForm(code);
    if (answer === undefined) open.add(code);
    if (typeof answer === "boolean") filled += count;
    if (answer === true) passed += count;
  }
  for (let row = 0; row < column.length && open.size > 0; row++) {
    if (!open.has(column.codeAt(row))) continue;
    const answer = answers.at(row);
    if (answer === "missing") continue;
    filled++;
    if (answer) passed++;
  }
  return filled === 0 ? 0 : passed / filled;
}

/** Whether nearly all cells of a column are numbers, whatever the decimal sign. */
export function isOfNumbers(table: Table, index: number): boolean {
  return (
    share(table.columns[index], (cell) => (numberWithin(cell, ".") ?? numberWithin(cell, ",")) !== undefined) >=
    nearlyAll
  );
}

/** The refusal of a named column that holds something else, with the columns to choose from. */
export function holdsNoNumbers(table: Table, index: number, holds: string, timeColumn: number): DataError {
  const column = table.header[index];
  const others = table.header.filter((_, at) => at !== timeColumn && at !== index && isOfNumbers(table, at));
  return new DataError("COLUMN_NOT_NUMBERS", table.name, `column ${quoteCell(column)} holds ${holds}`, {
    place: { column, said: true },
    remedies: [`choose a column of numbers${others.length > 0 ? `: ${listNames(others)}` : ""}`],
  });
}

/** What a column is read by. */
interface NumberSettings {
  readonly decimal: Decimal;
  /** Cells that are missing because they were said to be, which a note says. */
  readonly marks: MissingMarks;
  /** What units count, where it was said. */
  readonly units: ReadonlyMap<string, number>;
  /** What stood around all numbers of a column, by its name. */
  readonly carried: Map<string, string>;
  /** Cells that are missing by a word that always means so, counted by word. */
  readonly words: Map<string, number>;
  /** Whether the column was named, and which is the one of the times. */
  readonly asked: number | undefined;
}

/** The numbers of a column, or why it holds none. Throws for the cell that spoils a column of numbers. */
export function readNumbers(
  table: Table,
  index: number,
  settings: NumberSettings,
  notes: string[],
): Float64Array | LeftOut {
  const { decimal, marks, asked } = settings;
  const column = table.header[index];
  const cells = table.columns[index];
  const wanted = decimal === "." ? POINT : COMMA;
  const isPlain = (code: number) => cells.kind(code) === INTEGER || cells.kind(code) === wanted;
  // What is changed below must not be what the column keeps.
  let own = !marks.none;
  // Where all cells are numbers or empty, none needs a look.
  let all = marks.none;
  for (let code = 1; code < cells.forms; code++) {
    own ||= cells.varies(code) && !isPlain(code);
    all &&= isPlain(code) || cells.count(code) === 0;
  }
  const values = own ? cells.values().slice() : cells.values();
  const spoiled = new SpoiledCells();
  const marked = new Map<string, number>();
  const words = new Map<string, number>();
  let dress: ColumnDress | undefined;
  const forms = new NumberForms(cells, decimal);
  let filled = all ? values.length - cells.count(0) : 0;
  let infinite = -1;
  for (let row = 0; row < values.length && !all; row++) {
    const code = cells.codeAt(row);
    if (code === 0) continue;
    if (isPlain(code)) {
      const mark = marks.none ? undefined : marks.markOf("", values[row]);
      if (mark === undefined) filled++;
      else {
        marked.set(mark, (marked.get(mark) ?? 0) + 1);
        values[row] = Number.NaN;
      }
      continue;
    }
    const { missing, dressed } = forms.read(row);
    let { value } = forms;
    if (missing) {
      const word = cells.at(row);
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    const mark = marks.none ? undefined : marks.markOf(cells.at(row), value);
    if (mark !== undefined) {
      marked.set(mark, (marked.get(mark) ?? 0) + 1);
      words.delete(cells.at(row));
      value = Number.NaN;
    }
    if (own) values[row] = value ?? Number.NaN;
    if (value === undefined) spoiled.add(row, cells.at(row));
    else if (Number.isNaN(value)) continue;
    else if (dressed !== undefined && Number.isFinite(value)) {
      dress ??= new ColumnDress(values.length);
      dress.add(row, dressed);
    }
    filled++;
    if (infinite < 0 && Math.abs(value ?? 0) === Number.POSITIVE_INFINITY) infinite = row;
  }
  if (filled === 0) {
    const problem = `column ${quoteCell(column)} is empty`;
    const details = { place: { column, said: true as const }, remedies: ["choose another column"] };
    if (asked === undefined) return { kind: "empty", problem, details };
    throw new DataError("COLUMN_EMPTY", table.name, problem, details);
  }
  const truth = spoiled.count === filled ? truthOf(spoiled.words) : undefined;
  if (truth !== undefined) {
    readTruth(table, index, truth, values);
    const [yes, no] = [...truth.keys()];
    notes.push(`${quoteCell(column)}: ${yes} read as 1, ${no} as 0`);
  } else if (spoiled.count > 0) {
    const left = refuseSpoiled(table, index, spoiled, filled, asked);
    if (left !== undefined && 2 * spoiled.count < filled) {
      const some = `${grouped(spoiled.count)} of ${counted(filled, "cell")} are no numbers, such as ${quoteCell(cells.at(spoiled.first))}`;
      notes.push(`column ${quoteCell(column)} left out: ${some}`);
    }
    if (left !== undefined) return left;
  }
  if (infinite >= 0) {
    const found = cells.at(infinite);
    throw new DataError("VALUE_INFINITE", table.name, `${quoteCell(found)} is infinite`, {
      place: placeIn(table, infinite, column),
      found,
      remedies: ["correct the cell or empty it"],
    });
  }
  if (dress?.tooMany) {
    if (asked !== undefined) throw holdsNoNumbers(table, index, manyUnits(table, index), asked);
    const details = { place: { column, said: true as const }, remedies: ["choose a column of numbers"] };
    return { kind: "text", problem: `column ${quoteCell(column)} holds ${manyUnits(table, index)}`, details };
  }
  const mixed = dress?.settle(column, values, settings.units, notes);
  if (mixed !== undefined) {
    const details = { place: { column, said: true as const }, remedies: mixed.remedies };
    if (asked !== undefined) throw new DataError("COLUMN_UNITS_MIXED", table.name, mixed.problem, details);
    notes.push(`column ${quoteCell(column)} left out: ${mixed.problem}`);
    return { kind: "text", problem: mixed.problem, details };
  }
  const padded = paddedRow(cells, values);
  if (padded >= 0)
    notes.push(
      `${quoteCell(column)}: numbers with zeros before them, ${quoteCell(cells.at(padded))} read as ${values[padded]}`,
    );
  const unit = dress?.unit;
  if (unit !== undefined) settings.carried.set(column, unit);
  for (const [mark, count] of marked) {
    notes.push(`${counted(count, "cell")} of ${quoteCell(column)} taken as missing: ${mark}`);
  }
  for (const [word, count] of words) settings.words.set(word, (settings.words.get(word) ?? 0) + count);
  return values;
}

/** The first row with zeros before its number, where all cells are whole numbers of equally many digits, as codes are; -1 where there is none. */
function paddedRow(cells: CellColumn, values: Float64Array): number {
  const codes = Array.from({ length: cells.forms }, (_, code) => code).filter(
    (code) => code > 0 && cells.count(code) > 0,
  );
  if (codes.length !== 1 || cells.kind(codes[0]) !== INTEGER) return -1;
  const least = Number(`1e${cells.pattern(codes[0]).length - 1}`);
  return least < 100 ? -1 : values.findIndex((value) => value > 0 && value < least);
}

/** "3 cells taken as missing: NA, 1 cell: ---": what the words did that always mean so. */
export function missingNote(words: ReadonlyMap<string, number>): string {
  const parts = [...words].map(([word, count]) => `${quoteCell(word)} in ${counted(count, "cell")}`);
  return `taken as missing: ${parts.length > 8 ? listed([...parts.slice(0, 8), `${parts.length - 8} more words`]) : listed(parts)}`;
}

function manyUnits(table: Table, index: number): string {
  const cells = table.columns[index];
  const two = Array.from({ length: Math.min(2, cells.length) }, (_, row) => quoteCell(cells.at(row)));
  return `numbers with many different words around them, such as ${listed(two)}`;
}

function readTruth(table: Table, index: number, truth: ReadonlyMap<string, number>, values: Float64Array): void {
  const cells = table.columns[index];
  for (let row = 0; row < values.length; row++) values[row] = truth.get(cells.at(row).toLowerCase()) ?? Number.NaN;
}

/** What becomes of a column in which some cells are no numbers: text, or an error. */
function refuseSpoiled(
  table: Table,
  index: number,
  spoiled: SpoiledCells,
  filled: number,
  asked: number | undefined,
): LeftOut | undefined {
  const column = table.header[index];
  const found = table.columns[index].at(spoiled.first);
  const place = placeIn(table, spoiled.first, column);
  if (asked === undefined && spoiled.count > (1 - nearlyAll) * filled) {
    const more = spoiled.count > 1 ? ` (nor are ${grouped(spoiled.count - 1)} more of ${counted(filled, "cell")})` : "";
    const problem = `${quoteCell(found)} is not a number${more}`;
    const details = { place, found, remedies: ["choose a column of numbers"] };
    return { kind: "text", problem, details, categories: spoiled.categories, filled };
  }
  if (asked !== undefined && spoiled.count >= nearlyAll * filled) {
    const times = share(table.columns[index], isTimeCell) >= 0.5;
    throw holdsNoNumbers(table, index, times ? "times" : spoiled.describe(), asked);
  }
  const columns = ["name the columns to read with ", { option: "columns", like: "[...]" }] as const;
  throw spoiled.refusal(table.name, place, filled, asked === undefined ? [columns] : []);
}

/** Rows count from 1 after the header, lines from 1 with it. */
export function placeIn(table: Table, row: number, column?: string): ErrorPlace {
  return { row: table.numbers?.[row] ?? row + 1, line: table.lines[row], ...(column === undefined ? {} : { column }) };
}
