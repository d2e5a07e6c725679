// How a file is to be read, out of plain texts: those of a form, a link or a file of settings.

import { checkOptions, type OptionRule, object, readOptions, requireOption } from "../../core/option-rules.ts";
import { RULES as CSV_RULES, type CsvOptions } from "../reading/csv-options.ts";
import { type OpenTableOptions, RULES as TABLE_RULES } from "./open-table.ts";

/** What `openSeries` may be told, but for the name of the file and what is done with its rows. */
export type ReadingOptions = Omit<CsvOptions, "name" | "sort" | "repair"> & OpenTableOptions;

const { name: _, sort: __, repair: ___, time, where, ...csv } = CSV_RULES;

/** As a text, "false" says that no column is the clock. */
const TIME: OptionRule<NonNullable<CsvOptions["time"]>> = {
  ...time,
  read: (given) => (given === "false" ? false : time.read(given)),
};

/** Several conditions stand on a line each: a value may hold any other sign. */
const WHERE: OptionRule<NonNullable<CsvOptions["where"]>> = {
  ...where,
  read: (given) => {
    const conditions = given.split("\n").filter((one) => one !== "");
    return conditions.length === 0 ? undefined : conditions;
  },
};

const RULES: Readonly<Record<string, OptionRule<unknown>>> = { ...csv, time: TIME, where: WHERE, ...TABLE_RULES };

/** The names of all that can be said of how a file is to be read. */
export const readingOptionNames: readonly string[] = Object.keys(RULES);

const GIVEN = object("an object");

/**
 * How a file is to be read, out of plain data: values as a program or JSON has them, or their texts ("tab", "-9999,M", "Store=3"). Entries that are undefined or null are left out.
 * Throws OptionError OPTION_UNKNOWN for a name that is none, and OPTION_VALUE for a value that cannot be used.
 */
export function readReadingOptions(given: object): ReadingOptions {
  requireOption("openSeries", "options", GIVEN, given);
  const options = readOptions("openSeries", given, RULES);
  checkOptions("openSeries", options, RULES);
  return options;
}
