// The options of csv-parse with its defaults, for the few that csv-records.ts gives. Its own check of forty options is larger than the whole
// of our reading of CSV; the build of this package gives it this instead (vite.config.ts). A test compares the two.

import { from } from "./csv-bytes.ts";

/** What csv-records.ts gives. */
export interface CsvOptions {
  readonly delimiter: string;
  readonly record_delimiter: readonly string[];
  readonly relax_column_count: boolean;
  readonly relax_quotes: boolean;
  readonly skip_empty_lines: boolean;
  readonly to: number | undefined;
  readonly trim: boolean;
  readonly on_record?: (record: string[]) => string[];
}

/** All options in the form that csv-parse works with: texts as bytes, what was not given as its default. */
export function normalizeOptions({ delimiter, record_delimiter, to = -1, ...given }: CsvOptions): object {
  const quote = from('"');
  return {
    ...given,
    delimiter: [from(delimiter)],
    record_delimiter: record_delimiter.map(from),
    to,
    ltrim: given.trim,
    rtrim: given.trim,
    escape: quote,
    quote,
    encoding: "utf8",
    from: 1,
    from_line: 1,
    to_line: -1,
    max_record_size: 0,
    bom: false,
    cast_date: false,
    cast_function: null,
    columns: false,
    comment: null,
    comment_no_infix: false,
    delimiter_auto: false,
    group_columns_by_name: false,
    ignore_last_delimiters: false,
    info: false,
    raw: false,
    relax_column_count_less: false,
    relax_column_count_more: false,
    skip_records_with_empty_values: false,
    skip_records_with_error: false,
  };
}

export { normalizeOptions as normalize_options };
