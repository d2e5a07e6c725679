// JSON with sorted keys, so that the bytes do not depend on the order in which an object was built, and with every number of
// JavaScript: those that JSON lacks (NaN, the infinities, -0) are texts.

const LACKING: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

/** Plain data as text. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === "number") return Object.is(inner, -0) ? "-0" : Number.isFinite(inner) ? inner : String(inner);
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/** The number that exactJson wrote so; undefined for anything else. */
export function exactNumber(parsed: unknown): number | undefined {
  return typeof parsed === "number" ? parsed : LACKING.get(parsed);
}
