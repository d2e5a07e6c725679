// JSON with sorted keys, so that the bytes do not depend on the order in which an object was built; alone, or with every number of
// JavaScript: those that JSON lacks (NaN, the infinities, -0) are texts.

import { isObject } from "./untrusted-json.ts";

const LACKING: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

/** Plain data as text, with every number. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === "number") return Object.is(inner, -0) ? "-0" : Number.isFinite(inner) ? inner : String(inner);
    return withSortedKeys(inner);
  });
}

/** Plain data as text, where every number is one of JSON. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => withSortedKeys(inner));
}

function withSortedKeys(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The number that exactJson wrote so; undefined for anything else. */
export function exactNumber(parsed: unknown): number | undefined {
  return typeof parsed === "number" ? parsed : LACKING.get(parsed);
}
