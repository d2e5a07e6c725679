// A body of text/csv: a table as a file has it, which the library reads as it reads files. What its text does not show, the query says.

import { RecurraError, Series } from "recurra";
import { type CsvOptions, decodeText } from "recurra/data";
import { counted, grouped } from "recurra/words";
import { quoteText, refuseField } from "../http/field-errors.ts";
import { refuseRequest } from "./request-errors.ts";

/** What the query of an address says, each name once. */
export type Query = Readonly<Record<string, string>>;

const READING = ["time", "dateOrder", "delimiter", "decimal"] as const;

interface CsvForm {
  /** The columns of numbers to read. */
  readonly columns: readonly string[];
  /** Columns of words that the model reads. */
  readonly categories?: readonly string[];
  /** Names that the query may have beside those of the reading. */
  readonly asked: readonly string[];
  /** Most rows. */
  readonly limit: number;
}

/** The table. Throws Problem invalid-values with what the library says of it. */
export function readCsvBody(bytes: Uint8Array, query: Query, { columns, categories, asked, limit }: CsvForm): Series {
  const known = [...READING, ...asked];
  for (const name of Object.keys(query)) {
    if (known.includes(name)) continue;
    refuseField("", `the address has an unknown option ${quoteText(name)}; known are ${known.join(", ")}`);
  }
  const { time, dateOrder, delimiter, decimal } = query;
  const options = {
    ...{ name: "the body", columns, categories, wide: false, time: time === "false" ? false : time },
    ...{ dateOrder, delimiter: delimiter === "tab" ? "\t" : delimiter, decimal },
  } as CsvOptions;
  const series = ofRequest(() => Series.fromCsv(decodeText(bytes, "the body"), options));
  if (series.length > limit) {
    refuseField("", `${counted(series.length, "row")} are more than the ${grouped(limit)} that one request may hold`);
  }
  return series;
}

/** Runs what may refuse the table; options are named as the query has them. */
export function ofRequest<T>(work: () => T, asked: readonly string[] = []): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RecurraError)) throw error;
    return refuseRequest(error, { pointer: "", fields: [...READING, ...asked], query: true });
  }
}
