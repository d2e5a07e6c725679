// The records that csv-parse finds: a well-kept reader of CSV as the yardstick of ours.
import { parse } from "csv-parse/sync";

/** Cells trimmed, empty lines left out. Throws for a broken quote, and, but for `relaxed`, for one inside a cell. */
export function csvParseRecords(text: string, delimiter: string, relaxed = false): string[][] {
  const records: string[][] = parse(text, {
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    relax_quotes: relaxed,
    trim: true,
  });
  return records
    .map((record) => record.map((cell) => cell.trim()))
    .filter((cells) => cells.length > 1 || cells[0] !== "");
}
