// CSV text, in pieces as they come, to a table: where it stands is found in the first lines, and what follows goes straight into columns. Of
// lines that do not fit in, nothing is known before the end: notes may stand there.

import { DataError, wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { CellColumn } from "../columns/cell-column.ts";
import { cellsOf } from "./csv-records.ts";
import { settleEmptyLines } from "./empty-lines.ts";
import { GrowingList } from "./growing-list.ts";
import { blanks, RecordReader, wideBlanks } from "./record-reader.ts";
import { readFullHeader } from "./second-header.ts";
import type { Table } from "./table.ts";
import { endOfTable } from "./table-end.ts";
import { nameColumns, requireHeader, requireNames } from "./table-header.ts";
import type { TableLayout } from "./table-layout.ts";
import { findPlace, sampleCharacters, type TablePlace } from "./table-place.ts";
import { requireText } from "./text.ts";

/** Records that are looked at as texts, before the columns are known. */
const HEAD = 256;
/** Records at the end that may have other numbers of cells: more are no notes. */
const TAIL = 10_000;

export class TableReader {
  readonly #name: string;
  readonly #layout: TableLayout;
  readonly #characters: number;
  #sample = "";
  #place: TablePlace | undefined;
  #reader: RecordReader | undefined;
  /** Index of the first record that is no line of names. */
  #from = 0;
  readonly #head: string[][] = [];
  /** Line on which each record starts. */
  readonly #lines = new GrowingList();
  /** For each empty line, how many records stand above it. */
  readonly #empty = new GrowingList();
  #comments = 0;
  /** Cells with a quote inside, but none around: how many, and the line of the first. */
  #bare = { count: 0, line: 0 };
  #columns: CellColumn[] | undefined;
  #header: readonly string[] = [];
  readonly #headerNotes: string[] = [];
  /** Index of the record that is the first row. */
  #first = 0;
  /** Records from the first on that has another number of cells than the header. */
  readonly #tail: string[][] = [];
  #tailLength = 0;
  /** The number of cells that all of them have; -1 where they differ. */
  #tailWidth = 0;

  /** `characters`: how long the text will be, as far as that is known. */
  constructor(name: string, layout: TableLayout, characters = 0) {
    this.#name = name;
    this.#characters = characters;
    this.#layout = layout;
  }

  /**
   * Takes a piece of the text. Throws DataError where it is binary, has a broken quote, no header or a name twice; each message names the
   * file and line.
   */
  push(piece: string): void {
    if (piece.includes("\0")) requireText(piece, this.#name);
    if (this.#reader !== undefined) this.#reader.push(piece, false);
    else {
      this.#sample += piece;
      if (this.#sample.length > sampleCharacters) this.#begin().push(this.#takeSample(), false);
    }
  }

  /** The table. What is left out above, inside and below it is said in notes. Throws as `push`, and where a row has too many or too few cells. */
  finish(): Table {
    const reader = this.#reader ?? this.#begin();
    reader.push(this.#takeSample(), true);
    const place = this.#place as TablePlace;
    const notes = [...place.notes];
    const remarks = this.#comments - (place.inComment ? 1 : 0);
    if (remarks > 0) {
      const begin = remarks === 1 ? "begins" : "begin";
      notes.push(`${counted(remarks, "line")} left out that ${begin} with ${quoteCell(place.comment ?? "")}`);
    }
    const bare = this.#bare;
    if (bare.count > 0) {
      const stand = bare.count === 1 ? "it stands" : "they stand";
      notes.push(
        `${counted(bare.count, "cell")} with a quote inside, but none around, read as ${stand}: the first is on line ${bare.line}`,
      );
    }
    if (this.#isEmpty()) {
      throw new DataError("CSV_EMPTY", this.#name, "the file is empty", {
        remedies: ["give a header line and one row per line"],
      });
    }
    const last = this.#findEnd(notes);
    if (this.#columns === undefined) this.#settle(last);
    const columns = this.#columns as unknown as CellColumn[];
    const even = this.#first + columns[0].length;
    if (last > even) this.#refuseLength(even);
    return this.#tableOf(columns, last, notes);
  }

  #begin(): RecordReader {
    const body = this.#sample.charCodeAt(0) === 0xfeff ? this.#sample.slice(1) : this.#sample;
    requireText(body, this.#name);
    this.#sample = body;
    const place = findPlace(body, this.#layout);
    const { header } = this.#layout;
    this.#place = place;
    this.#from = place.header !== undefined || typeof header === "object" || header === "none" ? 0 : 1;
    const { skip, comment, rules } = place;
    const options = {
      skip,
      ...(comment === undefined ? {} : { comment }),
      ...(rules === undefined ? {} : { rules }),
    };
    this.#reader = new RecordReader(this.#name, place.delimiter, options, {
      slices: (text, starts, ends, cells, line) => this.#takeSlices(text, starts, ends, cells, line),
      cells: (cells, line) => this.#takeCells(cells, line),
      empty: () => {
        this.#empty.push(this.#lines.length);
        return true;
      },
      comment: () => ++this.#comments > 0,
      bare: (cells, line) => {
        if (this.#bare.count === 0) this.#bare.line = line;
        this.#bare.count += cells;
      },
    });
    return this.#reader;
  }

  #takeSample(): string {
    const sample = this.#sample;
    this.#sample = "";
    return sample;
  }

  #takeSlices(text: string, starts: Int32Array, ends: Int32Array, cells: number, line: number): boolean {
    const columns = this.#columns;
    if (columns === undefined || this.#tailLength > 0 || cells !== columns.length) {
      return this.#takeCells(cellsOf(text, starts, ends, cells), line);
    }
    this.#lines.push(line);
    for (let i = 0; i < cells; i++) columns[i].add(text, starts[i], ends[i]);
    return true;
  }

  #takeCells(cells: string[], line: number): boolean {
    this.#lines.push(line);
    if (this.#columns !== undefined) this.#takeRow(this.#columns, cells);
    else if (this.#head.push(cells) === HEAD) this.#settle(HEAD);
    return true;
  }

  #takeRow(columns: readonly CellColumn[], cells: string[]): void {
    if (this.#tailLength === 0 && cells.length === columns.length) {
      for (const [i, cell] of cells.entries()) columns[i].add(cell);
      return;
    }
    this.#tailWidth = this.#tailLength === 0 || this.#tailWidth === cells.length ? cells.length : -1;
    if (this.#tailLength++ < TAIL + (this.#layout.skipLast ?? 0)) this.#tail.push(cells);
  }

  /** Settles names and columns from the first records, of which `end` belong to the table. */
  #settle(end: number): void {
    const { header } = this.#layout;
    const place = this.#place as TablePlace;
    const records = this.#head.slice(0, end);
    const width = records[0].length;
    const names = typeof header === "object" ? header : (place.header ?? records[0]);
    if (header !== "none") {
      requireNames(names, width, this.#layout, this.#name, this.#lines.at(0));
      if (typeof header !== "object" && place.header === undefined) {
        requireHeader(records.slice(0, 30), this.#lines.at(0), this.#layout, this.#name);
      }
    }
    const uneven = records.findIndex((record) => record.length !== width);
    const given = header === "none" ? records[0].map(() => "") : names;
    const from = this.#from;
    // The lines of the first records are in the list from its beginning.
    const lines = [...this.#lines.head(from + 30)].slice(from);
    const rows = records.slice(from, Math.min(from + 30, uneven < 0 ? records.length : uneven));
    const full = readFullHeader(given, rows, lines, this.#headerNotes);
    this.#first = from + full.further;
    const expected = end < HEAD ? end : this.#expectedRows();
    this.#columns = Array.from({ length: width }, () => new CellColumn(expected));
    if (uneven < 0 || end === HEAD) {
      this.#header = nameColumns(full.names, this.#name, typeof header === "object", this.#headerNotes);
    }
    for (const record of records.slice(this.#first)) this.#takeRow(this.#columns, record);
  }

  /** How many rows the text may have, by the length of the first ones. */
  #expectedRows(): number {
    const read = this.#head.reduce((sum, cells) => cells.reduce((length, cell) => length + cell.length + 1, sum), 0);
    return HEAD + Math.ceil((1.05 * HEAD * this.#characters) / read);
  }

  /** A record as texts; of the tail only those that were kept. */
  #recordAt(index: number): readonly string[] {
    if (index < this.#head.length) return this.#head[index];
    const row = index - this.#first;
    const columns = this.#columns as CellColumn[];
    return row < columns[0].length ? columns.map((column) => column.at(row)) : this.#tail[row - columns[0].length];
  }

  #isEmpty(): boolean {
    const none = (record: readonly string[]) => record.length === 1 && record[0] === "";
    const filled = this.#columns !== undefined && this.#columns[0].count(0) < this.#columns[0].length;
    return !filled && this.#tail.every(none) && this.#head.every(none);
  }

  /** Index after the last record of the table. */
  #findEnd(notes: string[]): number {
    const from = this.#from;
    let end = this.#lines.length;
    if (this.#tailLength > this.#tail.length) return end;
    const width = this.#head[0].length;
    // Spreadsheets leave rows of empty cells at the end; in a single column an empty cell in quotes is a value that is missing.
    while (width > 1 && end > from && this.#recordAt(end - 1).every((cell) => cell === "")) end--;
    const dropped = this.#lines.length - end;
    if (dropped > 0) notes.push(`${counted(dropped, "empty row")} at the end left out`);
    const { skipLast } = this.#layout;
    if (skipLast !== undefined) {
      if (skipLast > 0) notes.push(`${counted(skipLast, "line")} left out at the end`);
      return Math.max(from, end - skipLast);
    }
    if (end <= from + 1) return end;
    const at = (index: number) => ({ cells: this.#recordAt(index), line: this.#lines.at(index) });
    return endOfTable(end, at, from, width, notes);
  }

  #refuseLength(record: number): never {
    const columns = this.#columns as CellColumn[];
    const { delimiter } = this.#place as TablePlace;
    const sign =
      delimiter === "\t" ? "a tab" : delimiter === blanks || delimiter === wideBlanks ? "blanks" : quoteCell(delimiter);
    const line = this.#lines.at(record);
    const place = { row: record, line };
    const [found] = this.#tail;
    const below = this.#tailLength > 2 && this.#tailLength > record && this.#tailWidth > 0;
    const above: Phrase[] = below
      ? [[`leave out the ${counted(line - 1, "line")} above the table with `, { option: "skipFirst", value: line - 1 }]]
      : [];
    throw new DataError(
      "CSV_ROW_LENGTH",
      this.#name,
      `${wordPlace(place)} has ${counted(found.length, "cell")}, but the header has ${columns.length} (delimiter ${sign})`,
      {
        place: { ...place, said: true },
        found: found.length,
        remedies: [...above, "complete the row", "put cells that hold the delimiter in quotes"],
      },
    );
  }

  #tableOf(columns: readonly CellColumn[], last: number, notes: readonly string[]): Table {
    const first = this.#first;
    const length = Math.max(0, last - first);
    for (const column of columns) column.truncate(length);
    const lines = this.#lines.head(last);
    const table = {
      ...{ name: this.#name, delimiter: (this.#place as TablePlace).delimiter },
      ...{ header: this.#header, columns, length, lines: lines.subarray(first), notes },
    };
    const settled = settleEmptyLines(table, this.#empty, { first: this.#from, lines });
    return { ...settled, notes: [...settled.notes, ...this.#headerNotes] };
  }
}
