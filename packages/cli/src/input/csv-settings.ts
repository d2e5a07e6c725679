// How a CSV is to be read: what forecast, predict and inspect ask alike.

import { names, text, word } from "recurra/core";
import {
  LAYOUT,
  MISSING,
  type Missing,
  type TableLayout,
  TIME_FORMAT,
  TIME_ZONE,
  UNITS,
  type Units,
} from "recurra/data";
import { ENCODING, type OpenTableOptions } from "recurra/files";
import { readGiven } from "./option-values.ts";

/** The options as commander gives them. */
export interface CsvOptionTexts {
  readonly time?: string | false;
  readonly dateOrder?: string;
  readonly timeFormat?: string;
  readonly timeZone?: string;
  readonly decimal?: string;
  readonly missing?: string;
  readonly categories?: string;
  readonly where?: readonly string[];
  readonly series?: string;
  readonly wide?: boolean;
  readonly units?: string;
  readonly delimiter?: string;
  readonly part?: string;
  readonly encoding?: string;
  readonly header?: string;
  readonly skip?: string;
  readonly skipLast?: string;
  readonly comment?: string;
}

/** The options as values. Undefined: found in the data. */
export interface CsvSettings extends TableLayout {
  readonly time: string | false | undefined;
  readonly dateOrder: "ymd" | "dmy" | "mdy" | undefined;
  readonly timeFormat: string | undefined;
  readonly timeZone: string | undefined;
  readonly decimal: "." | "," | undefined;
  readonly missing: Missing | undefined;
  readonly categories: readonly string[] | undefined;
  readonly where: readonly string[] | undefined;
  readonly series: string | undefined;
  readonly wide: boolean | undefined;
  readonly units: Units | undefined;
}

const rules = {
  dateOrder: word("ymd", "dmy", "mdy"),
  decimal: word(".", ","),
  delimiter: { ...LAYOUT.delimiter, wanted: 'one sign, "tab" or "space"' },
};

/** Checks the options. Throws OptionError for the first that cannot be used. */
export function csvSettings(texts: CsvOptionTexts): CsvSettings {
  return {
    time: texts.time,
    dateOrder: readGiven("dateOrder", rules.dateOrder, texts.dateOrder),
    timeFormat: readGiven("timeFormat", TIME_FORMAT, texts.timeFormat),
    timeZone: readGiven("timeZone", TIME_ZONE, texts.timeZone),
    decimal: readGiven("decimal", rules.decimal, texts.decimal),
    missing: readGiven("missing", MISSING, texts.missing),
    categories: readGiven("categories", names, texts.categories),
    where: texts.where,
    series: texts.series,
    wide: texts.wide,
    units: readGiven("units", UNITS, texts.units),
    delimiter: readGiven("delimiter", rules.delimiter, texts.delimiter),
    header: readGiven("header", LAYOUT.header, texts.header),
    skipFirst: readGiven("skipFirst", LAYOUT.skipFirst, texts.skip),
    skipLast: readGiven("skipLast", LAYOUT.skipLast, texts.skipLast),
    comment: readGiven("comment", LAYOUT.comment, texts.comment),
  };
}

/** How the file is to be opened, before it is read as a CSV. Throws OptionError for what cannot be used. */
export function fileSettings({ part, encoding }: Pick<CsvOptionTexts, "part" | "encoding">): OpenTableOptions {
  return {
    ...(part === undefined ? {} : { part: readGiven("part", text("a file, sheet or table within the file"), part) }),
    ...(encoding === undefined ? {} : { encoding: readGiven("encoding", ENCODING, encoding) }),
  };
}
