// CSV text, in pieces as they come, to records of cells with the line on which each starts: RFC 4180, and any of LF, CR LF and CR at the end
// of a line. Each search goes on from where the one before it ended, so the time grows with the text alone.

import { DataError } from "../../core/errors.ts";

/** Who takes what is read. Each answers false to stop. */
interface RecordSink {
  /** A record as places in a text: cell i is text[starts[i], ends[i]), without the white space around it. */
  slices(text: string, starts: Int32Array, ends: Int32Array, cells: number, line: number): boolean;
  /** A record of cells that are not all pieces of the text: some stood in quotes. */
  cells(cells: string[], line: number): boolean;
  /** An empty line. */
  empty(line: number): boolean;
  /** A line that begins with the sign of comments. */
  comment(): boolean;
  /** The record to come has cells without quotes around them that hold one, as 5" does. */
  bare(cells: number, line: number): void;
}

export interface RecordOptions {
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

/** What lies between cells, and the cells of a line that holds quotes: these may hold blanks. */
const spaced = {
  [blanks]: { between: /[ \t]+/, cells: /"(?:[^"]|"")*"(?=[ \t]|$)|[^ \t]+/g },
  [wideBlanks]: { between: / *\t *| {2,}/, cells: /"(?:[^"]|"")*"(?=[ \t]|$)|[^ \t]+(?: [^ \t]+)*/g },
};
/** Numbers that a spreadsheet was told to keep as texts. */
const keptText = /^="[^"]*"$/;

/** A record that goes over more characters has a quote that is never closed. */
const LONGEST_RECORD = 2 ** 26;
const blank = /\s/;

/** The record is not whole before more text comes. */
const unfinished = Symbol("unfinished");

