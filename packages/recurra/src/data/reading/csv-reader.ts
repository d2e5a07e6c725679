// CSV text, whole or in pieces, to the parts of one series or of several.

import { DataError } from "../../core/errors.ts";
import { checkOptions } from "../../core/option-rules.ts";
import { TableReader } from "../csv/table-reader.ts";
import type { Faults } from "../table/faults.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import { type CsvContents, contentsOf } from "./contents.ts";
import { type CsvOptions, RULES } from "./csv-options.ts";
import { severalSeries } from "./long-table.ts";
import { turnRound } from "./turn-round.ts";

/** The parts of the one series in a CSV text, with `faults` as in `CsvReader.finish`. Throws DataError, LONG_TABLE or WIDE_TABLE where there are several. */
export function partsFromCsv(text: string, options: CsvOptions, faults?: Faults): SeriesParts {
  return readerOf(text, options).finish(faults);
}

/** What stands in a CSV text of several series. Throws DataError. */
export function contentsOfCsv(text: string, options: CsvOptions): CsvContents {
  return readerOf(text, options).finishMany();
}

function readerOf(text: string, options: CsvOptions): CsvReader {
  const reader = new CsvReader(options, text?.length);
  if (typeof text !== "string") {
    throw new DataError("CSV_NO_TEXT", options.name ?? NAME, "fromCsv needs text", {
      remedies: [["turn a file's bytes into text with ", { call: "decodeText(bytes, name)" }]],
    });
  }
  reader.push(text);
  return reader;
}

const NAME = "CSV text";

/** Reads a text that comes in pieces. */
export class CsvReader {
  readonly #options: CsvOptions;
  readonly #reader: TableReader;

  /** `characters`: how long the text will be, as far as that is known. Throws OptionError. */
  constructor(options: CsvOptions, characters?: number) {
    checkOptions("fromCsv", options, RULES);
    this.#options = options;
    this.#reader = new TableReader(options.name ?? NAME, options, characters);
  }

  /** Takes a piece, cut anywhere. Throws DataError. */
  push(piece: string): void {
    this.#reader.push(piece);
  }

  /**
   * The parts of the one series in the text that came. With `faults`, what would be thrown for a column, the times or the kind of table goes
   * there, and the rest is read: an unclear column is left out, the rows are the clock in place of times that cannot be read, several series
   * stay one below the other. Throws DataError.
   */
  finish(faults?: Faults): SeriesParts {
    const { parts, series, table } = contentsOf(this.#reader.finish(), this.#options, "one", faults);
    if (series === undefined || series.firsts.length < 2) return turnRound(parts);
    const error = severalSeries(table, series, this.#options.where !== undefined);
    if (faults === undefined) throw error;
    if (!faults.some(({ code }) => code === "WIDE_TABLE")) faults.push(error);
    return turnRound(parts);
  }

  /** What the text that came holds, of several series or one. Throws DataError. */
  finishMany(): CsvContents {
    return contentsOf(this.#reader.finish(), this.#options, "many");
  }
}
