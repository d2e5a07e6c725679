// What a set of series is made of: the rows of each series side by side in columns that all share.

import type { Series } from "../series/series.ts";
import type { SeriesParts } from "../table/series-parts.ts";
import type { RowPlaces } from "./row-places.ts";

/** A column that is the same in every row of a series: a number, or one of some texts. */
export type StaticColumn =
  | {
      readonly kind: "numbers";
      /** Of each series of the set; NaN where it is missing. */
      readonly values: Float64Array;
    }
  | {
      readonly kind: "categories";
      /** Of each series of the set, which of `names` it has; -1 where it is missing. */
      readonly codes: Int32Array;
      readonly names: readonly string[];
    };

/** How the rows of a series came to their order. */
export const asFound = 0;
export const turned = 1;
export const sorted = 2;

export interface SetParts {
  /** The columns and times of all series, the rows of each together and in order; notes are those of the file. */
  readonly rows: SeriesParts;
  /** Where each series begins, and where the last one ends. */
  readonly starts: Uint32Array;
  /** Which rows of the file they are, where `rows` does not say so. */
  readonly places?: RowPlaces;
  /** Where `rows.times` is one clock for all: at which place of it each series begins. */
  readonly offsets?: Uint32Array;
  /** Names of the columns that tell the series apart. */
  readonly idColumns: readonly string[];
  /** Of each of them, what each series has there. */
  readonly keys: readonly (readonly string[])[];
  readonly statics: ReadonlyMap<string, StaticColumn>;
  /** The series as a program holds them; then `rows` has no rows, and `starts` counts theirs. */
  readonly held?: readonly Series[];
  /** Of each series: as found, turned round, or sorted. */
  readonly orders: Uint8Array;
}
