// The refusal of a cell of a time column, with the place and what the cell holds.

import { DataError, type ErrorDetails, type ErrorPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { isMissing } from "../cells/missing-word.ts";
import type { DateOrder } from "../time/time-cell.ts";

export interface TimeColumnContext {
  /** File name, for messages. */
  readonly file: string;
  /** Column name, for messages; what it says of weeks, quarters and day numbers is heard. */
  readonly column: string;
  readonly dateOrder?: DateOrder | undefined;
  /** The pattern of the cells, in strftime's language. Default: found. */
  readonly format?: string | undefined;
  /** The zone whose local clock the cells show, where they name none. */
  readonly zone?: string | undefined;
  /** Of how many cells a form is learned before they are read (`TimeCells`). */
  readonly least?: number | undefined;
  /** Whether the column was named as the clock, so that its numbers are times whatever its name says. */
  readonly asked?: boolean;
  /** Row and line of an index from 0. */
  place(index: number): ErrorPlace;
}

/** Refuses a cell; the problem's words follow the cell's. */
export function refuseTime(
  code: string,
  index: number,
  found: string,
  words: string,
  { file, column, place }: TimeColumnContext,
  remedies: readonly Phrase[],
  details: ErrorDetails = {},
): never {
  throw new DataError(code, file, isMissing(found) ? words : `${quoteCell(found)} ${words}`, {
    place: { ...place(index), column },
    found,
    remedies,
    ...details,
  });
}
