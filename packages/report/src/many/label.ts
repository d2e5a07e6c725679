import { TEXT } from "recurra/core";
import type { ManyResult } from "recurra/many";
import { grouped, listed } from "recurra/words";
import { isText, listed as listOf, requireMembers, TEXTS } from "../data/members.ts";

/** Columns that are named in a title. */
const NAMED = 3;

const SERIES = listOf("a list of series, each with its key", (one): one is object => {
  const key: unknown = (one as { readonly key?: unknown } | null | undefined)?.key;
  return Array.isArray(key) && key.every(isText);
});

/** What is forecast: the target; of a table with a series in each column, these columns. */
export function titleOf(result: Pick<ManyResult, "target" | "idColumns" | "series">): string {
  requireMembers("titleOf", "result", result, { target: TEXT, idColumns: TEXTS, series: SERIES });
  const { target, idColumns, series } = result;
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
