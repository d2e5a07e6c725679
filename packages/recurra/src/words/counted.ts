import { grouped } from "./grouped.ts";

/** A number and what it counts: "1 row", "1,260 rows"; `many` for a noun whose plural is another. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
