// What is wrong with a file, collected in place of thrown: for a first look at it.

import { DataError } from "../../core/errors.ts";

/** What was wrong, in the order in which it was met; undefined where it is to be thrown. */
export type Faults = DataError[] | undefined;

/** What `work` gives; where it throws DataError and `faults` are collected, that is among them, and `otherwise` stands in. */
export function orFault<T>(faults: Faults, work: () => T, otherwise: (error: DataError) => T): T {
  try {
    return work();
  } catch (error) {
    if (faults === undefined || !(error instanceof DataError)) throw error;
    faults.push(error);
    return otherwise(error);
  }
}
