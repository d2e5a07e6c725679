// Where the table stands in a text: its delimiter, the lines of titles and comments above it, the line of its header.

import { quoteCell } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { listed } from "../../words/listed.ts";
import { numberWithin } from "../cells/number-cell.ts";
import { areNames, filledCells, kindOf } from "./cell-kind.ts";
import { readRecords } from "./csv-records.ts";
import { type OffHeader, offHeader } from "./off-header.ts";
import { blanks, type RecordOptions, wideBlanks } from "./record-reader.ts";
import { isRemark, isShortText, mostRemarks } from "./table-end.ts";
import type { TableLayout } from "./table-layout.ts";

export interface TablePlace {
  readonly delimiter: string;
  /** Lines above the table. */
  readonly skip: number;
  readonly comment: string | undefined;
  /** The header, where it is no record of the table's. */
  readonly header: readonly string[] | undefined;
  /** Lines that draw the table's frame. */
  readonly rules: ReadonlySet<number> | undefined;
  /** Whether that stands in a comment, which is none then. */
  readonly inComment: boolean;
  readonly notes: readonly string[];
}

/** What stands between cells, unless another sign is named. */
export const usualDelimiters: readonly string[] = [",", ";", "\t", "|"];
/** So much of a text shows where its table stands. */
export const sampleCharacters = 65536;
const sampleRecords = 200;
/** A table below lines of another length has at least so many lines. */
const leastLines = 3;

/** The lines of the sample from which on all have equally many cells. */
interface Stretch {
  readonly delimiter: string;
  readonly first: readonly string[];
  readonly line: number;
  readonly start: number;
  readonly width: number;
  readonly score: number;
  /** The names above it, where they are one more or one less than its columns. */
  readonly header?: OffHeader | undefined;
}

export function findPlace(text: string, layout: TableLayout): TablePlace {
  const notes: string[] = [];
  const named = layout.skipFirst === undefined ? /^"?sep=([^\r\n"])"?[ \t]*(?:\r\n|\r|\n)/i.exec(text) : null;
  if (named !== null) notes.push(`line 1 names the delimiter: ${quoteCell(named[1])}`);
  const above = layout.skipFirst ?? (named === null ? 0 : 1);
  const cut = text.length > sampleCharacters;
  const sample = cut ? text.slice(0, sampleCharacters) : text;
  const marked = layout.comment === undefined ? commentsAbove(sample, above) : [];
  const comment = layout.comment ?? (marked.length > 0 ? "#" : undefined);
  const rules = rulesAbove(sample, above);
  const look = (delimiter: string) => stretchOf(sample, delimiter, cut, { skip: above, comment, rules }, layout);
  const delimiter = layout.delimiter ?? named?.[1];
  const found = delimiter === undefined ? findStretch(look, sample) : look(delimiter);
  const place = {
    delimiter: found?.delimiter ?? delimiter ?? ",",
    skip: above,
    comment,
    header: undefined,
    rules,
    inComment: false,
  };
  if (rules !== undefined) {
    const drawn = [...rules];
    notes.push(`${drawn.length === 1 ? "line" : "lines"} ${listed(drawn.map(String), "and")} left out: a drawn frame`);
  }
  if (layout.header === undefined && (delimiter ?? blanks) === blanks && (found?.score ?? 0) < 5e5) {
    const spaced = spacedHeader(sample, { skip: above, comment, rules });
    if (spaced !== undefined) return { ...place, delimiter: blanks, ...spaced, notes };
  }
  if (found === undefined) return { ...place, notes };
  if (found.header !== undefined) {
    const { names, note } = found.header;
    return { ...place, skip: found.line - 1, header: names, notes: [...notes, note] };
  }
  const header = layout.header === undefined ? headerInComment(marked, found) : undefined;
  const skip = found.start > 0 && layout.skipFirst === undefined ? found.line - 1 : above;
  if (found.start > 0 && layout.header === undefined && header === undefined) {
    notes.push(`line ${found.line} is taken as the header: ${counted(skip, "line")} above it left out`);
  } else if (found.start > 0) notes.push(`${counted(skip, "line")} above the table left out`);
  if (header !== undefined)
    notes.push(`the comment above the table is taken as the header: ${quoteCell(header.join(", "))}`);
  return { ...place, skip, header, inComment: header !== undefined, notes };
}

