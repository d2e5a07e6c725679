// CSV text to records of cells, with the line on which each starts. Quoted cells are csv-parse's work. Most files of
// numbers hold no quote at all: those are split directly, ten times faster, into the same records (a test compares).

import { CsvError, parse } from "csv-parse/sync";
import { DataError } from "../../core/errors.ts";

interface CsvRecords {
  /** Cells without the white space around them. Empty lines are left out. */
  readonly records: string[][];
  /** Line on which each record starts, from 1. */
  readonly lines: number[];
}

interface RecordOptions {
  /** Stops after this many records. */
  readonly limit?: number;
  /** Takes a quote in the middle of a cell as it stands. */
  readonly relaxed?: boolean;
}

/** Throws DataError CSV_QUOTE, naming the line, for a quote that is never closed or stands in the middle of a cell. */
export function readRecords(text: string, name: string, delimiter: string, options: RecordOptions = {}): CsvRecords {
  return text.includes('"') ? parseQuoted(text, name, delimiter, options) : splitPlain(text, delimiter, options.limit);
}

/** Text without quotes. */
function splitPlain(text: string, delimiter: string, limit = Number.POSITIVE_INFINITY): CsvRecords {
  const records: string[][] = [];
  const lines: number[] = [];
  let line = 0;
  for (const content of text.split(/\r\n|\n|\r/)) {
    if (records.length >= limit) break;
    line++;
    const cells = content.split(delimiter);
    for (let i = 0; i < cells.length; i++) cells[i] = cells[i].trim();
    if (isEmpty(cells)) continue;
    records.push(cells);
    lines.push(line);
  }
  return { records, lines };
}

/** Any text. */
export function parseQuoted(text: string, name: string, delimiter: string, options: RecordOptions = {}): CsvRecords {
  const lines: number[] = [];
  let end = 0;
  try {
    const records = parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: options.relaxed ?? false,
      skip_empty_lines: true,
      to: options.limit,
      trim: true,
      on_record: (record: string[], { lines: line }) => {
        // csv-parse counts to the last line of a record; a quoted cell may hold line ends of its own.
        end = line;
        lines.push(line - record.reduce((sum, cell) => sum + countLineEnds(cell), 0));
        return record.map((cell) => cell.trim());
      },
    });
    const kept = records.map((_, i) => i).filter((i) => !isEmpty(records[i]));
    return { records: kept.map((i) => records[i]), lines: kept.map((i) => lines[i]) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [line, problem] = describeQuoteError(error, end + 1);
    throw new DataError("CSV_QUOTE", name, problem, {
      place: { line, said: true },
      remedies: ['put the whole cell in quotes and write a quote inside it twice ("")'],
      cause: error,
    });
  }
}

/** `first` is the line on which the record with the broken quote starts. */
function describeQuoteError(error: CsvError, first: number): [line: number, problem: string] {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return [first, `line ${first}: a quote is opened and never closed`];
  const last = Number(error.lines ?? first);
  const lines = last > first ? `lines ${first} to ${last}` : `line ${last}`;
  return [Math.min(first, last), `${lines}: a quote stands in the middle of a cell`];
}

/** A line of white space only. */
function isEmpty(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === "";
}

function countLineEnds(cell: string): number {
  return cell.includes("\n") || cell.includes("\r") ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}
