// A second rival: the library's own reader of columns of dates, which is shown each text as a column by itself.
import { RecurraError, Series } from "recurra";
import { isoOf } from "./calendar-day.ts";

const DAY = 86_400_000;

/** The date that the reader finds, as ISO 8601 writes it; undefined where it finds none. */
export function readAsColumn(text: string): string | undefined {
  try {
    const { times } = Series.fromCsv(`date;value\n"${text.replaceAll('"', "")}";1\n`);
    return times.kind === "row" ? undefined : isoOf(Math.floor(times.values()[0] / DAY));
  } catch (error) {
    if (error instanceof RecurraError) return undefined;
    throw error;
  }
}