/** The sign that cuts most of the first lines into equally many cells, most cells first; blanks where no other cuts all of them. */
function findStretch(look: (delimiter: string) => Stretch | undefined, sample: string): Stretch | undefined {
  let best: Stretch | undefined;
  for (const delimiter of usualDelimiters) {
    const stretch = sample.includes(delimiter) ? look(delimiter) : undefined;
    if (stretch !== undefined && stretch.score > (best?.score ?? 1)) best = stretch;
  }
  if (best !== undefined && best.score >= 1e6) return best;
  for (const delimiter of [blanks, wideBlanks]) {
    const aligned = look(delimiter);
    if (aligned !== undefined && aligned.score >= 5e5 && aligned.score > (best?.score ?? 1)) best = aligned;
  }
  return best;
}

function stretchOf(
  sample: string,
  delimiter: string,
  cut: boolean,
  left: RecordOptions,
  layout: TableLayout,
): Stretch | undefined {
  let records: string[][];
  let lines: number[];
  try {
    ({ records, lines } = readRecords(sample, "", delimiter, { limit: sampleRecords, ...left }));
  } catch {
    return undefined; // An unclosed quote in the sample: read the whole file to say where.
  }
  let end = records.length;
  if (cut && end > 1 && end < sampleRecords) end--;
  if (end === 0) return undefined;
  const wide = (first: number, score: number): Stretch => ({
    delimiter,
    first: records[first],
    line: lines[first],
    start: first,
    width: records[first].length,
    score: score + records[first].length + 1e4 * valueShare(records[(first + end) >> 1] ?? []),
  });
  if (!cut) end = withoutRemarks(records, end);
  const width = records[end - 1].length;
  let start = end - 1;
  while (start > 0 && records[start - 1].length === width) start--;
  if (layout.skipFirst !== undefined) return wide(0, start === 0 && width > 1 ? 1e6 : 0);
  const uneven = wide(0, 0);
  if (width < 2) return uneven;
  if (start > 0 && end - start < leastLines) return uneven;
  if (
    delimiter.trim() === "" &&
    delimiter !== "\t" &&
    layout.delimiter === undefined &&
    !areAligned(records.slice(start, end))
  )
    return uneven;
  const header = layout.header === undefined ? offHeader(records, start, end) : undefined;
  if (header !== undefined) return { ...wide(start, 5e5), header };
  const title = layout.header === undefined ? titlesOf(records, start, end) : start;
  const named = areNames(records[title]);
  if (start > 0 && layout.header === undefined && !named && left.comment === undefined && !isBare(records, start, end))
    return uneven;
  if (start > 0 && layout.header === undefined && !holdsValues(records.slice(title + 1, end))) return uneven;
  return wide(title, start === 0 ? 1e6 : 5e5);
}

/** Index after the last line that may be a row: below it stand remarks, and texts of fewer cells. */
function withoutRemarks(records: readonly string[][], count: number): number {
  const width = records[count >> 1].length;
  const isLeft = (record: readonly string[]) =>
    isRemark(record) || filledCells(record) === 0 || isShortText(record, width);
  const least = Math.max(2, count - mostRemarks, count >> 1);
  let end = count;
  while (end > least && isLeft(records[end - 1])) end--;
  return end;
}

/** Whether lines below several others are a table without names: values, and no line above them that could be these. */
function isBare(records: readonly string[][], start: number, end: number): boolean {
  const width = records[start].length;
  const above = records.slice(0, start);
  return (
    start > 1 &&
    end - start > 2 * start &&
    records[start].some((cell) => kindOf(cell) === "value") &&
    !above.some((record) => 2 * record.length >= width && record.length <= width && areNames(record))
  );
}

/** Whether some column has values in most lines: a table whose every cell is a text was cut at the wrong sign. */
function holdsValues(rows: readonly (readonly string[])[]): boolean {
  return rows[0].some((_, i) => 2 * rows.filter((row) => kindOf(row[i]) === "value").length > rows.length);
}

/** The share of a line's cells that are values: of two signs that cut alike, the one that cuts values out is it. */
function valueShare(record: readonly string[]): number {
  return record.length === 0 ? 0 : record.filter((cell) => kindOf(cell) === "value").length / record.length;
}

/** Index of the first line below lines with a single cell filled or below pairs such as "Station,5", where it looks like a header. */
function titlesOf(records: readonly string[][], start: number, end: number): number {
  const pairs = belowPairs(records, start, end);
  if (pairs !== undefined) return pairs;
  if (isPadded(records, start, end)) return start + 1;
  let at = start;
  const fewCells = (record: readonly string[]) =>
    filledCells(record) === 0 || (filledCells(record) === 1 && record[0] !== "" && kindOf(record[0]) === "text");
  while (at < end - 2 && fewCells(records[at])) at++;
  const full = filledCells(records[at]) === records[at].length;
  const valued = records.slice(at + 1, end).some((record) => record.some((cell) => kindOf(cell) === "value"));
  return at > start && full && valued && areNames(records[at]) ? at : start;
}

