// A series as windows, checks and repairs see it: what it holds and how its rows are named, without what is made of it. They take
// this and not the class, which is built on them.

import type { ErrorPlace } from "../../core/errors.ts";
import type { TimeIndex } from "../time/time-index.ts";
import type { Filled, Lookahead } from "./series-parts.ts";

/** What can be read of a series: see Series for each. */
export interface SeriesView {
  readonly name: string;
  readonly length: number;
  readonly times: TimeIndex;
  readonly columns: readonly string[];
  readonly reversed: boolean;
  readonly filled: readonly Filled[];
  readonly lookahead: readonly Lookahead[];
  column(name: string): Float64Array;
  /** "row 17 (line 18)". */
  place(row: number): string;
  placeOf(row: number, column?: string): ErrorPlace;
  /** "2016-03-01 to 2016-05-26". */
  span(start?: number, end?: number): string;
  requireOrdered(): void;
}
