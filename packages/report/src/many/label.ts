import type { ManyResult } from "recurra/many";

/** A series as people call it: "3", or "3, 7" where two columns tell series apart. */
export function seriesName(key: readonly string[]): string {
  return key.join(", ");
}

/** The columns of the ids, as the head of a table: "Store, Dept". */
export function idHead({ idColumns }: Pick<ManyResult, "idColumns">): string {
  return idColumns.join(", ");
}