/** Whether a line is metadata that was filled up with empty cells, above a full line of names. */
function isPadded(records: readonly string[][], start: number, end: number): boolean {
  const [line, names] = records.slice(start, start + 2);
  if (end - start <= leastLines || line.at(-1) !== "" || areNames(line)) return false;
  return filledCells(names) === names.length && !names.some((cell) => kindOf(cell) === "value") && areNames(names);
}

/** Index of the last line whose first cell is a text, where that is a header and lines above it hold values. */
function belowPairs(records: readonly string[][], start: number, end: number): number | undefined {
  const firsts = records.slice(start, end).map((record) => kindOf(record[0]));
  const last = firsts.lastIndexOf("text");
  if (last < 1 || last > firsts.length - leastLines || firsts.slice(0, last).includes("value")) return undefined;
  const header = records[start + last];
  const above = records.slice(start, start + last);
  const valued = above.some((record) => record.some((cell) => kindOf(cell) === "value"));
  return valued && filledCells(header) === header.length && areNames(header) ? start + last : undefined;
}

/** Whether lines that blanks cut are a table: a column of values, and no other sign; "1 234" in every line may be one number. */
function areAligned(records: readonly string[][]): boolean {
  const rows = records.slice(1);
  if (rows.length < 2) return false;
  const plain = rows.every((row) => row.every((cell) => !/[;|,]/.test(cell) || isWhole(cell)));
  const valued = rows.every((row) => row.some((cell) => kindOf(cell) === "value"));
  const thousands = rows.every((row) => /^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(row.join(" ")));
  const clocks = rows.every((row) => row.length === 2 && /^\d{1,2}:\d{2}/.test(row[1]));
  return plain && valued && !thousands && !clocks;
}

/** Whether a cell with another sign in it is one cell all the same: it was in quotes, as its blank shows, or is a number. */
function isWhole(cell: string): boolean {
  return /\s/.test(cell) || (numberWithin(cell, ",") ?? numberWithin(cell, ".")) !== undefined;
}

/** The names in a line that two blanks or more cut, above lines that single ones cut into as many cells: "Year  Mean temperature". */
function spacedHeader(sample: string, left: RecordOptions) {
  const { records, lines } = readRecords(sample, "", blanks, { limit: sampleRecords, ...left });
  const rows = records.slice(1, sample.length < sampleCharacters ? undefined : -1);
  const width = rows[0]?.length ?? 0;
  if (width < 2 || rows.some((row) => row.length !== width) || !areAligned(rows)) return undefined;
  const header = sample
    .split(/\r\n|\r|\n/, lines[0])
    [lines[0] - 1].trim()
    .split(/\s{2,}|\t/);
  return header.length === width && areNames(header) ? { skip: lines[0], header } : undefined;
}

/** A line of dashes and the like; up to four of them may be a missing cell, unless a bar stands before them. */
const rule = /^(?:\s*[|+][\s|:+=-]*[-=]{3}|[\s|:+=-]*[-=]{5})[\s|:+=-]*$/;

/** The first lines that draw a frame, as the one below a header in Markdown: two at most. */
function rulesAbove(sample: string, skip: number): ReadonlySet<number> | undefined {
  const top = sample.slice(0, 4096);
  if (!/---|===/.test(top)) return undefined;
  const lines = top.split(/\r\n|\r|\n/).slice(0, -1);
  const found = lines.flatMap((line, i) => (i >= skip && rule.test(line) ? [i + 1] : []));
  return found.length === 0 ? undefined : new Set(found.slice(0, 2));
}

/** The texts of the lines at the top that begin with #, where not all lines do. */
function commentsAbove(sample: string, skip: number): string[] {
  const lines = sample.split(/\r\n|\r|\n/).slice(skip);
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0 || !lines[first].trimStart().startsWith("#")) return [];
  const end = lines.findIndex((line, i) => i >= first && line.trim() !== "" && !line.trimStart().startsWith("#"));
  return end < 0 ? [] : lines.slice(first, end).filter((line) => line.trim() !== "");
}

/** The last comment above the table, where it has a cell for each column and the table begins with values. */
function headerInComment(comments: readonly string[], { first, delimiter, width }: Stretch): string[] | undefined {
  const last = comments.at(-1);
  if (last === undefined || areNames(first) || !first.some((cell) => kindOf(cell) === "value")) return undefined;
  const text = last.trim().replace(/^#+/, "");
  let cells: string[];
  try {
    cells = readRecords(text, "", delimiter).records[0] ?? [];
  } catch {
    return undefined;
  }
  cells = cells.map((cell, i) => (i === 0 && cell === "" ? "#" : cell));
  return cells.length === width && areNames(cells) ? cells : undefined;
}
