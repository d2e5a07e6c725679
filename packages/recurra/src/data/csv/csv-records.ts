// CSV text to records of cells, with the line on which each starts: RFC 4180, and any of LF, CR LF and CR at the end of a line. Each
// search goes on from where the one before it ended, so the time grows with the text alone; cells are slices of it.

import { DataError } from "../../core/errors.ts";

interface CsvRecords {
  /** Cells without the white space around them. Empty lines are left out; a line of one empty cell in quotes is none. */
  readonly records: string[][];
  /** Line on which each record starts, from 1. */
  readonly lines: number[];
  /** For each empty line, how many records stand above it. */
  readonly empty: number[];
  /** How many lines of comments were left out. */
  readonly comments: number;
  /** Cells without quotes around them that hold one, as 5" does: how many, and the line of the first. */
  readonly bare: { readonly count: number; readonly line: number };
}

export interface RecordOptions {
  /** Stops after this many records. */
  readonly limit?: number;
  /** Lines to leave out at the top. Default 0. */
  readonly skip?: number;
  /** Leaves out lines that begin with it. */
  readonly comment?: string;
  /** Lines that draw a table's frame, from 1: left out. */
  readonly rules?: ReadonlySet<number>;
}

/** The delimiter that stands for runs of blanks and tabs, as tables aligned by blanks have them. */
export const blanks = " ";
/** The one that stands for runs of two blanks and more, and tabs: single blanks are part of the cells. */
export const wideBlanks = "  ";

/** Cells between such runs, in a line that holds quotes: these may hold blanks. */
const spaced = { [blanks]: /"(?:[^"]|"")*"|[^ \t]+/g, [wideBlanks]: /"(?:[^"]|"")*"|[^ \t]+(?: [^ \t]+)*/g };

const blank = /\s/;

/** Numbers that a spreadsheet was told to keep as texts. */
const keptText = /^="[^"]*"$/;

/**
 * A quote in a cell that does not begin with one is itself. Throws DataError CSV_QUOTE, naming the line, for one that is never closed, or
 * behind which the cell goes on.
 */
export function readRecords(text: string, name: string, delimiter: string, options: RecordOptions = {}): CsvRecords {
  const { limit = Number.POSITIVE_INFINITY, skip = 0, comment, rules } = options;
  const nextDelimiter = finderOf(text, delimiter);
  const nextQuote = finderOf(text, '"');
  const nextFeed = finderOf(text, "\n");
  const nextReturn = finderOf(text, "\r");
  const records: string[][] = [];
  const lines: number[] = [];
  const empty: number[] = [];
  const bare = { count: 0, line: 0 };
  let comments = 0;
  let at = 0;
  let line = 1;
  for (; line <= skip && at < text.length; line++) at = skipLineEnd(lineEnd(at));
  while (at < text.length && records.length < limit) {
    const first = line;
    const end = lineEnd(at);
    const commented = comment !== undefined && text.startsWith(comment, skipBlanks(at, end));
    const leftOut = commented || rules?.has(line) === true;
    const quoted = !leftOut && nextQuote(at) < end;
    if (leftOut) at = end;
    const cells = leftOut
      ? []
      : delimiter === blanks || delimiter === wideBlanks
        ? splitBlanks(end, delimiter)
        : quoted
          ? readCells(first)
          : splitCells(end);
    at = skipLineEnd(at);
    line++;
    if (commented) comments++;
    else if (leftOut) continue;
    else if (cells.length === 1 && cells[0] === "" && !quoted) empty.push(records.length);
    else {
      records.push(cells);
      lines.push(first);
    }
  }
  return { records, lines, empty, comments, bare };

  /** The cells of a line between runs of blanks. A cell in quotes ends with its line. */
  function splitBlanks(end: number, sign: " " | "  "): string[] {
    const content = text.slice(at, end).trim();
    at = end;
    if (!content.includes('"')) return content.split(sign === blanks ? /[ \t]+/ : / *\t *| {2,}/);
    const cells = content.match(spaced[sign]) ?? [""];
    return cells.map((cell) =>
      cell.length > 1 && cell.startsWith('"') && cell.endsWith('"')
        ? cell.slice(1, -1).replaceAll('""', '"').trim()
        : cell,
    );
  }

  /** The cells of a line without quotes. */
  function splitCells(end: number): string[] {
    const cells = text.slice(at, end).split(delimiter);
    for (let i = 0; i < cells.length; i++) cells[i] = cells[i].trim();
    at = end;
    return cells;
  }

  /** The cells of a record that may go over several lines. */
  function readCells(first: number): string[] {
    const cells: string[] = [];
    for (;;) {
      const end = Math.min(nextDelimiter(at), lineEnd(at));
      const start = skipBlanks(at, end);
      if (text[start] === '"') cells.push(readQuoted(start, first));
      else {
        const cell = text.slice(at, end).trim();
        if (nextQuote(at) < end && !keptText.test(cell) && bare.count++ === 0) bare.line = line;
        cells.push(cell);
        at = end;
      }
      if (text[at] !== delimiter) return cells;
      at++;
    }
  }

  /** The cell that is quoted from `start`; leaves `at` at the delimiter or line end behind it. */
  function readQuoted(start: number, first: number): string {
    let close = nextQuote(start + 1);
    let doubled = false;
    for (; text[close + 1] === '"'; close = nextQuote(close + 2)) doubled = true;
    if (close === text.length) refuse(line, `line ${line}: a quote is opened and never closed`);
    for (let end = lineEnd(start); end < close; end = lineEnd(skipLineEnd(end))) line++;
    const cell = text.slice(start + 1, close).trim();
    const behind = Math.min(nextDelimiter(close), lineEnd(close));
    at = skipBlanks(close + 1, behind);
    if (at < behind) refuseInside(first);
    return doubled ? cell.replaceAll('""', '"') : cell;
  }

  function skipBlanks(from: number, end: number): number {
    let to = from;
    while (to < end && blank.test(text[to])) to++;
    return to;
  }

  function lineEnd(from: number): number {
    return Math.min(nextFeed(from), nextReturn(from));
  }

  function skipLineEnd(end: number): number {
    return end + (text[end] === "\r" && text[end + 1] === "\n" ? 2 : 1);
  }

  function refuseInside(first: number): never {
    const where = line > first ? `lines ${first} to ${line}` : `line ${line}`;
    return refuse(first, `${where}: a cell goes on behind its closing quote`);
  }

  function refuse(from: number, problem: string): never {
    throw new DataError("CSV_QUOTE", name, problem, {
      place: { line: from, said: true },
      remedies: ['put the whole cell in quotes and write a quote inside it twice ("")'],
    });
  }
}

/** Where `sign` stands next, the text's length when nowhere. Asked for ever later places, it goes over the text once. */
function finderOf(text: string, sign: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      const next = text.indexOf(sign, from);
      found = next < 0 ? text.length : next;
    }
    return found;
  };
}
