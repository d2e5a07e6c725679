import type { ManyResult } from "recurra/many";
import { grouped, listed } from "recurra/words";

/** Columns that are named in a title. */
const NAMED = 3;

/** What is forecast: the target; of a table with a series in each column, these columns. */
export function titleOf({ target, idColumns, series }: Pick<ManyResult, "target" | "idColumns" | "series">): string {
  if (idColumns.length !== 1 || idColumns[0] !== "column") return target;
  const names = series.map(({ key }) => key[0]);
  const more = names.length - NAMED;
  return listed(more > 0 ? [...names.slice(0, NAMED), `${grouped(more)} more`] : names);
}

/** A series as people call it: "3", or "3, 7" where two columns tell series apart. */
export function seriesName(key: readonly string[]): string {
  return key.join(", ");
}

/** The columns of the ids, as the head of a table: "Store, Dept". */
export function idHead({ idColumns }: Pick<ManyResult, "idColumns">): string {
  return idColumns.join(", ");
}