export class RecordReader {
  readonly #name: string;
  readonly #delimiter: string;
  readonly #spaced: (typeof spaced)[" "] | undefined;
  readonly #rules: ReadonlySet<number> | undefined;
  readonly #comment: string | undefined;
  readonly #sink: RecordSink;
  /** Lines at the top that are still to be left out. */
  #skip: number;
  /** What came and was not read: the beginning of a record. */
  #rest = "";
  /** How much text has to be there before a record is tried again that was not whole. */
  #needed = 0;
  #text = "";
  #last = false;
  #at = 0;
  /** The line at `#at`, from 1. */
  #line = 1;
  #stopped = false;
  #feed = -1;
  #return = -1;
  #quote = -1;
  #cut = -1;
  /** Cells of the record being read that hold a quote, but have none around them. */
  #bare = 0;
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);

  constructor(name: string, delimiter: string, options: RecordOptions, sink: RecordSink) {
    this.#name = name;
    this.#delimiter = delimiter;
    this.#spaced = delimiter === blanks || delimiter === wideBlanks ? spaced[delimiter] : undefined;
    this.#rules = options.rules;
    this.#comment = options.comment;
    this.#skip = options.skip ?? 0;
    this.#sink = sink;
  }

  /**
   * Reads a piece; `last` says that no more comes. A quote in a cell that does not begin with one is itself. Throws DataError CSV_QUOTE,
   * naming the line, for one that is never closed, or behind which the cell goes on.
   */
  push(piece: string, last: boolean): void {
    if (this.#stopped) return;
    // The record that was begun is made whole by itself, so that what follows is read where it stands, without a copy.
    const end = this.#rest === "" || this.#needed > 0 ? 0 : piece.indexOf("\n") + 1;
    if (end > 0) {
      this.#read(this.#rest + piece.slice(0, end), 0, false);
      if (this.#rest === "") this.#read(piece, end, last);
      else this.#read(this.#rest + piece.slice(end), 0, last);
    } else if (this.#rest === "") this.#read(piece, 0, last);
    else if (last || this.#rest.length + piece.length >= this.#needed) this.#read(this.#rest + piece, 0, last);
    else this.#rest += piece;
  }

  #read(text: string, from: number, last: boolean): void {
    this.#text = text;
    this.#last = last;
    this.#at = from;
    this.#feed = this.#return = this.#quote = this.#cut = -1;
    this.#needed = 0;
    while (this.#at < text.length && !this.#stopped) {
      const at = this.#at;
      const line = this.#line;
      if (this.#readRecord() !== unfinished) continue;
      this.#at = at;
      this.#line = line;
      if (this.#nextQuote(at) < text.length) this.#needed = 2 * (text.length - at);
      break;
    }
    this.#rest = this.#stopped ? "" : text.slice(this.#at);
    this.#text = "";
  }

  #readRecord(): typeof unfinished | undefined {
    const text = this.#text;
    const end = this.#lineEnd(this.#at);
    const cut = !this.#last && (end === text.length || (text[end] === "\r" && end + 1 === text.length));
    if (this.#skip > 0) {
      if (cut) return unfinished;
      this.#skip--;
      this.#endLine(end);
      return;
    }
    if (this.#comment !== undefined && text.startsWith(this.#comment, this.#skipBlanks(this.#at, end))) {
      if (cut) return unfinished;
      this.#stopped = !this.#sink.comment();
      this.#endLine(end);
      return;
    }
    if (this.#rules?.has(this.#line)) {
      if (cut) return unfinished;
      this.#endLine(end);
      return;
    }
    const first = this.#line;
    const quoted = this.#nextQuote(this.#at) < end;
    if (quoted && this.#spaced === undefined) {
      this.#bare = 0;
      const cells = this.#readCells(first);
      // A line end at the very end may be the half of one.
      if (cells === unfinished || this.#isCut()) return unfinished;
      if (this.#bare > 0) this.#sink.bare(this.#bare, first);
      this.#stopped = !this.#sink.cells(cells, first);
      this.#endLine(this.#at);
      return;
    }
    if (cut) return unfinished;
    if (this.#spaced !== undefined) {
      const cells = splitBlanks(text.slice(this.#at, end), this.#spaced);
      const none = cells.length === 1 && cells[0] === "" && !quoted;
      this.#stopped = !(none ? this.#sink.empty(first) : this.#sink.cells(cells, first));
    } else this.#stopped = !this.#splitCells(end);
    this.#endLine(end);
    return;
  }

  #isCut(): boolean {
    if (this.#last) return false;
    return this.#at >= this.#text.length || (this.#text[this.#at] === "\r" && this.#at + 1 === this.#text.length);
  }

  #endLine(end: number): void {
    this.#at = end + (this.#text[end] === "\r" && this.#text[end + 1] === "\n" ? 2 : 1);
    this.#line++;
  }

  /** The cells of a line without quotes. */
  #splitCells(end: number): boolean {
    const text = this.#text;
    const delimiter = this.#delimiter.charCodeAt(0);
    let [starts, ends] = [this.#starts, this.#ends];
    let cells = 0;
    for (let start = this.#at; start <= end; ) {
      let next = start;
      while (next < end && text.charCodeAt(next) !== delimiter) next++;
      if (cells === starts.length) {
        this.#widen();
        [starts, ends] = [this.#starts, this.#ends];
      }
      let to = next;
      while (start < to && isBlank(text, start)) start++;
      while (to > start && isBlank(text, to - 1)) to--;
      starts[cells] = start;
      ends[cells++] = to;
      start = next + 1;
    }
    if (cells === 1 && starts[0] === ends[0]) return this.#sink.empty(this.#line);
    return this.#sink.slices(text, starts, ends, cells, this.#line);
  }

  #widen(): void {
    const [starts, ends] = [new Int32Array(2 * this.#starts.length), new Int32Array(2 * this.#starts.length)];
    starts.set(this.#starts);
    ends.set(this.#ends);
    this.#starts = starts;
    this.#ends = ends;
  }

  /** The cells of a record that may go over several lines. */
  #readCells(first: number): string[] | typeof unfinished {
    const text = this.#text;
    const cells: string[] = [];
    for (;;) {
      const bare = Math.min(this.#nextDelimiter(this.#at), this.#lineEnd(this.#at));
      const start = this.#skipBlanks(this.#at, bare);
      if (text[start] === '"') {
        const cell = this.#readQuoted(start, first);
        if (cell === unfinished) return unfinished;
        cells.push(cell);
      } else {
        const cell = text.slice(this.#at, bare).trim();
        if (this.#nextQuote(this.#at) < bare && !keptText.test(cell)) this.#bare++;
        cells.push(cell);
        this.#at = bare;
      }
      if (text[this.#at] !== this.#delimiter) return cells;
      this.#at++;
    }
  }

  /** The cell that is quoted from `start`; leaves `#at` at the delimiter or line end behind it. */
  #readQuoted(start: number, first: number): string | typeof unfinished {
    const text = this.#text;
    let close = this.#nextQuote(start + 1);
    let doubled = false;
    for (; text[close + 1] === '"'; close = this.#nextQuote(close + 2)) doubled = true;
    if (close + 1 >= text.length && !this.#last && text.length < LONGEST_RECORD) return unfinished;
    if (close >= text.length) this.#refuse(this.#line, `line ${this.#line}: a quote is opened and never closed`);
    for (let end = this.#lineEnd(start); end < close; end = this.#lineEnd(this.#afterLine(end))) this.#line++;
    const cell = text.slice(start + 1, close).trim();
    const behind = Math.min(this.#nextDelimiter(close), this.#lineEnd(close));
    this.#at = this.#skipBlanks(close + 1, behind);
    if (behind === text.length && !this.#last) return unfinished;
    if (this.#at < behind) this.#refuseInside(first);
    return doubled ? cell.replaceAll('""', '"') : cell;
  }

  #afterLine(end: number): number {
    return end + (this.#text[end] === "\r" && this.#text[end + 1] === "\n" ? 2 : 1);
  }

  #skipBlanks(from: number, end: number): number {
    let to = from;
    while (to < end && isBlank(this.#text, to)) to++;
    return to;
  }

  #nextDelimiter(from: number): number {
    if (this.#cut < from) this.#cut = placeOf(this.#text, this.#delimiter, from);
    return this.#cut;
  }

  #nextQuote(from: number): number {
    if (this.#quote < from) this.#quote = placeOf(this.#text, '"', from);
    return this.#quote;
  }

  #lineEnd(from: number): number {
    if (this.#feed < from) this.#feed = placeOf(this.#text, "\n", from);
    if (this.#return < from) this.#return = placeOf(this.#text, "\r", from);
    return Math.min(this.#feed, this.#return);
  }

  #refuseInside(first: number): never {
    const where = this.#line > first ? `lines ${first} to ${this.#line}` : `line ${this.#line}`;
    return this.#refuse(first, `${where}: a cell goes on behind its closing quote`);
  }

  #refuse(from: number, problem: string): never {
    throw new DataError("CSV_QUOTE", this.#name, problem, {
      place: { line: from, said: true },
      remedies: ['put the whole cell in quotes and write a quote inside it twice ("")'],
    });
  }
}

/** The cells of a line between runs of blanks. A cell in quotes ends with its line. */
function splitBlanks(line: string, { between, cells: pattern }: (typeof spaced)[" "]): string[] {
  const content = line.trim();
  if (!content.includes('"')) return content.split(between);
  const cells = content.match(pattern) ?? [""];
  return cells.map((cell) =>
    cell.length > 1 && cell.startsWith('"') && cell.endsWith('"')
      ? cell.slice(1, -1).replaceAll('""', '"').trim()
      : cell,
  );
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 32 && code < 128) return false;
  return blank.test(text[at]);
}

function placeOf(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from);
  return found < 0 ? text.length : found;
}
