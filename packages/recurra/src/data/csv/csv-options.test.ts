import { normalize_options, type Options } from "csv-parse/sync";
import { expect, test } from "vitest";
import { type CsvOptions, normalizeOptions } from "./csv-options.ts";

/** Bytes of any kind as lists, and nothing that is undefined. */
function plain(options: object): unknown {
  return JSON.parse(JSON.stringify(options, (_, value) => (value?.type === "Buffer" ? value.data : bytes(value))));
}

function bytes(value: unknown): unknown {
  return value instanceof Uint8Array ? [...value] : value;
}

const given = { relax_column_count: true, skip_empty_lines: true, record_delimiter: ["\r\n", "\n", "\r"] };
const cases: CsvOptions[] = [
  { ...given, delimiter: ";", relax_quotes: true, trim: true, to: 20, on_record: undefined },
  { ...given, delimiter: "€", relax_quotes: false, trim: false, to: undefined, on_record: (record) => record },
];

test.each(cases)("the options are those that csv-parse makes of them itself", (options) => {
  expect(plain(normalizeOptions(options))).toEqual(plain(normalize_options(options as Options)));
  expect((normalizeOptions(options) as CsvOptions).on_record).toBe(options.on_record);
});
