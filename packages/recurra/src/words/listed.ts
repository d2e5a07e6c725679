import { grouped } from "./grouped.ts";

/** "3", "3 and 4", "3, 4 and 5"; with another word before the last, "3, 4 or 5". */
export function listed(items: readonly (string | number)[], word = "and"): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(", ")} ${word} ${items[items.length - 1]}`;
}

/** The first `most` of the items, and how many more there are: "a, b and 3 more". */
export function listedFirst(items: readonly string[], most: number, between = ", ", before = " "): string {
  const more = items.length - most;
  const first = items.slice(0, most).join(between);
  return more > 0 ? `${first}${before}and ${grouped(more)} more` : first;
}
